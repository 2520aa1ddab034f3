import { expect, test } from "vitest";
import { play } from "../play/play.ts";
import { fixedSum } from "./late-payment.ts";

const invoiceOf = (net: number, receipts: { on: string; amount: number }[]) =>
  play({
    reference: "L",
    term: { from: "2026-06-06", to: "2027-06-06" },
    customer: { country: "GB", dueDays: 30 },
    components: [
      {
        id: "c",
        terms: {
          kind: "one_off_fee",
          fee: net,
          recognition: "when_triggered",
          instalments: [{ label: "all", weight: 1, on: "2026-06-06" }],
        },
      },
    ],
    receipts: receipts.map((receipt) => ({ document: "IN-0001", ...receipt })),
    until: "2027-01-01",
  }).documents.slice(1);

test("£2,481.00 due 6 July 2026, paid 14 September: × 11.75% × 70/365 = £55.91 interest, and £70.00 fixed sum", () => {
  const notes = invoiceOf(206_750, [{ on: "2026-09-14", amount: 248_100 }]);
  expect(notes.map(({ type, date, net, vat, vatCategory }) => [type, date, net, vat, vatCategory])).toEqual([
    ["debit_note", "2026-09-14", 5_591n, 0n, "O"],
    ["debit_note", "2026-09-14", 7_000n, 0n, "O"],
  ]);
});

test("paid in time costs nothing more; paid in two late parts, each bears interest for its own days", () => {
  expect(invoiceOf(206_750, [{ on: "2026-07-06", amount: 248_100 }])).toEqual([]);
  const interest = invoiceOf(206_750, [
    { on: "2026-07-16", amount: 100_000 },
    { on: "2026-09-14", amount: 148_100 },
  ]).filter(({ lines }) => lines[0]!.key.endsWith("/interest"));
  // 100,000 × 11.75% × 10/365 = 321.92 and 148,100 × 11.75% × 70/365 = 3,337.32
  expect(interest.map(({ date, net }) => [date, net])).toEqual([
    ["2026-07-16", 322n],
    ["2026-09-14", 3_337n],
  ]);
});

test("the fixed sum is £40 below £1,000, £70 below £10,000, then £100", () => {
  expect([99_999n, 100_000n, 999_999n, 1_000_000n].map(fixedSum)).toEqual([4_000n, 7_000n, 7_000n, 10_000n]);
});
