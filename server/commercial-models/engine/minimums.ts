import { type Period, periodsOf, within } from "#server/lib/dates.ts";
import { atLeastZero, type Pence, pounds } from "#server/lib/money.ts";
import type { Clause } from "./clause.ts";
import { byKey, directly, line, owedNet, pool, supply } from "./parts.ts";
import type { Charge, Commitment, Plan } from "./plan.ts";

/**
 * A minimum over several components, year by year, billed with the last bill of one of them, and never before the year is
 * over: what is missing is not known sooner (design, commercial-models sections 4.6 and 4.11).
 */
export function aggregates(
  clause: Extract<Clause, { clause: "aggregate_minimum" }>,
  charges: readonly Charge[],
  term: Period,
  plan: Plan,
): Commitment[] {
  return periodsOf(term, 12).map((year) => {
    const inYear = charges.filter(
      ({ component, period }) => component === clause.billedBy && within(period.from, year),
    );
    const last = inYear
      .map(({ period }) => period.to)
      .sort()
      .at(-1);
    const own = inYear
      .filter(({ period }) => period.to === last)
      .map(({ on }) => on)
      .sort()[0];
    const pooled = inYear[0]?.pool ?? plan.charges[0]?.pool;
    return {
      key: `${clause.id}/${year.from}`,
      component: clause.billedBy,
      components: clause.components,
      period: year,
      on: own !== undefined && own > year.to ? own : year.to,
      amount: clause.yearly,
      workings: pounds(clause.yearly),
      pool: pool(`${clause.id}/${year.from}`, pooled?.income ?? "4100"),
    };
  });
}

/** What is missing to a minimum, from the day it is billed and again from each later day on which a charge changes. */
export function toppedUp(commitment: Commitment, charges: readonly Charge[]): Charge[] {
  const counted = [
    ...byKey(
      charges.filter(
        ({ component, period }) =>
          commitment.components.includes(component) && within(period.from, commitment.period),
      ),
    ).values(),
  ];
  const days = [...new Set([commitment.on, ...counted.flat().map(({ on }) => on)])]
    .filter((on) => on >= commitment.on)
    .sort();
  const result: Charge[] = [];
  let before: Pence | null = null;
  for (const on of days) {
    const billed = counted.reduce((total, variants) => total + owedNet(variants, on), 0n);
    const missing = atLeastZero(commitment.amount - billed);
    if (missing === before || (missing === 0n && before === null)) continue;
    before = missing;
    result.push(
      supply({
        key: commitment.key,
        component: commitment.component,
        period: commitment.period,
        on,
        lines: [
          line(
            "Up to the agreed minimum",
            missing,
            `${commitment.workings} agreed, ${pounds(billed)} charged`,
          ),
        ],
        earned: "when_billed",
        pool: directly(commitment.pool),
      }),
    );
  }
  return result;
}
