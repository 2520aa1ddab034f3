import {
  addDays,
  addMonths,
  type CivilDate,
  formatDate,
  isCivil,
  type Period,
  within,
} from "#server/lib/dates.ts";
import { largestAmount, type Pence } from "#server/lib/money.ts";

/** Cells of a statement as people export them. */

/** Amounts like "1,234.5" and "-20", with at most two places, up to so many hundredths. In hundredths; null when it is none. */
export function hundredths(text: string, most: bigint = largestAmount): Pence | null {
  const match = /^(-?)(\d{1,3}(?:,\d{3}){1,5}|\d{1,18})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match) return null;
  const size = BigInt(match[2]!.replaceAll(",", "")) * 100n + BigInt((match[3] ?? "").padEnd(2, "0"));
  if (size > most) return null;
  return match[1] ? -size : size;
}

/** What to write instead, where the marks of an amount are those of another country: "1.234,56" and "1234,56". */
export function commaInstead(text: string): string | null {
  const match = /^(-?)(\d{1,3}(?:[. \u00A0\u202F']\d{3})*|\d{1,18}),(\d{1,2})$/.exec(text.trim());
  return match && `${match[1]}${match[2]!.replace(/\D/g, "")}.${match[3]}`;
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

/** What is wrong with the day or month of a row, as it was written: it lies outside the period, or in two of them. */
export function outsideWords(written: string, on: CivilDate, { from, to }: Period): string | null {
  const last = addDays(to, -1);
  const period = `the period from ${formatDate(from)} to ${formatDate(last)}`;
  if (written.length > 7) return within(on, { from, to }) ? null : `${formatDate(on)} is not in ${period}`;
  const next = addMonths(on, 1);
  if (next <= from || on >= to) return `${written} is not in ${period}`;
  if (on >= from && next <= to) return null;
  const inside = `${formatDate(on < from ? from : on)} to ${formatDate(next > to ? last : addDays(next, -1))}`;
  return `${written} is only partly in ${period}: give its sales of ${inside} with a day instead of the month, like ${on < from ? from : on}`;
}

/**
 * Whether a month that has this day in it lies wholly before or after the period: what a statement's fact may not say.
 * Its rows have to be told more exactly (`outsideWords`); months that straddle were taken before they were asked for by day.
 */
export const isOutside = (on: CivilDate, { from, to }: Period): boolean =>
  addMonths(`${on.slice(0, 8)}01` as CivilDate, 1) <= from || on >= to;
