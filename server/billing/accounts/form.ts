import { z } from "zod";
import { addMonths, type CivilDate, firstOfMonth, isCivil, isNearDay } from "#server/lib/dates.ts";

const dayOrNone = z
  .string()
  .max(10)
  .refine((text) => isCivil(text) && isNearDay(text), "Enter a day")
  .optional()
  .catch(undefined);

/** Whose account, and of which days, both belonging to it; a buyer's own where nobody is named. */
export const accountFilter = z.object({
  customer: z.uuid().optional().catch(undefined),
  from: dayOrNone,
  to: dayOrNone,
});
export type AccountFilter = z.output<typeof accountFilter>;

/** Customers whose names come after one, to go on with. */
export const accountsAfter = z.object({ after: z.string().max(200).default("") });
export type AccountsAfter = z.output<typeof accountsAfter>;

/** The days of a statement: the last twelve months where none are named, and never the wrong way round. */
export function daysOf({ from, to }: AccountFilter, today: CivilDate): { from: CivilDate; to: CivilDate } {
  const last = (to ?? today) as CivilDate;
  const first = (from ?? addMonths(firstOfMonth(last), -11)) as CivilDate;
  return first <= last ? { from: first, to: last } : { from: last, to: first };
}
