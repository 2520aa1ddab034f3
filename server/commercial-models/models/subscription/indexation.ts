import { addMonths, anchoredTo, type CivilDate, type Period } from "#server/lib/dates.ts";
import { type Pence, percent, scaled } from "#server/lib/money.ts";
import type { Fact, Terms } from "./terms.ts";

/** The price of a tier in the year that begins on a day: each year before may have indexed it, rounded each time. */
export function indexedPrice(
  { tiers, indexation, anchor }: Terms,
  facts: readonly Fact[],
  term: Period,
  yearFrom: CivilDate,
  tier: string,
): Pence {
  let price = tiers[tier]!;
  if (!indexation) return price;
  const at = anchoredTo(term.from, anchor);
  for (let index = 1; at(index * 12) <= yearFrom; index++) {
    const bp = indexOf(facts, at((index - 1) * 12), at(index * 12));
    if (bp !== null) price = scaled(price, 10_000 + bounded(bp, indexation), 10_000);
  }
  return price;
}

/** The index that was published last in the year before. */
function indexOf(facts: readonly Fact[], after: CivilDate, upTo: CivilDate): number | null {
  const last = facts.findLast((f) => f.fact === "indexed" && f.on > after && f.on <= upTo);
  return last?.fact === "indexed" ? last.bp : null;
}

const bounded = (bp: number, { capBp, floorBp }: NonNullable<Terms["indexation"]>) =>
  Math.min(Math.max(bp, floorBp), capBp);

/** What the index did, for the workings of a price. */
export function indexWords(terms: Terms, facts: readonly Fact[], term: Period, yearFrom: CivilDate): string {
  if (!terms.indexation || yearFrom <= term.from) return "";
  const bp = indexOf(facts, addMonths(yearFrom, -12), yearFrom);
  return bp === null
    ? ""
    : `, ${terms.indexation.index} ${percent(bp)}, counted as ${percent(bounded(bp, terms.indexation))}`;
}
