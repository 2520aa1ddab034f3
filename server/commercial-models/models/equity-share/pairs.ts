import type { Account } from "#server/ledger/accounts.ts";
import { least, type Pence } from "#server/lib/money.ts";

export type Side = { account: Account; amount: Pence };

/** Several debits and credits as transfers: the largest debit with the largest credit, ties by account (README §14.5). */
export function paired(
  debits: readonly Side[],
  credits: readonly Side[],
): { debit: Account; credit: Account; amount: Pence }[] {
  const order = (sides: readonly Side[]) =>
    sides
      .filter(({ amount }) => amount > 0n)
      .sort((a, b) =>
        a.amount === b.amount ? (a.account < b.account ? -1 : 1) : a.amount > b.amount ? -1 : 1,
      );
  const left = {
    debits: order(debits).map((side) => ({ ...side })),
    credits: order(credits).map((side) => ({ ...side })),
  };
  const transfers = [];
  while (left.debits.length && left.credits.length) {
    const [debit, credit] = [left.debits[0]!, left.credits[0]!];
    const amount = least(debit.amount, credit.amount);
    transfers.push({ debit: debit.account, credit: credit.account, amount });
    debit.amount -= amount;
    credit.amount -= amount;
    left.debits = order(left.debits).map((side) => ({ ...side }));
    left.credits = order(left.credits).map((side) => ({ ...side }));
  }
  return transfers;
}
