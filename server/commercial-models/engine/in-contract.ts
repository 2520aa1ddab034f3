import { formatDate, type Period, periodsOf } from "#server/lib/dates.ts";
import { type Pence, percent, pounds, shareOf } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";
import type { Bands } from "./fields.ts";

/** What is agreed beside the terms of a model, as far as a sentence needs it. VAT is the rate of the first day, nought where none is added. */
export type Agreed = { term: Period; vatRateBp: number };

/** "a", "a and b", "a, b and c". */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

const named: Readonly<Record<number, string>> = { 1: "month", 3: "quarter", 6: "half-year", 12: "year" };

/** How a stretch of so many months is called: "quarter". */
export const stretch = (months: number): string => named[months] ?? counted(months, "month");

/** "1 April" from "04-01". */
export const dayOfYear = (anchor: string): string => formatDate(`2000-${anchor}`).replace(" 2000", "");

/** Whether more than one contract year begins within the term. */
export const lastsYears = (term: Period): boolean => periodsOf(term, 12).length > 1;

/** Basis points below zero too: "−2%". */
export const signedPercent = (bp: number): string => (bp < 0 ? `−${percent(-bp)}` : percent(bp));

/** "2% of net sales up to £10,000,000.00 (£200,000.00), and 3% above": each band with the most that it comes to. */
export function bandsInContract(bands: Bands, of: string): string {
  let from: Pence = 0n;
  const said = bands.map(({ upTo, rateBp }, index) => {
    const rate = `${percent(rateBp)}${index === 0 ? ` of ${of}` : ""}`;
    if (upTo === null) return index === 0 ? rate : `${rate} above`;
    const most = shareOf(upTo - from, rateBp);
    from = upTo;
    return `${rate} up to ${pounds(upTo)} (${pounds(most)})`;
  });
  return listed(said);
}

/** How both models that are stated are audited (README §16.3). */
export const auditInContract = ({
  auditLookbackYears,
  interestOverBaseBp,
  auditCostThresholdBp,
}: {
  auditLookbackYears: number;
  interestOverBaseBp: number;
  auditCostThresholdBp: number;
}): string =>
  `An audit may correct what was due in the ${auditLookbackYears === 1 ? "year" : `${auditLookbackYears} years`} before it. What it adds is invoiced, with simple interest at ${percent(interestOverBaseBp)} above the Bank of England base rate; the licensee bears the cost of the audit if more than ${percent(auditCostThresholdBp)} of what was due had not been reported.`;
