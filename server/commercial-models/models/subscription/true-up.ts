import {
  addDays,
  anchoredYears,
  type CivilDate,
  daysBetween,
  formatDate,
  minDate,
  type Period,
} from "#server/lib/dates.ts";
import { type Pence, pounds, scaled } from "#server/lib/money.ts";
import { line, pool, supply } from "../../engine/parts.ts";
import type { Charge, Context } from "../../engine/plan.ts";
import { indexedPrice } from "./indexation.ts";
import type { Fact, Terms } from "./terms.ts";

export type Rate = { tier: string; quantity: number };
/** Which rate was in force from a day; a fall that waits is not. */
export type Held = { from: CivilDate; rate: Rate };
/** Days on which as many seats above the agreed number were billed at one price. */
type Stretch = { from: CivilDate; to: CivilDate; extra: number; price: Pence };

/** Seats above the agreed number, billed at the end of each year for the days on which they were above it (README §5.5). */
export function trueUps(
  terms: Terms,
  facts: readonly Fact[],
  term: Period,
  held: readonly Held[],
  { id, ended }: Context<Fact>,
): Charge[] {
  return anchoredYears(term, terms.anchor).flatMap(({ whole: year, period }) => {
    const to = minDate(period.to, ended?.on ?? period.to);
    const of = daysBetween(year.from, year.to);
    const priceOf = (tier: string) => indexedPrice(terms, facts, term, year.from, tier);
    const lines = stretchesOf({ from: period.from, to }, facts, held, priceOf).map((one) => {
      const days = daysBetween(one.from, one.to);
      return line(
        "Seats above the agreed number",
        scaled(one.price * BigInt(one.extra), days, of),
        `${one.extra} × ${pounds(one.price)} a year × ${days}/${of} days from ${formatDate(one.from)} to ${formatDate(addDays(one.to, -1))}`,
      );
    });
    if (lines.length === 0) return [];
    const key = `${id}/${period.from}/true-up`;
    return [
      supply({
        key,
        component: id,
        period: { from: period.from, to },
        on: to,
        lines,
        earned: { on: addDays(to, -1) },
        pool: pool(key, "4110"),
      }),
    ];
  });
}

/**
 * Seats stay in use until another number is said, over anniversaries too. What was once in use above the agreed number
 * counts until its year ends, also when fewer are in use later; of it, what is agreed meanwhile is paid for there.
 */
function stretchesOf(
  days: Period,
  facts: readonly Fact[],
  held: readonly Held[],
  priceOf: (tier: string) => Pence,
): Stretch[] {
  const said = facts.flatMap((f) => (f.fact === "seated" ? [f] : []));
  const inside = [...said.map(({ on }) => on), ...held.map(({ from }) => from)].filter(
    (day) => day > days.from && day < days.to,
  );
  const starts = days.from < days.to ? [...new Set([days.from, ...inside])].sort() : [];
  const stretches: Stretch[] = [];
  let highest = 0;
  for (const [index, from] of starts.entries()) {
    const to = starts[index + 1] ?? days.to;
    const { rate } = held.findLast((one) => one.from <= from)!;
    const inUse = said.findLast(({ on }) => on <= from)?.seats ?? 0;
    if (inUse > rate.quantity) highest = Math.max(highest, inUse);
    const extra = Math.max(0, highest - rate.quantity);
    const price = priceOf(rate.tier);
    const before = stretches.at(-1);
    if (before?.to === from && before.extra === extra && before.price === price) before.to = to;
    else if (extra > 0) stretches.push({ from, to, extra, price });
  }
  return stretches;
}
