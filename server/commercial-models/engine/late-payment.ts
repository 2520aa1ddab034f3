import type { Account } from "#server/ledger/accounts.ts";
import { type CivilDate, daysBetween, formatDate } from "#server/lib/dates.ts";
import { type Pence, percent, pounds } from "#server/lib/money.ts";
import { simpleInterest } from "./audit.ts";
import { type Rates, rateOn } from "./contract.ts";
import { debit, line } from "./parts.ts";
import type { Charge, Document } from "./plan.ts";

/** Money that came in for one document. */
export type Receipt = { document: string; on: CivilDate; amount: Pence };

/** The fixed sum of the Late Payment of Commercial Debts Regulations for a debt of so much, VAT included. */
export const fixedSum = (debt: Pence): Pence =>
  debt < 1_000_00n ? 40_00n : debt < 10_000_00n ? 70_00n : 100_00n;

const overBaseBp = 800;

/**
 * What is owed for paying late (README §16.1 and §16.2): simple interest at the base rate of the half-year in which it starts
 * + 8% on each part that came after its day, actual/365, rounded once; and one fixed sum a debt. Not in a plan: it
 * follows from documents and receipts, so it is made after settling. Outside the scope of VAT.
 */
export function latePayment(
  documents: readonly Document[],
  receipts: readonly Receipt[],
  rates: Pick<Rates, "base">,
): Charge[] {
  return documents.flatMap((document) => {
    const { number, due, type, payableInCash, lines } = document;
    if (due === null || type === "credit_note" || type === "debit_note") return [];
    const late = receipts
      .filter((receipt) => receipt.document === number && receipt.on > due)
      .sort((a, b) => (a.on < b.on ? -1 : 1));
    const first = late[0];
    if (!first) return [];
    const rate = rateOn(rates.base, due) + overBaseBp;
    const { component, period } = lines[0]!;
    const of = (slot: string, on: CivilDate, income: Account, steps: Charge["lines"]) =>
      debit({ key: `late/${number}/${slot}`, component, period, on, lines: steps, income });
    const inTime = receipts.reduce(
      (total, receipt) => (receipt.document === number && receipt.on <= due ? total + receipt.amount : total),
      0n,
    );
    return [
      of(
        "interest",
        late.at(-1)!.on,
        "4200",
        late.map(({ amount, on }) =>
          line(
            "Statutory interest",
            simpleInterest(amount, rate, due, on),
            `${pounds(amount)} × ${percent(rate)} × ${daysBetween(due, on)}/365 days since ${formatDate(due)}`,
          ),
        ),
      ),
      of("fixed-sum", first.on, "4210", [
        line(
          "Fixed sum for recovery",
          fixedSum(payableInCash - inTime),
          `for a debt of ${pounds(payableInCash - inTime)} of ${number}`,
        ),
      ]),
    ];
  });
}
