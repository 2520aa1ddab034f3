import { atLeastZero, decimalText, grouped, type Pence, pounds, roundHalfAway } from "#server/lib/money.ts";
import { capitalised, counted, pluralOf } from "#server/lib/words.ts";
import { line } from "../../engine/parts.ts";
import type { Line } from "../../engine/plan.ts";
import { type UsageTerms, units } from "./terms.ts";

// Quantities are whole millionths of a unit, so that sums are exact.
const millionth = 1_000_000n;

/** Prices a period's quantity (millionths of a unit): allowance, then bands, each with its own line. */
export function rate(terms: UsageTerms, quantity: bigint): Line[] {
  const allowance = terms.freeAllowance === undefined ? 0n : units(terms.freeAllowance);
  const billable = atLeastZero(quantity - allowance);
  const counted = `${quantityOf(quantity, terms.unit)} used${allowance > 0n ? `, ${inUnits(allowance)} free` : ""}`;
  const exact = bandsOf(terms, billable);
  // Rounded once for the period; the bands show how it came about.
  const net = roundHalfAway(
    exact.reduce((total, { amount }) => total + amount, 0n),
    millionth * millionth,
  );
  return [
    line(
      `${capitalised(several(terms.unit))} used`,
      net,
      [counted, ...exact.map(({ words }) => words)].join("; "),
    ),
  ];
}

function bandsOf(
  { pricing, tiers, packageSize, unit }: UsageTerms,
  quantity: bigint,
): { amount: bigint; words: string }[] {
  if (quantity === 0n) return [];
  const once = (flat: Pence) => (flat > 0n ? ` + ${pounds(flat)} for the band` : "");
  const exact = (flat: Pence) => flat * millionth * millionth;
  if (pricing === "package") {
    const size = units(packageSize!);
    const packages = (quantity + size - 1n) / size;
    return [
      {
        amount: packages * millionth * units(tiers[0]!.unitPrice) + exact(tiers[0]!.flat),
        words: `${counted(Number(packages), "package")} of ${packageSize} × ${tiers[0]!.unitPrice}p${once(tiers[0]!.flat)}`,
      },
    ];
  }
  if (pricing === "volume") {
    const band = tiers.find(({ upTo }) => upTo === null || units(upTo) >= quantity)!;
    return [
      {
        amount: quantity * units(band.unitPrice) + exact(band.flat),
        words: `${inUnits(quantity)} × ${band.unitPrice}p${once(band.flat)}`,
      },
    ];
  }
  let from = 0n;
  return tiers.flatMap(({ upTo, unitPrice, flat }) => {
    const to = upTo === null || units(upTo) > quantity ? quantity : units(upTo);
    const inBand = to - from;
    if (inBand <= 0n) return [];
    from = to;
    return [
      {
        amount: inBand * units(unitPrice) + exact(flat),
        words: `${quantityOf(inBand, unit)} × ${unitPrice}p${once(flat)}`,
      },
    ];
  });
}

/** "1,234.5" units. */
const inUnits = (quantity: bigint): string => grouped(decimalText(quantity));
/** A unit may have been named in the plural. */
const several = (unit: string): string => (unit.endsWith("s") ? unit : pluralOf(unit));
/** "1 row", "1,234.5 rows". */
const quantityOf = (quantity: bigint, unit: string): string =>
  `${inUnits(quantity)} ${quantity === millionth ? unit : several(unit)}`;
