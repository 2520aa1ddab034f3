import type { CivilDate } from "#server/lib/dates.ts";
import type { Pence } from "#server/lib/money.ts";
import type { CostTerms } from "./terms.ts";

/** The price of the day on which the work was done, by the newest card that names it; null when none does. */
export const rateOn = ({ rates, laterRates }: CostTerms, name: string, on: CivilDate): Pence | null =>
  [{ from: "", rates }, ...laterRates.filter(({ from }) => from <= on)]
    .filter(({ rates }) => Object.hasOwn(rates, name))
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .at(-1)?.rates[name] ?? null;
