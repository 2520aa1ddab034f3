import { expect, test } from "vitest";
import { parsePounds, pounds } from "#server/lib/money.ts";
import { limitOf, overLimit } from "./limit-rules.ts";

test.each([
  ["£0.00", "£100,000.00"],
  ["£500.00", "£100,000.00"],
  ["£40,000.00", "£400,000.00"],
  ["£10,000,000.00", "£100,000,000.00"],
  ["£50,000,000.00", "£100,000,000.00"],
  ["£250,000,000.00", "£250,000,000.00"],
])("a licence of the value %s bills %s at most by itself", (value, most) => {
  expect(pounds(limitOf(parsePounds(value)!))).toBe(most);
});

const invoice = (net: bigint) => ({ type: "invoice" as const, net });
const credit = (net: bigint) => ({ type: "credit_note" as const, net });

test.each([
  ["one document at the limit", [invoice(100n)], [], null],
  ["one document over it", [invoice(101n)], [], 101n],
  ["small ones that add up", [invoice(60n)], [invoice(41n)], 101n],
  ["small ones after a credit", [invoice(60n)], [invoice(41n), credit(1n)], null],
  ["a large one that a credit beside it hides", [invoice(150n), credit(60n)], [], 150n],
  ["credits alone, however much was billed", [credit(5n)], [invoice(500n)], null],
] as const)("%s", (_what, drafts, issued, amount) => {
  expect(overLimit(drafts, issued, 0n, 100n)?.amount ?? null).toBe(amount);
});
