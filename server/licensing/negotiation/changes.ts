import { percent, roundHalfAway } from "#server/lib/money.ts";
import { kindOf, type SignedContract } from "#server/licensing/contract/contract.ts";
import { parameterName } from "#server/licensing/contract/parameter-name.ts";
import { inUnit, leaves, type Price } from "#server/pricing/rules.ts";

/** One parameter that was agreed otherwise than the list has it: "£37,960.00" and "£35,000.00", "−7.8%". */
export type Changed = { name: string; list: string; offered: string; by: string | null };

/** What of an offer is not as the price list has it: parameters of the first model, and discounts. */
export function changesFrom(
  price: Pick<Price, "terms" | "limits">,
  { components: [first], clauses }: Pick<SignedContract, "components" | "clauses">,
): Changed[] {
  const { terms } = first!;
  const standard = leaves(price.terms);
  const offered = leaves(terms);
  const parameters = Object.keys(price.limits).flatMap((path) => {
    const [before, now] = [standard.get(path), offered.get(path)];
    if (before === undefined || now === undefined || String(before) === String(now)) return [];
    return [
      {
        name: parameterName(kindOf(terms), path, terms),
        list: inUnit(path, Number(before)),
        offered: inUnit(path, Number(now)),
        by: changedBy(BigInt(String(before)), BigInt(String(now))),
      },
    ];
  });
  const discounts = clauses.flatMap(({ clause, bp }) =>
    clause === "discount" && typeof bp === "number"
      ? [{ name: "Discount", list: "none", offered: percent(bp), by: `−${percent(bp)}` }]
      : [],
  );
  return [...parameters, ...discounts];
}

/** "−7.8%" of what it was, to a tenth; null from nothing. */
function changedBy(before: bigint, now: bigint): string | null {
  if (before === 0n) return null;
  const tenths = roundHalfAway((now - before) * 1_000n, before);
  const size = tenths < 0n ? -tenths : tenths;
  return `${tenths < 0n ? "−" : "+"}${size / 10n}.${size % 10n}%`;
}
