import { addDays, type CivilDate, type Period, within } from "#server/lib/dates.ts";
import { current } from "../../engine/parts.ts";
import { type Fact, type UsageTerms, type Used, units } from "./terms.ts";

/** A period with every version of every fact that ever was about it, and the last day on which one may still count. */
export type File = { period: Period; closes: CivilDate; versions: Fact[] };

export function filesOf(
  periods: readonly Period[],
  heard: readonly Fact[],
  { lateDays }: UsageTerms,
): File[] {
  const files = periods.map((period) => ({
    period,
    closes: addDays(period.to, lateDays),
    versions: [] as Fact[],
  }));
  const byId = new Map<string, Fact[]>();
  for (const f of heard) {
    const same = byId.get(f.id);
    if (same) same.push(f);
    else byId.set(f.id, [f]);
  }
  // A fact that a correction moved to another period belongs to both: the one it left has to hear of it.
  for (const same of byId.values())
    for (const index of new Set(same.map(({ on }) => indexOf(periods, on))))
      files[index]?.versions.push(...same);
  return files;
}

function indexOf(periods: readonly Period[], on: CivilDate): number {
  let [low, high] = [0, periods.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (periods[middle]!.to <= on) low = middle + 1;
    else high = middle;
  }
  return low < periods.length && periods[low]!.from <= on ? low : -1;
}

/** The facts of a period as they stood on a day; what was heard after its window leaves it alone. */
export const asOf = ({ period, closes, versions }: File, day: CivilDate): Fact[] =>
  current(versions.filter(({ known }) => known <= day && known <= closes)).filter(({ on }) =>
    within(on, period),
  );

/** What was used in a period, in millionths of a unit, by its facts as they stood. */
export function quantityOf(terms: UsageTerms, facts: readonly Fact[]): bigint {
  const quantities = facts.filter((f): f is Used => f.fact === "used").map(({ quantity }) => units(quantity));
  switch (terms.aggregation) {
    case "max":
    case "unique":
      return quantities.reduce((most, one) => (one > most ? one : most), 0n);
    case "latest":
      return quantities.at(-1) ?? 0n;
    default:
      return quantities.reduce((total, one) => total + one, 0n);
  }
}
