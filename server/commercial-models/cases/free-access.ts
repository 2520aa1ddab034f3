import type { Case } from "./case.ts";

/** Free access: nothing is charged until the use becomes commercial. */
export const freeAccess: readonly Case[] = [
  {
    title: "a year for nothing: one report and one certificate, both thirty days after it is over",
    sums: ["2027-04-01 + 30 days = 2027-05-01"],
    life: {
      term: { from: "2026-04-01", to: "2027-04-01" },
      components: [{ id: "free", terms: { kind: "free_access", reportMonths: 12 } }],
      until: "2027-06-01",
    },
    documents: [],
    obligations: [
      "free/2026-04-01/report, usage_report by 2027-05-01, due: Use report from 1 April 2026",
      "free/destruction, destruction_certificate by 2027-05-01, due: Certificate of data destruction",
    ],
    balances: {},
  },
  {
    title: "a start on a leap day: quarters keep the 29th wherever the month has one",
    sums: [
      "boundaries 29 May, 29 August, 29 November, and 28 February, the last day there is",
      "each report 30 days after its boundary: 28 June, 28 September, 29 December, 30 March",
    ],
    life: {
      term: { from: "2028-02-29", to: "2029-02-28" },
      components: [{ id: "free", terms: { kind: "free_access", reportMonths: 3 } }],
      until: "2029-06-01",
    },
    documents: [],
    obligations: [
      "free/2028-02-29/report, usage_report by 2028-06-28, due: Use report from 29 February 2028",
      "free/2028-05-29/report, usage_report by 2028-09-28, due: Use report from 29 May 2028",
      "free/2028-08-29/report, usage_report by 2028-12-29, due: Use report from 29 August 2028",
      "free/2028-11-29/report, usage_report by 2029-03-30, due: Use report from 29 November 2028",
      "free/destruction, destruction_certificate by 2029-03-30, due: Certificate of data destruction",
    ],
    balances: {},
  },
  {
    title: "use becomes commercial in October: the rest of the year is paid for by days",
    sums: [
      "15 October to 31 March is 168 of 365 days",
      "£24,000.00 × 168/365 = £11,046.575… = £11,046.58; VAT £2,209.316 = £2,209.32",
    ],
    life: {
      term: { from: "2026-04-01", to: "2027-04-01" },
      components: [{ id: "free", terms: { kind: "free_access", commercialPrice: 2_400_000 } }],
      facts: [{ component: "free", fact: "commercialised", on: "2026-10-15" }],
      until: "2026-10-15",
    },
    documents: [
      [
        "invoice IN-0001, 2026-10-15, due 2026-11-14: £11,046.58 + VAT £2,209.32 (S), £13,255.90 in money",
        "free/2026-04-01/commercial £11,046.58",
      ],
    ],
    obligations: [
      "free/destruction, destruction_certificate by 2027-05-01, due: Certificate of data destruction",
    ],
    balances: { "1100": "£13,255.90", "2100": "−£11,046.58", "2200": "−£2,209.32" },
  },
];
