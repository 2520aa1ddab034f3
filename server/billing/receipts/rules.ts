import { addMonths, type CivilDate } from "#server/lib/dates.ts";
import { type Pence, pounds } from "#server/lib/money.ts";

/**
 * Above this sum two people record a receipt or take one back: the sum above which finance approves an offer
 * (commercial-models/README.md §18.2).
 */
const alone: Pence = 100_000_00n;
/** More than any transfer that the bank brings in one piece. */
const most: Pence = 1_000_000_000_00n;

export const takesTwoPeople = (amount: Pence): boolean => amount > alone;

/** Why a receipt of this sum and day cannot be, with the field that says so; null when it can. */
export function wrongWith(
  { amount, receivedOn }: { amount: Pence; receivedOn: CivilDate },
  today: CivilDate,
): { field: "amount" | "receivedOn"; sentence: string } | null {
  if (amount > most)
    return { field: "amount", sentence: `One receipt is ${pounds(most)} at most. Check the amount` };
  if (receivedOn > today) return { field: "receivedOn", sentence: "The day cannot be in the future" };
  if (receivedOn < addMonths(today, -120))
    return { field: "receivedOn", sentence: "The day lies more than ten years back. Check the year" };
  return null;
}
