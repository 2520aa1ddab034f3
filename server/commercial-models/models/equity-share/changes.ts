import { pounds, type Ratio } from "#server/lib/money.ts";
import { type At, type Event, type Holding, moved, remeasured, type Step } from "./holding.ts";

/** The company issued new shares: protection may bring more of them, and all are carried at the new price. */
export function issued(f: Event<"issued">, holding: Holding, { id, terms }: At): Step {
  const fresh = f.money / f.price;
  const protectedOne = antiDiluted(f, holding, terms.antiDilution);
  const added = protectedOne.shares - holding.shares;
  const cost = added * terms.nominal;
  const diluted = BigInt(f.dilutedBefore) + fresh + added;
  const carried = { ...protectedOne, diluted, carrying: protectedOne.carrying + cost };
  const { after, movements } = remeasured(f, carried, id);
  const paidUp = moved(
    `${id}/adjustment:${f.id}`,
    f.on,
    "1120",
    "1200",
    cost,
    `${added} shares more, paid up at nominal value`,
  );
  return {
    after,
    event: `${fresh} new shares at ${pounds(f.price)}`,
    cash: -cost,
    movements: [...(added > 0n ? [paidUp] : []), ...movements],
  };
}

/** More shares when others were issued below our conversion price; one fraction, floored once. */
function antiDiluted(
  issue: Event<"issued">,
  holding: Holding,
  protection: At["terms"]["antiDilution"],
): Holding {
  const { num, den } = holding.conversion;
  const isBelow = issue.price * den < num;
  if (!isBelow || protection === "none") return holding;
  // Full ratchet: the new price. Weighted average: CP1 × (A + M/CP1) ÷ (A + M/price), kept as an exact fraction.
  const A = BigInt(issue.dilutedBefore);
  const conversion: Ratio =
    protection === "full_ratchet"
      ? { num: issue.price, den: 1n }
      : { num: (A * num + issue.money * den) * issue.price, den: (A * issue.price + issue.money) * den };
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
    diluted: holding.diluted && (holding.diluted * BigInt(f.into)) / BigInt(f.of),
  },
  event: `Split ${f.of} into ${f.into}`,
  cash: 0n,
});

export const converted = ({ shareClass }: Event<"converted">, holding: Holding): Step => ({
  after: { ...holding, shareClass },
  event: `Converted into ${shareClass}`,
  cash: 0n,
});

export const valued = (f: Event<"valued">, holding: Holding, { id }: At): Step => ({
  ...remeasured(f, holding, id),
  event: f.price === 0n ? "Written off" : `Valued at ${pounds(f.price)} a share`,
  cash: 0n,
});

export function dividend(f: Event<"dividend">, holding: Holding, { id }: At): Step {
  const cash = holding.shares * f.perShare;
  const words = `${holding.shares} shares × ${pounds(f.perShare)}`;
  return {
    after: holding,
    event: `Dividend of ${pounds(f.perShare)} a share`,
    cash,
    movements: [moved(`${id}/dividend:${f.id}`, f.on, "1200", "4160", cash, words)],
  };
}
