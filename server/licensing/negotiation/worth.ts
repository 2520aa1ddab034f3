import type { Payment } from "#server/licensing/contract/contract.ts";
import { totalOf } from "#server/licensing/contract/payments.ts";

/** What a deal comes to, for whoever makes, approves or signs it: all payments, their sums, and the first of them. */
export const worthOf = (payments: readonly Payment[]) => ({
  payments,
  total: totalOf(payments),
  first: payments.find(({ gross }) => BigInt(gross) > 0n) ?? null,
});
