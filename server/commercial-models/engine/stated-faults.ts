import { addDays, type CivilDate, formatDate, type Period, within } from "#server/lib/dates.ts";
import { daysOf, type FactFault } from "./fact-fault.ts";
import type { Context, Dated, Ended } from "./plan.ts";
import type { StatedPeriod } from "./statement.ts";

type Said = Dated & { fact: string };

/** Of several facts of one thing the first that was heard stands, whatever became known of it later. */
export function inOrderHeard<Fact extends Said>(
  facts: readonly Fact[],
  { heard }: { heard: readonly Dated[] },
): Fact[] {
  const first = new Map<string, CivilDate>();
  for (const { id, known } of heard) {
    const before = first.get(id);
    if (before === undefined || known < before) first.set(id, known);
  }
  const day = ({ id, known }: Fact) => first.get(id) ?? known;
  return facts.toSorted((a, b) => (day(a) === day(b) ? (a.id < b.id ? -1 : 1) : day(a) < day(b) ? -1 : 1));
}

/** What an end took away after it had been told: passed over, for nobody could know. */
export const endedMeanwhile = (
  on: CivilDate,
  known: CivilDate,
  ended: Ended | null,
  agreed: Period,
): boolean => ended !== null && on >= ended.on && known <= ended.known && within(on, agreed);

/** What periods a model has stated, and how it calls one. `agreed` is the whole time, as if nothing ended early. */
export type Stating = { what: "quarter" | "year"; periods: readonly StatedPeriod[]; agreed: Period };

/** The sentence for a day that lies in no period that is stated. */
export const inNoPeriod = (on: CivilDate, { what, periods, agreed }: Stating): string => {
  const all = { from: agreed.from, to: periods.at(-1)?.to ?? agreed.from };
  return `${formatDate(on)} is in no ${what} that is stated${all.to > all.from ? `, ${daysOf(all)}` : ""}`;
};

/** Statements of no period, of one that still runs, and of one that was stated already. */
export function statementFaults<Fact extends Said>(
  statements: readonly Fact[],
  stating: Stating,
  context: Pick<Context<Fact>, "heard" | "ended">,
): FactFault<Fact>[] {
  const { what, periods, agreed } = stating;
  const first = new Map<CivilDate, Fact>();
  return inOrderHeard(statements, context).flatMap((fact) => {
    const wrong = (sentence: string) => [{ fact, field: "on", sentence }];
    const period = periods.find((one) => within(fact.on, one));
    if (!period)
      return endedMeanwhile(fact.on, fact.known, context.ended, agreed)
        ? []
        : wrong(inNoPeriod(fact.on, stating));
    const early = statedEarly(period, fact.known, what);
    if (early) return wrong(early);
    const before = first.get(period.from);
    if (!before) {
      first.set(period.from, fact);
      return [];
    }
    return wrong(
      `The ${what} from ${formatDate(period.from)} is stated already, by ${before.id}, known on ${formatDate(before.known)}: restate it under that name`,
    );
  });
}

/** Why a period cannot be stated on a day: it still runs. It may be stated from its last day on; null then. */
export function statedEarly({ ends }: StatedPeriod, today: CivilDate, what: string): string | null {
  const last = addDays(ends, -1);
  return today < last
    ? `The ${what} ends on ${formatDate(last)}: it cannot be stated on ${formatDate(today)}`
    : null;
}
