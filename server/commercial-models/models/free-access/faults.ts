import { addDays, type CivilDate, formatDate, minDate, periodsOf } from "#server/lib/dates.ts";
import {
  beforeTerm,
  type FactFault,
  faultsAlong,
  outsideTerm,
  sinceEnd,
  type Wrong,
} from "../../engine/fact-fault.ts";
import type { Context } from "../../engine/plan.ts";
import type { Fact, Terms } from "./terms.ts";

type Bounds = Pick<Context<Fact>, "term" | "ended">;

/** What cannot be of free access: what happens once happens once, and reports are of periods that are over. */
export function faults(terms: Terms, facts: readonly Fact[], bounds: Bounds): FactFault<Fact>[] {
  const { term, ended } = bounds;
  const happened = new Map<string, CivilDate>();
  return faultsAlong(
    facts,
    (f): Wrong[] => {
      const before = happened.get(nameOf(f));
      const again = (what: string) => (before ? `${what} on ${formatDate(before)} already` : null);
      switch (f.fact) {
        case "commercialised":
          return [
            ["on", again("The use became commercial") ?? outsideTerm(f.on, term) ?? sinceEnd(f, ended)],
          ];
        case "destroyed":
          return [["on", again("Destruction was certified") ?? beforeTerm(f.on, term)]];
        case "reported_use":
          return reported(f, again(`The period from ${formatDate(f.period)} was reported`), terms, bounds);
        case "used_quota":
          return [
            ["on", outsideTerm(f.on, term) ?? sinceEnd(f, ended) ?? sinceDestroyed(f, happened)],
            ["unit", unmetered(f, terms)],
          ];
      }
    },
    (f) => happened.set(nameOf(f), f.on),
  );
}

const nameOf = (f: Fact) => (f.fact === "reported_use" ? `${f.fact} ${f.period}` : f.fact);

/** A report is of a period in which the licence ran, and comes on its last day at the earliest. */
function reported(
  f: Extract<Fact, { fact: "reported_use" }>,
  again: string | null,
  { reportMonths }: Terms,
  { term, ended }: Bounds,
): Wrong[] {
  const period =
    reportMonths === 0 ? undefined : periodsOf(term, reportMonths).find(({ from }) => from === f.period);
  if (!period) return [["period", `No use report is due of a period from ${formatDate(f.period)}`]];
  if (ended && ended.known < f.known && period.from >= ended.on)
    return [["period", `The licence ended on ${formatDate(ended.on)}`]];
  const last = addDays(ended ? minDate(ended.on, period.to) : period.to, -1);
  return [
    ["period", again],
    [
      "on",
      f.on < last && period.from < (ended?.on ?? term.to)
        ? `The period runs to ${formatDate(last)}: it cannot be reported on ${formatDate(f.on)}`
        : null,
    ],
  ];
}

const sinceDestroyed = (f: Fact, happened: ReadonlyMap<string, CivilDate>): string | null => {
  const destroyed = happened.get("destroyed");
  return destroyed && f.on > destroyed ? `No copy was left on ${formatDate(destroyed)}` : null;
};

function unmetered({ unit }: Extract<Fact, { fact: "used_quota" }>, { quotas }: Terms): string | null {
  const units = quotas.map((quota) => quota.unit);
  return units.includes(unit)
    ? null
    : `No quota of ${unit} was agreed: ${units.length === 0 ? "there are none" : `there is one of ${units.join(", ")}`}`;
}
