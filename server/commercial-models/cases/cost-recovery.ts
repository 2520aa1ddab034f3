import type { Case } from "./case.ts";

/** Cost recovery: never more than it cost, never more than the cap. */
export const costRecovery: readonly Case[] = [
  {
    title: "an application, six dataset-years, four disseminations and a review by the tariff",
    sums: ["£1,431.00 + 6 × £450.00 + 4 × £1,300.00 + £694.00 = £10,025.00; VAT £2,005.00"],
    life: {
      term: { from: "2026-05-01", to: "2027-05-01" },
      components: [
        {
          id: "cost",
          terms: {
            kind: "cost_recovery",
            rates: {
              "new application": 143_100,
              "dataset-year": 45_000,
              dissemination: 130_000,
              "annual review": 69_400,
            },
          },
        },
      ],
      facts: [
        { component: "cost", fact: "worked", on: "2026-05-05", rate: "new application", quantity: "1" },
        { component: "cost", fact: "worked", on: "2026-05-05", rate: "dataset-year", quantity: "6" },
        { component: "cost", fact: "worked", on: "2026-05-05", rate: "dissemination", quantity: "4" },
        { component: "cost", fact: "worked", on: "2026-05-05", rate: "annual review", quantity: "1" },
        { component: "cost", fact: "completed", on: "2026-05-05" },
      ],
      until: "2026-05-05",
    },
    documents: [
      [
        "invoice IN-0001, 2026-05-05, due 2026-06-04: £10,025.00 + VAT £2,005.00 (S), £12,030.00 in money",
        "cost/final £10,025.00",
      ],
    ],
    obligations: [],
    balances: { "1100": "£12,030.00", "2200": "−£2,005.00", "4150": "−£10,025.00" },
  },
  {
    title: "a deposit, then work that came to more than the cap: the NHS bears the rest",
    sums: [
      "deposit 40% of £18,000.00 = £7,200.00",
      "187.5 × £86.40 = £16,200.00; overhead 12.5% = £2,025.00; paid to others £1,532.47; together £19,757.47",
      "capped at £19,500.00; less the deposit £12,300.00; £257.47 is not recovered",
    ],
    life: {
      term: { from: "2026-06-01", to: "2027-06-01" },
      components: [
        {
          id: "cost",
          terms: {
            kind: "cost_recovery",
            rates: { labour: 8640 },
            labour: "labour",
            overheadBp: 1250,
            estimate: 1_800_000,
            depositBp: 4000,
            cap: 1_950_000,
          },
        },
      ],
      facts: [
        { component: "cost", fact: "worked", on: "2026-09-18", rate: "labour", quantity: "187.5" },
        { component: "cost", fact: "spent", on: "2026-09-18", what: "pass-through", cost: 153_247 },
        { component: "cost", fact: "completed", on: "2026-09-18" },
      ],
      until: "2026-09-18",
    },
    documents: [
      [
        "invoice IN-0001, 2026-06-01, due 2026-07-01: £7,200.00 + VAT £1,440.00 (S), £8,640.00 in money",
        "cost/deposit £7,200.00",
      ],
      [
        "invoice IN-0002, 2026-09-18, due 2026-10-18: £12,300.00 + VAT £2,460.00 (S), £14,760.00 in money",
        "cost/final £12,300.00",
      ],
    ],
    obligations: [],
    balances: { "1100": "£23,400.00", "2200": "−£3,900.00", "4150": "−£19,500.00" },
  },
  {
    title: "the work came to less than the deposit: the difference goes back",
    sums: [
      "deposit 50% of £12,000.00 = £6,000.00",
      "41.25 × £86.40 = £3,564.00; with £872.15 paid to others £4,436.15",
      "£6,000.00 − £4,436.15 = £1,563.85, with VAT £312.77",
    ],
    life: {
      term: { from: "2026-06-01", to: "2027-06-01" },
      components: [
        {
          id: "cost",
          terms: {
            kind: "cost_recovery",
            rates: { labour: 8640 },
            estimate: 1_200_000,
            depositBp: 5000,
            cap: 1_200_000,
          },
        },
      ],
      facts: [
        { component: "cost", fact: "worked", on: "2026-08-31", rate: "labour", quantity: "41.25" },
        { component: "cost", fact: "spent", on: "2026-08-31", what: "pass-through", cost: 87_215 },
        { component: "cost", fact: "completed", on: "2026-08-31" },
      ],
      until: "2026-08-31",
    },
    documents: [
      [
        "invoice IN-0001, 2026-06-01, due 2026-07-01: £6,000.00 + VAT £1,200.00 (S), £7,200.00 in money",
        "cost/deposit £6,000.00",
      ],
      [
        "credit note CN-0002 of IN-0001, 2026-08-31: £1,563.85 + VAT £312.77 (S), £1,876.62 in money",
        "cost/deposit #1 £1,563.85",
      ],
    ],
    obligations: [],
    balances: { "1100": "£5,323.38", "2200": "−£887.23", "4150": "−£4,436.15" },
  },
];
