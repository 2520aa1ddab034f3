import type { UsageTerms } from "#server/commercial-models/models/usage-based/terms.ts";
import { decimalText, grouped, parseDecimal, pounds } from "#server/lib/money.ts";

type Bands = Pick<UsageTerms, "tiers" | "pricing" | "freeAllowance" | "packageSize">;

const millionths = (text: string) => parseDecimal(text)!.num;

/**
 * The band of the signed terms in which a period's quantity (millionths of a unit) stands, counted from 0 and after the
 * free allowance; null while all of it is free.
 */
export function bandOf({ tiers, freeAllowance }: Bands, quantity: bigint): number | null {
  const billable = quantity - (freeAllowance === undefined ? 0n : millionths(freeAllowance));
  if (billable <= 0n) return null;
  return tiers.findIndex(({ upTo }) => upTo === null || millionths(upTo) >= billable);
}

/** "over 1,000,000 to 6,000,000 at 0.04p", the limits after the free allowance. */
export function bandInWords({ tiers, pricing, packageSize }: Bands, band: number): string {
  const { upTo, unitPrice, flat } = tiers[band]!;
  const from = band > 0 ? `over ${grouped(tiers[band - 1]!.upTo!)}` : "";
  const to = upTo === null ? "" : `${from ? "to" : "up to"} ${grouped(upTo)}`;
  const limits = [from, to].filter(Boolean).join(" ") || "any quantity";
  const price = pricing === "package" ? `${unitPrice}p for each ${grouped(packageSize!)}` : `${unitPrice}p`;
  return `${limits} at ${price}${flat > 0n ? ` and ${pounds(flat)} for the band` : ""}`;
}

/** A quantity in millionths of a unit with thousands separated: "1,234.5". */
export const inUnits = (quantity: bigint): string => grouped(decimalText(quantity));
