import type { Case } from "./case.ts";

/** Clauses on any model: discounts above a floor, a minimum over two components, fees against a royalty. */
export const clauses: readonly Case[] = [
  {
    title: "15% off, then a fixed credit that the floor cuts short",
    sums: [
      "£36,500.00 − £5,475.00 = £31,025.00; the credit of £5,000.00 would leave £26,025.00",
      "the floor is £27,000.00: £4,025.00 of the credit counts, £975.00 does not",
    ],
    life: {
      term: { from: "2026-04-01", to: "2027-04-01" },
      components: [{ id: "access", terms: { kind: "subscription", tiers: { s: 3_650_000 }, tier: "s" } }],
      clauses: [
        {
          clause: "discount",
          id: "15% preferential",
          kind: "percent",
          bp: 1500,
          components: ["access"],
          valid: { from: "2026-01-01", to: "2027-01-01" },
          floor: 2_700_000,
        },
        {
          clause: "discount",
          id: "credit",
          kind: "fixed",
          amount: 500_000,
          components: ["access"],
          valid: { from: "2026-01-01", to: "2027-01-01" },
          floor: 2_700_000,
        },
      ],
      until: "2026-04-01",
    },
    documents: [
      [
        "invoice IN-0001, 2026-04-01, due 2026-05-01: £27,000.00 + VAT £5,400.00 (S), £32,400.00 in money",
        "access/2026-04-01 £27,000.00",
      ],
    ],
    obligations: [],
    balances: { "1100": "£32,400.00", "2100": "−£27,000.00", "2200": "−£5,400.00" },
  },
  {
    title: "a subscription and usage below a common minimum; half of both counts against the royalty",
    sums: [
      "812,345 × 0.05p = £406.1725 = £406.17; £70,000.00 − £60,000.00 − £406.17 = £9,593.83",
      "half of £70,000.00 is £35,000.00; 2% of £2,100,000.00 = £42,000.00; £7,000.00 is payable",
    ],
    life: {
      term: { from: "2026-04-01", to: "2027-04-01" },
      components: [
        { id: "access", terms: { kind: "subscription", tiers: { s: 6_000_000 }, tier: "s" } },
        {
          id: "rows",
          terms: {
            kind: "usage_based",
            unit: "row",
            pricing: "graduated",
            tiers: [
              { upTo: "1000000", unitPrice: "0.05" },
              { upTo: "5000000", unitPrice: "0.03" },
              { upTo: null, unitPrice: "0.0175" },
            ],
            periodMonths: 12,
          },
        },
        { id: "sales", terms: { kind: "royalty", bands: [{ upTo: null, rateBp: 200 }] } },
      ],
      clauses: [
        {
          clause: "aggregate_minimum",
          id: "minimum",
          components: ["access", "rows"],
          yearly: 7_000_000,
          billedBy: "rows",
        },
        {
          clause: "fee_credit",
          id: "Half of the fees",
          from: ["access", "rows"],
          against: "sales",
          shareBp: 5000,
        },
      ],
      facts: [
        { component: "rows", fact: "used", on: "2026-12-01", quantity: "812345" },
        {
          component: "sales",
          fact: "reported",
          on: "2027-01-01",
          known: "2027-05-15",
          sales: [{ on: "2027-03-01", gross: 210_000_000 }],
        },
      ],
      until: "2027-05-15",
    },
    documents: [
      [
        "invoice IN-0001, 2026-04-01, due 2026-05-01: £60,000.00 + VAT £12,000.00 (S), £72,000.00 in money",
        "access/2026-04-01 £60,000.00",
      ],
      [
        "invoice IN-0002, 2027-04-06, due 2027-05-06: £10,000.00 + VAT £2,000.00 (S), £12,000.00 in money",
        "rows/2026-04-01 £406.17",
        "minimum/2026-04-01 £9,593.83",
      ],
      [
        "invoice IN-0003, 2027-05-15, due 2027-06-14: £7,000.00 + VAT £1,400.00 (S), £8,400.00 in money",
        "sales/2027-01-01 £7,000.00",
      ],
    ],
    obligations: [
      "sales/2026-04-01/report, royalty_report by 2026-08-14, due: Royalty statement for the quarter to 30 June 2026",
      "sales/2026-07-01/report, royalty_report by 2026-11-14, due: Royalty statement for the quarter to 30 September 2026",
      "sales/2026-10-01/report, royalty_report by 2027-02-14, due: Royalty statement for the quarter to 31 December 2026",
      "sales/2027-01-01/report, royalty_report by 2027-05-15, accepted: Royalty statement for the quarter to 31 March 2027",
    ],
    balances: {
      "1100": "£92,400.00",
      "2200": "−£15,400.00",
      "4110": "−£60,000.00",
      "4120": "−£10,000.00",
      "4130": "−£7,000.00",
    },
  },
];
