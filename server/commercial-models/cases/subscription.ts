import type { Case } from "./case.ts";

/** A subscription: by days, upwards in mid-year, and back when the supplier fails. */
export const subscription: readonly Case[] = [
  {
    title: "a year in advance, earned day by day, all of it by the last day",
    sums: ["£36,500.00 over 365 days is £100.00 a day"],
    life: {
      term: { from: "2026-04-01", to: "2027-04-01" },
      components: [
        { id: "subscription", terms: { kind: "subscription", tiers: { s: 3_650_000 }, tier: "s" } },
      ],
      until: "2027-03-31",
    },
    documents: [
      [
        "invoice IN-0001, 2026-04-01, due 2026-05-01: £36,500.00 + VAT £7,300.00 (S), £43,800.00 in money",
        "subscription/2026-04-01 £36,500.00",
      ],
    ],
    obligations: [],
    balances: { "1100": "£43,800.00", "2200": "−£7,300.00", "4110": "−£36,500.00" },
  },
  {
    title: "an upgrade in a year of 366 days: the difference in price for the days that are left",
    sums: [
      "15 November 2027 to 31 March 2028 is 138 of 366 days",
      "(£60,000.00 − £36,500.00) × 138/366 = £8,860.655… = £8,860.66",
    ],
    life: {
      term: { from: "2027-04-01", to: "2028-04-01" },
      components: [
        {
          id: "subscription",
          terms: {
            kind: "subscription",
            tiers: { standard: 3_650_000, premium: 6_000_000 },
            tier: "standard",
          },
        },
      ],
      facts: [{ component: "subscription", fact: "changed", on: "2027-11-15", tier: "premium" }],
      until: "2028-03-31",
    },
    documents: [
      [
        "invoice IN-0001, 2027-04-01, due 2027-05-01: £36,500.00 + VAT £7,300.00 (S), £43,800.00 in money",
        "subscription/2027-04-01 £36,500.00",
      ],
      [
        "invoice IN-0002, 2027-11-15, due 2027-12-15: £8,860.66 + VAT £1,772.13 (S), £10,632.79 in money",
        "subscription/2027-04-01/from:2027-11-15 £8,860.66",
      ],
    ],
    obligations: [],
    balances: { "1100": "£54,432.79", "2200": "−£9,072.13", "4110": "−£45,360.66" },
  },
  {
    title: "a short first period up to 1 April, ended early by the supplier's fault",
    sums: [
      "196 of 365 days: £48,000.00 × 196/365 = £25,775.342… = £25,775.34",
      "115 days used: £15,123.287… = £15,123.29; back £25,775.34 − £15,123.29 = £10,652.05, VAT £2,130.41",
    ],
    life: {
      term: { from: "2026-09-17", to: "2027-04-01" },
      components: [
        {
          id: "subscription",
          terms: { kind: "subscription", tiers: { s: 4_800_000 }, tier: "s", anchor: "04-01" },
        },
      ],
      facts: [{ fact: "ended", by: "supplier_fault", on: "2027-01-10" }],
      until: "2027-01-10",
    },
    documents: [
      [
        "invoice IN-0001, 2026-09-17, due 2026-10-17: £25,775.34 + VAT £5,155.07 (S), £30,930.41 in money",
        "subscription/2026-09-17 £25,775.34",
      ],
      [
        "credit note CN-0002 of IN-0001, 2027-01-10: £10,652.05 + VAT £2,130.41 (S), £12,782.46 in money",
        "subscription/2026-09-17 #1 £10,652.05",
      ],
    ],
    obligations: [],
    balances: { "1100": "£18,147.95", "2200": "−£3,024.66", "4110": "−£15,123.29" },
  },
];
