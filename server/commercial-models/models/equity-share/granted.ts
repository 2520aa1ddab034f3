import { decimalText, type Pence, roundHalfAway } from "#server/lib/money.ts";
import type { ListedTerms, Valuation } from "../../engine/model.ts";
import { ratioOf, type UnitPrice } from "../../engine/unit-price.ts";

/** So many basis points of a company at most: above half of it the NHS would own it. */
export const mostOfCompany = 5_000;

/**
 * What is granted where a list asks for a part of the company (`companyBp`) or for shares worth so much (`value`, pence):
 * the price of a share is the company's agreed value over its shares, to six places of a penny; the shares follow, whole
 * ones, one at least. A part is of the company after the grant (decision 0036). A sentence where they cannot be granted.
 */
export function settledBy(
  listed: ListedTerms,
  valuation: Valuation | null,
): Record<string, unknown> | string {
  if (!valuation)
    return "Enter what the company is worth, and how many shares it has: the grant follows from them";
  const price = priceOf(valuation);
  if (price === null) return "A share of that company would be worth less than a millionth of a penny";
  const { value, companyBp, ...rest } = listed;
  const before = BigInt(valuation.shares);
  const wanted =
    companyBp === undefined
      ? sharesWorth(BigInt(String(value)), price)
      : partOf(before, BigInt(String(companyBp)));
  const shares = wanted > 0n ? wanted : 1n;
  if (shares > 1_000_000_000n)
    return "That would be more than 1,000,000,000 shares: enter the company’s own figures";
  return {
    ...rest,
    shares: Number(shares),
    price: typeof price === "bigint" ? Number(price) : price,
    fullyDiluted: Number(before + shares),
  };
}

/** Pence a share, to six places; null below the last of them. */
function priceOf({ company, shares, each }: Valuation): UnitPrice | null {
  if (each !== undefined) return each;
  const millionths = roundHalfAway(company * 1_000_000n, BigInt(shares));
  if (millionths <= 0n) return null;
  return millionths % 1_000_000n === 0n ? millionths / 1_000_000n : decimalText(millionths);
}

function sharesWorth(value: Pence, price: UnitPrice): bigint {
  const { num, den } = ratioOf(price);
  return roundHalfAway(value * den, num);
}

/** So many new shares that they are that part of all shares, old and new. */
const partOf = (before: bigint, bp: bigint): bigint => roundHalfAway(before * bp, 10_000n - bp);
