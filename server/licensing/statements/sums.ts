import {
  type Contract,
  current,
  type LicenceFact,
  rateOn,
  ukRates,
} from "#server/commercial-models/engine/contract.ts";
import type { Context } from "#server/commercial-models/engine/plan.ts";
import type { StatedPeriod, StatementSums } from "#server/commercial-models/engine/statement.ts";
import { type Fact, modelOf } from "#server/commercial-models/index.ts";
import { addMonths, type CivilDate, type Period } from "#server/lib/dates.ts";

/** Our own sum of a period, from every fact given, by the model that bills. Null when nothing is stated of it. */
export function calculated(
  contract: Contract,
  component: string,
  known: readonly LicenceFact[],
  period: Period,
): StatementSums | null {
  const terms = contract.components.find(({ id }) => id === component)?.terms;
  const statement = terms && modelOf(terms.kind).statement;
  if (!statement) return null;
  const facts = current(known.filter((fact) => fact.component === component)) as unknown as Fact[];
  return statement.sums(terms, facts, contextOf(contract, component, known, facts), period);
}

/** The periods of a part that are stated, in order, with the day on which each ends. */
export function periodsStated(
  { components, term }: Contract,
  component: string,
  known: readonly LicenceFact[],
): readonly StatedPeriod[] {
  const terms = components.find(({ id }) => id === component)?.terms;
  const statement = terms && modelOf(terms.kind).statement;
  if (!statement) return [];
  return statement.periods(terms, { term: term as Period, ended: endOf(current(known)) });
}

const endOf = (known: readonly LicenceFact[]): Context<Fact>["ended"] => {
  const ended = known.find((fact) => fact.fact === "ended");
  return ended?.fact === "ended" ? { on: ended.on, known: ended.known, by: ended.by } : null;
};

function contextOf(
  { term, customer }: Contract,
  component: string,
  known: readonly LicenceFact[],
  facts: readonly Fact[],
): Context<Fact> {
  return {
    id: component,
    term: term as Period,
    ended: endOf(known),
    until: addMonths(term.to as CivilDate, 24),
    dueDays: customer.dueDays,
    knownDays: [],
    heard: facts,
    knownBy: () => facts,
    vatRateBp: () => 0,
    baseRateBp: (on) => rateOn(ukRates.base, on),
  };
}
