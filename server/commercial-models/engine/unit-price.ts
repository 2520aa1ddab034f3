import { z } from "zod";
import {
  decimalText,
  inThousands,
  largestAmount,
  type Pence,
  type Ratio,
  roundHalfAway,
} from "#server/lib/money.ts";
import { withoutEnd } from "#server/lib/words.ts";
import { asRatio } from "./fields.ts";

/**
 * Pence for one of something, like a share: whole pence, else decimal text of at most six places of a penny (README §10.1).
 * Whole ones stay what they were, so that a contract that was signed reads the same.
 */
export type UnitPrice = Pence | string;

const sentence = "Enter pence with at most six places, like 1240 or 0.35";

export const unitPrice = z
  .union([z.number().nonnegative(sentence), z.string().max(21, sentence)])
  .transform((value, context): UnitPrice => {
    const text = String(value);
    if (!/^\d{1,14}(\.\d{1,6})?$/.test(text)) {
      context.addIssue({ code: "custom", message: sentence });
      return 0n;
    }
    const { num, den } = asRatio(text);
    if (num > largestAmount * den)
      context.addIssue({ code: "custom", message: "Amounts go up to £100,000,000,000" });
    return num % den === 0n ? num / den : decimalText(num);
  });

export const positiveUnitPrice = unitPrice.refine(
  (price) => ratioOf(price).num > 0n,
  "Enter an amount above zero",
);

/** The price of one, in pence, as an exact fraction. */
export const ratioOf = (price: UnitPrice | number): Ratio =>
  typeof price === "bigint" ? { num: price, den: 1n } : asRatio(String(price));

/** So many at a price, rounded once. */
export function worth(count: bigint, price: UnitPrice): Pence {
  const { num, den } = ratioOf(price);
  return roundHalfAway(count * num, den);
}

/** Reads "£12.40" or "0.0035" pounds as pence with at most six places; null when it is none. */
export function parsePoundsEach(text: string): UnitPrice | null {
  const match = /^(?:£\s*)?(\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?:\.(\d{1,8}))?$/.exec(text.trim());
  if (!match) return null;
  const places = (match[2] ?? "").padEnd(8, "0");
  const millionths = BigInt(match[1]!.replaceAll(",", "") + places);
  return millionths % 1_000_000n === 0n ? millionths / 1_000_000n : decimalText(millionths);
}

/** "£12.40" or "£0.0035": pounds and whole pence, and further places where there are some. */
export function poundsEach(price: UnitPrice | number): string {
  const { num, den } = ratioOf(price);
  const millionths = (num * 1_000_000n) / den;
  const places = String(millionths % 100_000_000n).padStart(8, "0");
  const rest = withoutEnd(places.slice(2), "0");
  return `£${inThousands(String(millionths / 100_000_000n))}.${places.slice(0, 2)}${rest}`;
}
