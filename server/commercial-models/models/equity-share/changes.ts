import type { Ratio } from "#server/lib/money.ts";
import { poundsEach, ratioOf, worth } from "../../engine/unit-price.ts";
import {
  type At,
  countedShares,
  type Event,
  type Holding,
  moved,
  nominalOf,
  remeasured,
  type Step,
} from "./holding.ts";

/** The company issued new shares: protection may bring more of them, and all are carried at the new price. */
export function issued(f: Event<"issued">, holding: Holding, { id, terms }: At): Step {
  const price = ratioOf(f.price);
  const fresh = (f.money * price.den) / price.num;
  const protectedOne = antiDiluted(f, holding);
  const added = protectedOne.shares - holding.shares;
  const cost = nominalOf(added, terms, holding);
  const diluted = BigInt(f.dilutedBefore) + fresh + added;
  const carried = { ...protectedOne, diluted, carrying: protectedOne.carrying + cost };
  const { after, movements } = remeasured(f, carried, id);
  const paidUp = moved(
    `${id}/adjustment:${f.id}`,
    f.on,
    "1120",
    "1200",
    cost,
    `${countedShares(added)} more, paid up at nominal value`,
  );
  return {
    after,
    event: `${fresh} new shares at ${poundsEach(f.price)}`,
    cash: -cost,
    movements: [...(cost > 0n ? [paidUp] : []), ...movements],
  };
}

/** More shares when others were issued below our conversion price; one fraction, floored once. */
function antiDiluted(issue: Event<"issued">, holding: Holding): Holding {
  const { num, den } = holding.conversion;
  const price = ratioOf(issue.price);
  const protection = holding.rights.antiDilution;
  const isBelow = price.num * den < num * price.den;
  if (!isBelow || protection === "none") return holding;
  // Full ratchet: the new price. Weighted average: CP1 × (A + M/CP1) ÷ (A + M/price), kept as an exact fraction.
  const A = BigInt(issue.dilutedBefore);
  const conversion: Ratio =
    protection === "full_ratchet"
      ? price
      : {
          num: (A * num + issue.money * den) * price.num,
          den: (A * price.num + issue.money * price.den) * den,
        };
  return { ...holding, conversion, shares: (holding.shares * num * conversion.den) / (den * conversion.num) };
}

export const split = (f: Event<"split">, holding: Holding): Step => ({
  after: {
    ...holding,
    shares: (holding.shares * BigInt(f.into)) / BigInt(f.of),
    conversion: {
      num: holding.conversion.num * BigInt(f.of),
      den: holding.conversion.den * BigInt(f.into),
    },
    split: { num: holding.split.num * BigInt(f.into), den: holding.split.den * BigInt(f.of) },
    diluted: holding.diluted && (holding.diluted * BigInt(f.into)) / BigInt(f.of),
  },
  event: `Split ${f.of} into ${f.into}`,
  cash: 0n,
});

/** Into another class, one for one. What the new class does not keep of the rights ends with the old one. */
export const converted = (
  { shareClass, keeps }: Event<"converted">,
  { rights, ...holding }: Holding,
): Step => ({
  after: {
    ...holding,
    shareClass,
    rights: {
      preferenceBp: keeps.includes("preference") ? rights.preferenceBp : 0,
      antiDilution: keeps.includes("anti_dilution") ? rights.antiDilution : "none",
    },
  },
  event: `Converted into ${shareClass}`,
  cash: 0n,
});

export const valued = (f: Event<"valued">, holding: Holding, { id }: At): Step => ({
  ...remeasured(f, holding, id),
  event: f.price === 0n ? "Written off" : `Valued at ${poundsEach(f.price)} a share`,
  cash: 0n,
});

export function dividend(f: Event<"dividend">, holding: Holding, { id }: At): Step {
  const cash = worth(holding.shares, f.perShare);
  const words = `${countedShares(holding.shares)} × ${poundsEach(f.perShare)}`;
  return {
    after: holding,
    event: `Dividend of ${poundsEach(f.perShare)} a share`,
    cash,
    movements: cash > 0n ? [moved(`${id}/dividend:${f.id}`, f.on, "1200", "4160", cash, words)] : [],
  };
}
