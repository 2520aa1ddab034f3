import type { Case } from "./case.ts";

const bands = [
  { upTo: "1000000", unitPrice: "0.05" },
  { upTo: "5000000", unitPrice: "0.03" },
  { upTo: null, unitPrice: "0.0175" },
];

/** Usage: bands, a yearly minimum, what is heard late, a cap. */
export const usageBased: readonly Case[] = [
  {
    title: "7,350,000 rows through three bands, 250,000 of them free",
    sums: [
      "1,000,000 × 0.05p + 4,000,000 × 0.03p + 2,100,000 × 0.0175p = £500.00 + £1,200.00 + £367.50 = £2,067.50",
    ],
    life: {
      term: { from: "2026-05-01", to: "2027-05-01" },
      components: [
        {
          id: "usage",
          terms: {
            kind: "usage_based",
            unit: "row",
            pricing: "graduated",
            tiers: bands,
            freeAllowance: "250000",
          },
        },
      ],
      facts: [{ component: "usage", fact: "used", on: "2026-05-31", quantity: "7350000" }],
      until: "2026-06-06",
    },
    documents: [
      [
        "invoice IN-0001, 2026-06-06, due 2026-07-06: £2,067.50 + VAT £413.50 (S), £2,481.00 in money",
        "usage/2026-05-01 £2,067.50",
      ],
    ],
    obligations: [],
    balances: { "1100": "£2,481.00", "2200": "−£413.50", "4120": "−£2,067.50" },
  },
  {
    title:
      "hours at the price of the band they reach; with the last month what is missing to the yearly minimum",
    sums: [
      "10,000 × £1.20 = £12,000.00 in each of ten months; 11,578.947 × £0.95 = £10,999.99965 = £11,000.00",
      "12,345.678 × £0.95 = £11,728.3941 = £11,728.39",
      "£150,000.00 − £131,000.00 − £11,728.39 = £7,271.61; together £19,000.00",
    ],
    life: {
      term: { from: "2026-04-01", to: "2027-04-01" },
      components: [
        {
          id: "usage",
          terms: {
            kind: "usage_based",
            unit: "hour",
            pricing: "volume",
            tiers: [
              { upTo: "10000", unitPrice: "120" },
              { upTo: "50000", unitPrice: "95" },
              { upTo: null, unitPrice: "70" },
            ],
            yearlyMinimum: 15_000_000,
          },
        },
      ],
      facts: [
        { component: "usage", fact: "used", on: "2026-04-15", quantity: "10000" },
        { component: "usage", fact: "used", on: "2026-05-15", quantity: "10000" },
        { component: "usage", fact: "used", on: "2026-06-15", quantity: "10000" },
        { component: "usage", fact: "used", on: "2026-07-15", quantity: "10000" },
        { component: "usage", fact: "used", on: "2026-08-15", quantity: "10000" },
        { component: "usage", fact: "used", on: "2026-09-15", quantity: "10000" },
        { component: "usage", fact: "used", on: "2026-10-15", quantity: "10000" },
        { component: "usage", fact: "used", on: "2026-11-15", quantity: "10000" },
        { component: "usage", fact: "used", on: "2026-12-15", quantity: "10000" },
        { component: "usage", fact: "used", on: "2027-01-15", quantity: "10000" },
        { component: "usage", fact: "used", on: "2027-02-15", quantity: "11578.947" },
        { component: "usage", fact: "used", on: "2027-03-15", quantity: "12345.678" },
      ],
      until: "2027-04-06",
    },
    documents: [
      [
        "invoice IN-0001, 2026-05-06, due 2026-06-05: £12,000.00 + VAT £2,400.00 (S), £14,400.00 in money",
        "usage/2026-04-01 £12,000.00",
      ],
      [
        "invoice IN-0002, 2026-06-06, due 2026-07-06: £12,000.00 + VAT £2,400.00 (S), £14,400.00 in money",
        "usage/2026-05-01 £12,000.00",
      ],
      [
        "invoice IN-0003, 2026-07-06, due 2026-08-05: £12,000.00 + VAT £2,400.00 (S), £14,400.00 in money",
        "usage/2026-06-01 £12,000.00",
      ],
      [
        "invoice IN-0004, 2026-08-06, due 2026-09-05: £12,000.00 + VAT £2,400.00 (S), £14,400.00 in money",
        "usage/2026-07-01 £12,000.00",
      ],
      [
        "invoice IN-0005, 2026-09-06, due 2026-10-06: £12,000.00 + VAT £2,400.00 (S), £14,400.00 in money",
        "usage/2026-08-01 £12,000.00",
      ],
      [
        "invoice IN-0006, 2026-10-06, due 2026-11-05: £12,000.00 + VAT £2,400.00 (S), £14,400.00 in money",
        "usage/2026-09-01 £12,000.00",
      ],
      [
        "invoice IN-0007, 2026-11-06, due 2026-12-06: £12,000.00 + VAT £2,400.00 (S), £14,400.00 in money",
        "usage/2026-10-01 £12,000.00",
      ],
      [
        "invoice IN-0008, 2026-12-06, due 2027-01-05: £12,000.00 + VAT £2,400.00 (S), £14,400.00 in money",
        "usage/2026-11-01 £12,000.00",
      ],
      [
        "invoice IN-0009, 2027-01-06, due 2027-02-05: £12,000.00 + VAT £2,400.00 (S), £14,400.00 in money",
        "usage/2026-12-01 £12,000.00",
      ],
      [
        "invoice IN-0010, 2027-02-06, due 2027-03-08: £12,000.00 + VAT £2,400.00 (S), £14,400.00 in money",
        "usage/2027-01-01 £12,000.00",
      ],
      [
        "invoice IN-0011, 2027-03-06, due 2027-04-05: £11,000.00 + VAT £2,200.00 (S), £13,200.00 in money",
        "usage/2027-02-01 £11,000.00",
      ],
      [
        "invoice IN-0012, 2027-04-06, due 2027-05-06: £19,000.00 + VAT £3,800.00 (S), £22,800.00 in money",
        "usage/2027-03-01 £11,728.39",
        "usage/2026-04-01/minimum £7,271.61",
      ],
    ],
    obligations: [],
    balances: { "1100": "£180,000.00", "2200": "−£30,000.00", "4120": "−£150,000.00" },
  },
  {
    title: "60,000 rows of April are heard of on 19 May: the difference goes with the bill of May",
    sums: [
      "980,000 × 0.05p = £490.00",
      "1,040,000: £500.00 + 40,000 × 0.03p = £512.00, £22.00 more than was billed",
      "May: 333,333 × 0.05p = £166.6665 = £166.67; together £188.67",
    ],
    life: {
      term: { from: "2026-04-01", to: "2027-04-01" },
      components: [
        { id: "usage", terms: { kind: "usage_based", unit: "row", pricing: "graduated", tiers: bands } },
      ],
      facts: [
        { component: "usage", fact: "used", on: "2026-04-15", quantity: "980000" },
        { component: "usage", fact: "used", on: "2026-04-28", known: "2026-05-19", quantity: "60000" },
        { component: "usage", fact: "used", on: "2026-05-15", quantity: "333333" },
      ],
      until: "2026-06-06",
    },
    documents: [
      [
        "invoice IN-0001, 2026-05-06, due 2026-06-05: £490.00 + VAT £98.00 (S), £588.00 in money",
        "usage/2026-04-01 £490.00",
      ],
      [
        "invoice IN-0002, 2026-06-06, due 2026-07-06: £188.67 + VAT £37.73 (S), £226.40 in money",
        "usage/2026-04-01 #1 £22.00",
        "usage/2026-05-01 £166.67",
      ],
    ],
    obligations: [],
    balances: { "1100": "£814.40", "2200": "−£135.73", "4120": "−£678.67" },
  },
  {
    title: "26,000,000 rows come to more than the cap of the month",
    sums: ["£500.00 + £1,200.00 + 21,000,000 × 0.0175p = £5,375.00, capped at £4,000.00"],
    life: {
      term: { from: "2026-06-01", to: "2027-06-01" },
      components: [
        {
          id: "usage",
          terms: { kind: "usage_based", unit: "row", pricing: "graduated", tiers: bands, cap: 400_000 },
        },
      ],
      facts: [{ component: "usage", fact: "used", on: "2026-06-15", quantity: "26000000" }],
      until: "2026-07-06",
    },
    documents: [
      [
        "invoice IN-0001, 2026-07-06, due 2026-08-05: £4,000.00 + VAT £800.00 (S), £4,800.00 in money",
        "usage/2026-06-01 £4,000.00",
      ],
    ],
    obligations: [],
    balances: { "1100": "£4,800.00", "2200": "−£800.00", "4120": "−£4,000.00" },
  },
];
