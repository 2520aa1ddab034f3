import type { Case } from "#server/commercial-models/cases/case.ts";

/** The worked case of the levy. */
export const levy: readonly Case[] = [
  {
    title: "1,000 patients at £2.00 are counted once",
    sums: ["1,000 × £2.00 = £2,000.00, and 20% VAT = £400.00"],
    life: {
      term: { from: "2026-04-01", to: "2027-04-01" },
      components: [{ id: "levy", terms: { kind: "levy", perHead: 200 } }],
      facts: [{ component: "levy", fact: "headcounted", id: "count", on: "2026-06-01", heads: 1_000 }],
      until: "2026-06-01",
    },
    documents: [
      [
        "invoice IN-0001, 2026-06-01, due 2026-07-01: £2,000.00 + VAT £400.00 (S), £2,400.00 in money",
        "levy/2026-06-01 £2,000.00",
      ],
    ],
    obligations: [
      "levy/2026-04-01/count, head_count by 2027-03-31, accepted: Count of patients from 2026-04-01",
    ],
    balances: { "1100": "£2,400.00", "2200": "−£400.00", "4100": "−£2,000.00" },
  },
];
