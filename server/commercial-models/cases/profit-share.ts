import type { Case } from "./case.ts";

/** A profit share: caps and bands, losses, payments on account. */
export const profitShare: readonly Case[] = [
  {
    title: "overheads count up to 12% of revenue, £500,000.00 is not shared, two bands",
    sums: [
      "£8,400,000.00 − £4,950,000.00 − £1,008,000.00 (of £1,400,000.00) = £2,442,000.00; less £500,000.00 = £1,942,000.00",
      "10% of £1,000,000.00 + 15% of £942,000.00 = £241,300.00",
    ],
    life: {
      term: { from: "2026-01-01", to: "2027-01-01" },
      components: [
        {
          id: "profit",
          terms: {
            kind: "profit_share",
            bands: [
              { upTo: 100_000_000, rateBp: 1000 },
              { upTo: null, rateBp: 1500 },
            ],
            hurdle: 50_000_000,
            overheadCapBp: 1200,
            lossUseCapBp: 10_000,
          },
        },
      ],
      facts: [
        {
          component: "profit",
          fact: "stated",
          on: "2026-12-31",
          known: "2027-03-31",
          revenue: 840_000_000,
          direct: 495_000_000,
          overhead: 140_000_000,
        },
      ],
      until: "2027-12-31",
    },
    documents: [
      [
        "invoice IN-0001, 2027-03-31, due 2027-04-30: £241,300.00 + VAT £48,260.00 (S), £289,560.00 in money",
        "profit/2026-01-01 £241,300.00",
      ],
    ],
    obligations: [
      "profit/2026-01-01/statement, profit_statement by 2027-03-31, accepted: Profit statement for the year to 31 December 2026",
    ],
    balances: { "1100": "£289,560.00", "2200": "−£48,260.00", "4140": "−£241,300.00" },
  },
  {
    title: "a year of loss pays the floor; half of the next year's profit may be set against it",
    sums: [
      "loss £760,000.00: the floor of £25,000.00",
      "£1,310,000.00 − £655,000.00 of losses − £300,000.00 = £355,000.00; 10% = £35,500.00; £105,000.00 of losses are left",
    ],
    life: {
      term: { from: "2026-01-01", to: "2028-01-01" },
      components: [
        {
          id: "profit",
          terms: {
            kind: "profit_share",
            bands: [{ upTo: null, rateBp: 1000 }],
            hurdle: 30_000_000,
            lossUseCapBp: 5000,
            floor: 2_500_000,
          },
        },
      ],
      facts: [
        {
          component: "profit",
          fact: "stated",
          on: "2026-12-31",
          known: "2027-03-31",
          revenue: 0,
          direct: 76_000_000,
          overhead: 0,
        },
        {
          component: "profit",
          fact: "stated",
          on: "2027-12-31",
          known: "2028-03-30",
          revenue: 131_000_000,
          direct: 0,
          overhead: 0,
        },
      ],
      until: "2028-12-31",
    },
    documents: [
      [
        "invoice IN-0001, 2027-03-31, due 2027-04-30: £25,000.00 + VAT £5,000.00 (S), £30,000.00 in money",
        "profit/2026-01-01 £25,000.00",
      ],
      [
        "invoice IN-0002, 2028-03-30, due 2028-04-29: £35,500.00 + VAT £7,100.00 (S), £42,600.00 in money",
        "profit/2027-01-01 £35,500.00",
      ],
    ],
    obligations: [
      "profit/2026-01-01/statement, profit_statement by 2027-03-31, accepted: Profit statement for the year to 31 December 2026",
      "profit/2027-01-01/statement, profit_statement by 2028-03-30, accepted: Profit statement for the year to 31 December 2027",
    ],
    balances: { "1100": "£72,600.00", "2200": "−£12,100.00", "4140": "−£60,500.00" },
  },
  {
    title: "four payments on account at 80% of the estimate, then the year at its cap",
    sums: [
      "£41,600.00 + £49,000.00 + £46,666.66 + £56,000.00 = £193,266.66",
      "25% of £1,275,617.75 = £318,904.44, capped at £300,000.00; left to pay £106,733.34",
    ],
    life: {
      term: { from: "2026-01-01", to: "2027-01-01" },
      components: [
        {
          id: "profit",
          terms: {
            kind: "profit_share",
            bands: [{ upTo: null, rateBp: 2500 }],
            cap: 30_000_000,
            onAccountBp: 8000,
          },
        },
      ],
      facts: [
        { component: "profit", fact: "estimated", on: "2026-03-31", share: 5_200_000 },
        { component: "profit", fact: "estimated", on: "2026-06-30", share: 6_125_000 },
        { component: "profit", fact: "estimated", on: "2026-09-30", share: 5_833_333 },
        { component: "profit", fact: "estimated", on: "2026-12-31", share: 7_000_000 },
        {
          component: "profit",
          fact: "stated",
          on: "2026-12-31",
          known: "2027-03-31",
          revenue: 127_561_775,
          direct: 0,
          overhead: 0,
        },
      ],
      until: "2027-12-31",
    },
    documents: [
      [
        "invoice IN-0001, 2026-03-31, due 2026-04-30: £41,600.00 + VAT £8,320.00 (S), £49,920.00 in money",
        "profit/2026-01-01/on-account £41,600.00",
      ],
      [
        "invoice IN-0002, 2026-06-30, due 2026-07-30: £49,000.00 + VAT £9,800.00 (S), £58,800.00 in money",
        "profit/2026-04-01/on-account £49,000.00",
      ],
      [
        "invoice IN-0003, 2026-09-30, due 2026-10-30: £46,666.66 + VAT £9,333.33 (S), £55,999.99 in money",
        "profit/2026-07-01/on-account £46,666.66",
      ],
      [
        "invoice IN-0004, 2026-12-31, due 2027-01-30: £56,000.00 + VAT £11,200.00 (S), £67,200.00 in money",
        "profit/2026-10-01/on-account £56,000.00",
      ],
      [
        "invoice IN-0005, 2027-03-31, due 2027-04-30: £106,733.34 + VAT £21,346.67 (S), £128,080.01 in money",
        "profit/2026-01-01 £106,733.34",
      ],
    ],
    obligations: [
      "profit/2026-01-01/statement, profit_statement by 2027-03-31, accepted: Profit statement for the year to 31 December 2026",
    ],
    balances: { "1100": "£360,000.00", "2200": "−£60,000.00", "4140": "−£300,000.00" },
  },
];
