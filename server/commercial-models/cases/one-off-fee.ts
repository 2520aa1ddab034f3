import type { Case } from "./case.ts";

/** A one-off fee: whole, in equal parts, and by milestones. */
export const oneOffFee: readonly Case[] = [
  {
    title: "one fee at signature, income on the day of transfer",
    sums: ["£250,000.00 + 20% = £300,000.00"],
    life: {
      term: { from: "2026-06-01", to: "2031-06-01" },
      components: [
        {
          id: "fee",
          terms: {
            kind: "one_off_fee",
            fee: 25_000_000,
            recognition: "point_in_time",
            instalments: [{ label: "signature", weight: 1, on: "2026-06-01" }],
          },
        },
      ],
      until: "2027-01-01",
    },
    documents: [
      [
        "invoice IN-0001, 2026-06-01, due 2026-07-01: £250,000.00 + VAT £50,000.00 (S), £300,000.00 in money",
        "fee/signature £250,000.00",
      ],
    ],
    obligations: [],
    balances: { "1100": "£300,000.00", "2200": "−£50,000.00", "4100": "−£250,000.00" },
  },
  {
    title: "three equal parts of a fee that does not divide by three: the odd penny falls on the first",
    sums: [
      "£100,000.00 ÷ 3 = £33,333.34 + £33,333.33 + £33,333.33",
      "VAT is £6,666.67 on each document, £20,000.01 in total: a penny more than on the whole",
    ],
    life: {
      term: { from: "2026-06-01", to: "2031-06-01" },
      components: [
        {
          id: "fee",
          terms: {
            kind: "one_off_fee",
            fee: 10_000_000,
            recognition: "point_in_time",
            instalments: [
              { label: "1/3", weight: 1, on: "2026-06-01" },
              { label: "2/3", weight: 1, on: "2026-12-01" },
              { label: "3/3", weight: 1, on: "2027-06-01" },
            ],
          },
        },
      ],
      until: "2027-06-01",
    },
    documents: [
      [
        "invoice IN-0001, 2026-06-01, due 2026-07-01: £33,333.34 + VAT £6,666.67 (S), £40,000.01 in money",
        "fee/1/3 £33,333.34",
      ],
      [
        "invoice IN-0002, 2026-12-01, due 2026-12-31: £33,333.33 + VAT £6,666.67 (S), £40,000.00 in money",
        "fee/2/3 £33,333.33",
      ],
      [
        "invoice IN-0003, 2027-06-01, due 2027-07-01: £33,333.33 + VAT £6,666.67 (S), £40,000.00 in money",
        "fee/3/3 £33,333.33",
      ],
    ],
    obligations: [],
    balances: { "1100": "£120,000.01", "2200": "−£20,000.01", "4100": "−£100,000.00" },
  },
  {
    title: "a German company, 12.5% off, 40/35/25 by milestone, ended before the third is reached",
    sums: [
      "£480,000.00 − 12.5% = £420,000.00",
      "40% £168,000.00, 35% £147,000.00; the last 25%, £105,000.00, lapses",
      "evidence of business in the EU: no VAT, category AE",
    ],
    life: {
      term: { from: "2026-06-01", to: "2031-06-01" },
      customer: { country: "DE", businessFrom: "2000-01-01", dueDays: 30 },
      components: [
        {
          id: "fee",
          terms: {
            kind: "one_off_fee",
            fee: 48_000_000,
            recognition: "when_triggered",
            instalments: [
              { label: "signature", weight: 4000, on: "2026-06-01" },
              { label: "dataset accepted", weight: 3500, milestone: "dataset accepted" },
              { label: "regulatory submission", weight: 2500, milestone: "sub" },
            ],
          },
        },
      ],
      clauses: [
        {
          clause: "discount",
          id: "preferential 12.5%",
          kind: "percent",
          bp: 1250,
          components: ["fee"],
          valid: { from: "2026-01-01", to: "2027-01-01" },
        },
      ],
      facts: [
        { component: "fee", fact: "reached", on: "2026-08-20", milestone: "dataset accepted" },
        { fact: "ended", by: "convenience", on: "2026-12-15" },
      ],
      until: "2027-06-01",
    },
    documents: [
      [
        "invoice IN-0001, 2026-06-01, due 2026-07-01: £168,000.00 + VAT £0.00 (AE), £168,000.00 in money",
        "fee/signature £168,000.00",
      ],
      [
        "invoice IN-0002, 2026-08-20, due 2026-09-19: £147,000.00 + VAT £0.00 (AE), £147,000.00 in money",
        "fee/dataset accepted £147,000.00",
      ],
    ],
    obligations: [
      "fee/dataset accepted, milestone by 2026-08-20, accepted: dataset accepted",
      "fee/regulatory submission, milestone, cancelled: regulatory submission",
    ],
    balances: { "1100": "£315,000.00", "4100": "−£315,000.00" },
  },
];
