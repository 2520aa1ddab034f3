import { withoutEnd } from "./words.ts";

/** Whole pence. Never a number: `fee * 0.045` does not compile. */
export type Pence = bigint;

/** £100,000,000,000.00: more than anything here costs or sells; what adds such amounts up stays within a bigint of the database. */
export const largestAmount: Pence = 10_000_000_000_000n;

/** An exact fraction; the denominator is above zero. */
export type Ratio = { readonly num: bigint; readonly den: bigint };

/** num/den to the nearest whole, half away from zero (README §10.2). Throws when den is not above 0. */
export function roundHalfAway(num: bigint, den: bigint): bigint {
  if (den <= 0n) throw new RangeError("A denominator is above zero");
  const size = num < 0n ? -num : num;
  const rounded = (2n * size + den) / (2n * den);
  return num < 0n ? -rounded : rounded;
}

/** So many basis points (1/10,000) of an amount, rounded once. */
export const shareOf = (amount: Pence, bp: number | bigint): Pence =>
  roundHalfAway(amount * BigInt(bp), 10_000n);

/** amount × num ÷ den, rounded once. */
export const scaled = (amount: Pence, num: bigint | number, den: bigint | number): Pence =>
  roundHalfAway(amount * BigInt(num), BigInt(den));

export const least = (a: Pence, b: Pence): Pence => (a < b ? a : b);
export const atLeastZero = (amount: Pence): Pence => (amount > 0n ? amount : 0n);

export const sum = (amounts: Iterable<Pence>): Pence => {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
};

/**
 * Splits a total that is not negative by weight. The odd pence go to the largest remainders, ties to the first, so
 * the parts always add up. Throws when the weights do not add up to more than zero.
 */
export function allocate(total: Pence, weights: readonly bigint[]): Pence[] {
  const whole = sum(weights);
  if (whole <= 0n || weights.some((weight) => weight < 0n))
    throw new RangeError("Weights add up to more than zero");
  const parts = weights.map((weight) => (total * weight) / whole);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  const left = Number(total - sum(parts));
  for (const { index } of byRemainder.slice(0, left)) parts[index]! += 1n;
  return parts;
}

/** "£1,234.56"; a negative amount has a real minus sign. */
export function pounds(amount: Pence): string {
  const size = amount < 0n ? -amount : amount;
  return `${amount < 0n ? "−" : ""}£${inThousands(String(size / 100n))}.${String(size % 100n).padStart(2, "0")}`;
}

/** "1,234.56", as it is typed into a field. */
export const plainPounds = (amount: Pence): string => pounds(amount).replace("£", "");

/** "2.5%" from 250 basis points; below zero with a real minus sign. */
export function percent(bp: number | bigint): string {
  const whole = BigInt(bp);
  const size = whole < 0n ? -whole : whole;
  const rest = withoutEnd(String(size % 100n).padStart(2, "0"), "0");
  return `${whole < 0n ? "−" : ""}${size / 100n}${rest ? `.${rest}` : ""}%`;
}

/** Reads "48,000", "£1,234.5" or "0.99" as pence; null when it is no amount of pounds and pence, or above `largestAmount`. */
export function parsePounds(text: string): Pence | null {
  const match = /^(?:£\s*)?(\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match) return null;
  const amount = BigInt(match[1]!.replaceAll(",", "")) * 100n + BigInt((match[2] ?? "").padEnd(2, "0"));
  return amount <= largestAmount ? amount : null;
}

/** A decimal text of at most six places ("0.0175", "187.5") as an exact fraction over a million; null when it is none. */
export function parseDecimal(text: string): Ratio | null {
  const match = /^(-?)(\d{1,20})(?:\.(\d{1,6}))?$/.exec(text);
  if (!match) return null;
  const num = BigInt(match[2]! + (match[3] ?? "").padEnd(6, "0"));
  return { num: match[1] ? -num : num, den: 1_000_000n };
}

/** Millionths as decimal text without idle zeros: "1234.5". */
export function decimalText(millionths: bigint): string {
  const rest = withoutEnd(String(millionths % 1_000_000n).padStart(6, "0"), "0");
  return `${millionths / 1_000_000n}${rest ? `.${rest}` : ""}`;
}

/** Decimal text with its thousands separated: "1,234.5". */
export const grouped = (text: string): string => {
  const [whole = "", rest] = text.split(".");
  return inThousands(whole) + (rest ? `.${rest}` : "");
};

/** "1,234,567" from "1234567". */
export function inThousands(digits: string): string {
  const first = digits.length % 3;
  return [digits.slice(0, first), ...(digits.slice(first).match(/.{3}/g) ?? [])].filter(Boolean).join(",");
}
