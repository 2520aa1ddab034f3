import { addDays, anchoredYears, type CivilDate, type Period } from "#server/lib/dates.ts";
import { sum } from "#server/lib/money.ts";
import type { QuoteBody, QuoteLine } from "./body.ts";

/** The contract year in which a day lies, from 0; the number of years for a day after the end. */
export function yearOf(term: Period, on: CivilDate): number {
  const years = anchoredYears(term);
  const index = years.findIndex(({ whole }) => on < whole.to);
  return index === -1 ? years.length : index;
}

/** Every sum of a quote from its lines: each year, the model, the service, all of it. */
export const sumsOf = (lines: readonly QuoteLine[], term: Period) => ({
  years: yearsOf(lines, term),
  model: netOfPart(lines, "model"),
  service: netOfPart(lines, "service"),
  total: totalOf(lines),
});

const netOfPart = (lines: readonly QuoteLine[], part: QuoteLine["part"]) =>
  sum(lines.filter((line) => line.part === part).map(({ net }) => net));

const totalOf = (lines: readonly QuoteLine[]) => ({
  net: sum(lines.map(({ net }) => net)),
  vat: sum(lines.map(({ vat }) => vat)),
  gross: sum(lines.map(({ gross }) => gross)),
});

/** Each contract year, and what is settled after the last. */
function yearsOf(lines: readonly QuoteLine[], term: Period): QuoteBody["years"] {
  const years = anchoredYears(term).map(({ whole }, year) => ({
    year,
    title: `Year ${year + 1}`,
    from: whole.from,
    to: addDays(whole.to, -1),
  }));
  const after = lines.filter(({ year }) => year === years.length);
  const last = after.at(-1);
  if (last) years.push({ year: years.length, title: "After the end", from: term.to, to: last.on });
  return years.map((one) => {
    const own = lines.filter(({ year }) => year === one.year);
    const netOf = (isOnce: boolean) =>
      sum(own.filter(({ cadence }) => (cadence === "once") === isOnce).map(({ net }) => net));
    return { ...one, once: netOf(true), yearly: netOf(false), ...totalOf(own) };
  });
}
