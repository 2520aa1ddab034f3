/** Exact fractions and civil dates for the second implementations. */

/** A fraction whose denominator is above zero. */
export type Ratio = { readonly over: bigint; readonly under: bigint };

export const ratio = (over: bigint, under = 1n): Ratio => {
  if (under === 0n) throw new RangeError("division by zero");
  return under < 0n ? { over: -over, under: -under } : { over, under };
};

export const mul = (a: Ratio, b: Ratio): Ratio => ratio(a.over * b.over, a.under * b.under);

/** The nearest whole number; a half goes away from zero. */
export const rounded = (a: Ratio): bigint => {
  const size = a.over < 0n ? -a.over : a.over;
  const nearest = (2n * size + a.under) / (2n * a.under);
  return a.over < 0n ? -nearest : nearest;
};

/** `over ÷ under`, rounded. */
export const share = (over: bigint, under: bigint): bigint => rounded(ratio(over, under));

/** A decimal such as `-12.50`. */
export const decimal = (text: string): Ratio => {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!found) throw new RangeError(`not a decimal: ${text}`);
  const fraction = found[3] ?? "";
  const digits = BigInt(`${found[2]}${fraction}`);
  return ratio(found[1] === "-" ? -digits : digits, 10n ** BigInt(fraction.length));
};

/** The parts of a whole by weight: whole pence, the largest remainder first, ties to the first. */
export const split = (whole: bigint, weights: readonly bigint[]): bigint[] => {
  const sum = weights.reduce((total, weight) => total + weight, 0n);
  const parts = weights.map((weight) => (whole * weight) / sum);
  let left = whole - parts.reduce((total, part) => total + part, 0n);
  const order = weights
    .map((weight, index) => ({ index, rest: (whole * weight) % sum }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const { index } of order) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts;
};

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days of a month, January being 1. */
const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

const daysBeforeYear = (year: number): number => {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
};

/** Number of a civil date, counted from 1 January of year 1. */
const numberOf = (year: number, month: number, day: number): number => {
  let number = daysBeforeYear(year) + day - 1;
  for (let earlier = 1; earlier < month; earlier++) number += daysInMonth(year, earlier);
  return number;
};

/** Number of a day written as `2026-04-01`. */
export const day = (text: string): number => {
  const [year = 0, month = 0, date = 0] = text.split("-").map(Number);
  return numberOf(year, month, date);
};

/** Year, month and day of the month of a day number. */
export const partsOf = (number: number): [number, number, number] => {
  let year = Math.floor(number / 366) + 1;
  while (daysBeforeYear(year + 1) <= number) year++;
  let rest = number - daysBeforeYear(year);
  let month = 1;
  while (rest >= daysInMonth(year, month)) rest -= daysInMonth(year, month++);
  return [year, month, rest + 1];
};

/** A day number as text. */
export const text = (number: number): string => {
  const [year, month, date] = partsOf(number);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
};

/** So many months after a year, month and day that need not exist, such as 29 February 2027; clamped to the month's end. */
export const monthsAfter = (year: number, month: number, date: number, months: number): number => {
  const count = year * 12 + month - 1 + months;
  const then = Math.floor(count / 12);
  const monthThen = (count % 12) + 1;
  return numberOf(then, monthThen, Math.min(date, daysInMonth(then, monthThen)));
};

/** So many months after an anchor, clamped to the month's end. */
export const addMonths = (anchor: number, months: number): number => monthsAfter(...partsOf(anchor), months);
