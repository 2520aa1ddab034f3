import { type Pence, percent, pounds, type Ratio, roundHalfAway } from "#server/lib/money.ts";
import type { Bands } from "./fields.ts";

/** The sum of each band × its rate for a cumulative amount, exact, in ten-thousandths of a penny. */
export function bandedExact(total: Pence, bands: Bands): bigint {
  let from = 0n;
  let result = 0n;
  for (const { upTo, rateBp } of bands) {
    const to = upTo === null || upTo > total ? total : upTo;
    if (to > from) result += (to - from) * BigInt(rateBp);
    from = upTo ?? total;
    if (from >= total) break;
  }
  return result;
}

/** The same rounded once to pence. */
export const banded = (total: Pence, bands: Bands): Pence =>
  roundHalfAway(bandedExact(total, bands), 10_000n);

/** "2% to £10,000,000.00, 2.5% above £10,000,000.00". */
export const bandsInWords = (bands: Bands) =>
  bands
    .map(({ upTo, rateBp }, index) => `${percent(rateBp)}${limitInWords(upTo, bands[index - 1]?.upTo)}`)
    .join(", ");

function limitInWords(upTo: Pence | null, from: Pence | null | undefined): string {
  if (upTo !== null) return ` to ${pounds(upTo)}`;
  return from ? ` above ${pounds(from)}` : "";
}

/** An exact product of two decimals, in whole pence, rounded once. */
export const priced = (quantity: Ratio, unitPrice: Ratio): Pence =>
  roundHalfAway(quantity.num * unitPrice.num, quantity.den * unitPrice.den);
