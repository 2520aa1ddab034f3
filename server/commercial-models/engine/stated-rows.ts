import { addMonths, type CivilDate, isCivil, type Period } from "#server/lib/dates.ts";
import { largestAmount, type Pence } from "#server/lib/money.ts";

/** Cells of a statement as people export them. */

/** Amounts like "1,234.5" and "-20", with at most two places, up to `largestAmount`. In hundredths; null when it is none. */
export function hundredths(text: string): Pence | null {
  const match = /^(-?)(\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match) return null;
  const size = BigInt(match[2]!.replaceAll(",", "")) * 100n + BigInt((match[3] ?? "").padEnd(2, "0"));
  if (size > largestAmount) return null;
  return match[1] ? -size : size;
}

/** The same the other way round, for a sentence about it. */
export const inUnits = (amount: Pence): string => {
  const size = amount < 0n ? -amount : amount;
  return `${amount < 0n ? "-" : ""}${size / 100n}.${String(size % 100n).padStart(2, "0")}`;
};

/** "2026-04" is the first of the month; a whole day stays as it is. */
export function monthOrDay(text: string): CivilDate | null {
  const day = /^\d{4}-\d{2}$/.test(text) ? `${text}-01` : text;
  return isCivil(day) ? day : null;
}

/** Whether a month that has this day in it lies at least partly before or after the period. */
export const isOutside = (on: CivilDate, { from, to }: Period): boolean =>
  addMonths(`${on.slice(0, 8)}01` as CivilDate, 1) <= from || on >= to;
