import { addDays, formatDate } from "#server/lib/dates.ts";
import { type Pence, pounds } from "#server/lib/money.ts";
import { byKey, netOf } from "./parts.ts";
import type { Charge } from "./plan.ts";

/** What stands for each key in the end, without what comes to nothing. */
const standing = (charges: readonly Charge[]): Charge[] =>
  [...byKey(charges)]
    .map(([, variants]) => variants.reduce((a, b) => (b.on >= a.on ? b : a)))
    .filter((charge) => netOf(charge) !== 0n);

/** All that a plan asks for in the end, in pence without VAT; an estimate falls away once the real figure comes. */
export const totalOf = (charges: readonly Charge[]): Pence =>
  standing(charges.filter(({ estimated }) => !estimated)).reduce(
    (total, charge) => total + netOf(charge),
    0n,
  );

/**
 * What no plan does, whatever its model, contract and facts: charge the same for the same time twice under two keys, or
 * charge the same thing for days that overlap. A sentence for whoever has to look at it; null when all is well.
 */
export function unsoundBecause(charges: readonly Charge[]): string | null {
  const all = standing(charges);
  return doubled(all) ?? overlapping(all);
}

function doubled(charges: readonly Charge[]): string | null {
  const seen = new Set<string>();
  for (const charge of charges) {
    const { component, period, lines, key } = charge;
    const print = JSON.stringify([
      component,
      period,
      nameIn(key),
      ...lines.map(({ description, workings, net }) => [description, workings, String(net)]),
    ]);
    if (seen.has(print)) return `${what(charge)} is charged twice, ${pounds(netOf(charge))} each time`;
    seen.add(print);
  }
  return null;
}

/** A key names the fact, milestone or deliverable that it is about behind a colon; days it names are its period. */
const nameIn = (key: string) => (key.includes(":") ? key.slice(key.indexOf(":") + 1).replace(days, "") : "");
const days = /\d{4}-\d\d-\d\d/g;

function overlapping(charges: readonly Charge[]): string | null {
  const series = new Map<string, Charge[]>();
  for (const charge of charges) {
    const kind = charge.key.replace(days, "*");
    const same = series.get(kind);
    if (same) same.push(charge);
    else series.set(kind, [charge]);
  }
  for (const [kind, several] of series) {
    // A change of a subscription runs to the end of its year beside the changes before it.
    if (kind.includes("from:*")) continue;
    const inOrder = several.toSorted((a, b) => (a.period.from < b.period.from ? -1 : 1));
    for (const [index, charge] of inOrder.entries()) {
      const next = inOrder[index + 1];
      if (next && next.period.from < charge.period.to)
        return `${what(charge)} is charged again from ${formatDate(next.period.from)}`;
    }
  }
  return null;
}

const what = ({ lines, period }: Charge) =>
  `${lines[0]?.description ?? "A charge"} for ${formatDate(period.from)} to ${formatDate(addDays(period.to, -1))}`;
