/** A day in London, "2026-04-01": sorts, keys and travels as itself. */
export type CivilDate = string & { readonly civilDate: unique symbol };

/** Half-open: `from` belongs to it, `to` does not. */
export type Period = { readonly from: CivilDate; readonly to: CivilDate };

const shape = /^(\d{4})-(\d{2})-(\d{2})$/;
const dayMilliseconds = 86_400_000;
const asInstant = (day: string) => Date.parse(`${day}T00:00:00Z`);
const asDay = (instant: number) => new Date(instant).toISOString().slice(0, 10) as CivilDate;

/** Whether the text names a day that exists: 2026-02-29 does not, and there was no year 0. */
export const isCivil = (text: string): text is CivilDate => {
  if (!shape.test(text) || text < "0001-01-01") return false;
  const instant = asInstant(text);
  return !Number.isNaN(instant) && asDay(instant) === text;
};

/** Whether a day is one that people mean today: of the 20th to the 22nd century. Whoever writes another has mistyped. */
export const isNearDay = (text: string): text is CivilDate =>
  isCivil(text) && text >= "1900-01-01" && text < "2200-01-01";

/** Brands a day; throws a RangeError when there is no such day. */
export function civil(text: string): CivilDate {
  if (!isCivil(text)) throw new RangeError(`There is no day ${text}`);
  return text;
}

export function addDays(day: CivilDate, days: number): CivilDate {
  const date = Number(day.slice(8)) + days;
  // Most steps stay within the month; the engine takes millions of them.
  if (date >= 1 && date <= 28) return `${day.slice(0, 8)}${twoDigits(date)}` as CivilDate;
  const then = new Date(asInstant(day) + days * dayMilliseconds);
  return `${then.getUTCFullYear()}-${twoDigits(then.getUTCMonth() + 1)}-${twoDigits(then.getUTCDate())}` as CivilDate;
}

/** Days from one to the other; a day of 23 or 25 hours counts one. */
export const daysBetween = (from: CivilDate, to: CivilDate): number =>
  (asInstant(to) - asInstant(from)) / dayMilliseconds;

/**
 * Months after an anchor, keeping its day: the 29th of February + 12 months is the 28th, + 48 the 29th
 * (README §11.2). Always count from the anchor, never from the last result, or the day drifts.
 */
export function addMonths(anchor: CivilDate, months: number): CivilDate {
  const index = Number(anchor.slice(0, 4)) * 12 + Number(anchor.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(index / 12), index % 12];
  const day = Math.min(Number(anchor.slice(8)), daysIn(year, month));
  return `${year}-${twoDigits(month + 1)}-${twoDigits(day)}` as CivilDate;
}

const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const daysIn = (year: number, month: number) =>
  month === 1 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : daysOfMonths[month]!;
const twoDigits = (number: number) => (number < 10 ? `0${number}` : String(number));

export const minDate = (a: CivilDate, b: CivilDate): CivilDate => (a < b ? a : b);
export const maxDate = (a: CivilDate, b: CivilDate): CivilDate => (a > b ? a : b);

/** Whether a day lies in a period. */
export const within = (day: string, { from, to }: Period): boolean => day >= from && day < to;

export const firstOfMonth = (day: CivilDate): CivilDate => `${day.slice(0, 8)}01` as CivilDate;
/** The last day of the month. */
export const monthEnd = (day: CivilDate): CivilDate => addDays(addMonths(firstOfMonth(day), 1), -1);

/** Consecutive anchored periods of so many months that tile the term; the last is cut at its end. */
export function periodsOf(term: Period, months: number): Period[] {
  const periods: Period[] = [];
  for (let index = 0; ; index++) {
    const from = addMonths(term.from, index * months);
    if (from >= term.to) return periods;
    periods.push({ from, to: minDate(addMonths(term.from, (index + 1) * months), term.to) });
  }
}

/**
 * Days so many months after an anchor: the start, or the last "MM-DD" on or before it. The anchor keeps its own day, so
 * "02-29" is the 28th in a common year and the 29th again in the next leap year.
 */
export function anchoredTo(start: CivilDate, anchor?: string): (months: number) => CivilDate {
  if (anchor === undefined) return (months) => addMonths(start, months);
  const ideal = civil(`2000-${anchor}`);
  const years = Number(start.slice(0, 4)) - 2000;
  const first = addMonths(ideal, years * 12) <= start ? years : years - 1;
  return (months) => addMonths(ideal, first * 12 + months);
}

/**
 * Years anchored to a month and day (or to the start) that tile the term. `whole` is the anchored year, `period` what
 * of it lies in the term: the first and the last may be short.
 */
export function anchoredYears(term: Period, anchor?: string): { whole: Period; period: Period }[] {
  const at = anchoredTo(term.from, anchor);
  const years: { whole: Period; period: Period }[] = [];
  for (let index = 0; ; index++) {
    const whole = { from: at(index * 12), to: at((index + 1) * 12) };
    if (whole.from >= term.to) return years;
    if (whole.to > term.from)
      years.push({ whole, period: { from: maxDate(whole.from, term.from), to: minDate(whole.to, term.to) } });
  }
}

const london = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

/** The London day of an instant, also while clocks change. */
export function londonDate(instant: Date): CivilDate {
  const parts = Object.fromEntries(london.formatToParts(instant).map(({ type, value }) => [type, value]));
  return civil(`${parts.year}-${parts.month}-${parts.day}`);
}

const months = "January February March April May June July August September October November December".split(
  " ",
);

/** "1 April 2026". */
export function formatDate(day: string): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  return `${date} ${months[month - 1]} ${year}`;
}

/** The last day of a period or service whose `to` does not belong to it; of one of no days, its first. */
export const lastDay = ({ from, to }: { from: string; to: string }): CivilDate =>
  to > from ? addDays(civil(to), -1) : civil(from);

/** "27 September 2026 to 26 October 2026"; one day stands alone. Every period that a person reads is written so. */
export function periodInWords(period: { from: string; to: string }, format = formatDate): string {
  const last = lastDay(period);
  return last === period.from ? format(last) : `${format(period.from)} to ${format(last)}`;
}

/** "1 Apr 2026". */
export function formatDateShort(day: string): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  return `${date} ${months[month - 1]!.slice(0, 3)} ${year}`;
}

/** A sentence of the engine, whose days are written as 2026-04-01, with days as people write them. */
export const withDates = (text: string): string => text.replace(/\b\d{4}-\d{2}-\d{2}\b/g, formatDate);

/** "today", "in 7 days", "121 days ago": how far a day lies from another. */
export function agoOrIn(day: CivilDate, today: CivilDate): string {
  const days = daysBetween(today, day);
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  if (days === -1) return "yesterday";
  return days > 0 ? `in ${days} days` : `${-days} days ago`;
}
