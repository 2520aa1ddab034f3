import { auditDebits, lookback } from "#server/commercial-models/engine/audit.ts";
import { daysOfChange, firstKnown, madeBy } from "#server/commercial-models/engine/estimates.ts";
import { defineModel, nothingPeculiar } from "#server/commercial-models/engine/model.ts";
import { line, pool, supply } from "#server/commercial-models/engine/parts.ts";
import type { Charge, Context, Earning, Obligation, Pool } from "#server/commercial-models/engine/plan.ts";
import { addDays, type CivilDate, formatDate, type Period, periodsOf, within } from "#server/lib/dates.ts";
import { type Pence, pounds } from "#server/lib/money.ts";
import { faults } from "./faults.ts";
import { asOf, estimatesOf, guaranteeFor, guaranteeYears, lifeOf } from "./life.ts";
import { price } from "./price.ts";
import { bearingUntil, type Quarter, type RoyaltyEstimates, reportDue } from "./quarters.ts";
import { type PromiseName, reports } from "./reports.ts";
import { statement } from "./statement.ts";
import { type Audited, type RoyaltyFact, type RoyaltyTerms, royaltyFact, royaltyTerms } from "./terms.ts";
import { words } from "./words.ts";

/** Model 7: a share of net sales, with a guarantee that is recouped (README §7). */
export const royalty = defineModel({
  ...nothingPeculiar,
  kind: "royalty",
  number: 7,
  title: "Royalty",
  summary: "The licensee pays a share of what it sells, often with a minimum that counts against it.",
  terms: royaltyTerms,
  fact: royaltyFact,
  component: "royalty",
  commercial: true,
  cadence: "yearly",
  countsByYear: true,
  takesFeeCredit: true,
  dependsOnSuccess: true,
  risk: null,
  ...words,
  ...price,
  ...reports,
  statement,
  faults,
  plan(terms, facts, context) {
    const { id, until } = context;
    const estimates = estimatesOf(terms, context);
    const { quarters, pots } = lifeOf(terms, context, facts, estimates);
    const poolOf = (year: CivilDate): Pool => pool(`${id}/${year}`, "4130", "2400");

    const charges: Charge[] = [];
    for (const year of guaranteeYears(context))
      if (year.from <= until) charges.push(...guarantee(terms, year, poolOf(year.from), context));
    charges.push(...payable(terms, estimates, poolOf, context));
    for (const audit of facts)
      if (audit.fact === "audited") charges.push(...auditCharges(terms, audit, estimates, context));

    const earnings: Earning[] = quarters.flatMap((quarter) => earned(id, quarter, estimates, poolOf));
    const bearing = bearingUntil(terms, context.term, context.ended);
    const years = periodsOf(context.term, 12).map(({ from }) => from);
    for (const { year, left, last } of pots) {
      // What sales did not use up is income once its last year has been reported.
      const lastYear = years[Math.min(last, years.length - 1)]!;
      const over = quarters.filter((quarter) => quarter.year.from >= year && quarter.year.from <= lastYear);
      const awaited = over.filter(({ period, reported }) => !reported && period.from < bearing);
      if (left > 0n && over.at(-1)?.year.from === lastYear && awaited.length === 0)
        earnings.push({
          key: `${id}/${year}/breakage`,
          net: left,
          on: reportDue(terms, over.at(-1)!.period),
          pool: poolOf(year),
          workings: "Guarantee that sales did not use up",
        });
    }
    const obligations = quarters
      .filter(({ period }) => period.from <= until && (period.from < bearing || !context.ended))
      .map((quarter) => statementDue(id, terms, quarter));
    return { charges, earnings, obligations };
  },
});

function guarantee(
  terms: RoyaltyTerms,
  year: Period,
  shared: Pool,
  { id, ended }: Context<RoyaltyFact>,
): Charge[] {
  if (terms.guarantee === undefined) return [];
  const charge = (on: CivilDate, { net, workings }: { net: Pence; workings: string }) =>
    supply({
      key: `${id}/${year.from}/guarantee`,
      component: id,
      period: year,
      on,
      lines: [line("Minimum guarantee", net, workings)],
      earned: "elsewhere",
      pool: shared,
      advance: true,
    });
  const first = charge(year.from, guaranteeFor(terms, year, null));
  const last = guaranteeFor(terms, year, ended);
  return last.net === terms.guarantee ? [first] : [first, charge(ended!.on, last)];
}

/** Every quarter's payable royalty, again from each day on which something became known or was estimated. */
function payable(
  terms: RoyaltyTerms,
  estimates: RoyaltyEstimates,
  poolOf: (year: CivilDate) => Pool,
  context: Context<RoyaltyFact>,
): Charge[] {
  const { id, knownBy } = context;
  const charges: Charge[] = [];
  const last = new Map<string, Pence>();
  const days = daysOfChange(context, estimates);
  let through: CivilDate = context.term.from;
  for (const day of days) {
    const facts = knownBy(day);
    const made = madeBy(estimates, day);
    // Beyond the last quarter that was ever spoken of nothing is payable, and nothing was.
    for (const on of [...facts.flatMap(spokenOf), ...made.keys()]) if (on > through) through = on;
    for (const quarter of lifeOf(terms, context, facts, made, through).quarters) {
      const key = `${id}/${quarter.period.from}`;
      if (!quarter.reported && !quarter.estimated && !last.has(key)) continue;
      if (last.get(key) === quarter.payable) continue;
      last.set(key, quarter.payable);
      charges.push(
        supply({
          key,
          component: id,
          period: quarter.period,
          on: day,
          lines: quarter.steps(),
          earned: "elsewhere",
          pool: poolOf(quarter.year.from),
          ...(quarter.estimated && { estimated: true }),
        }),
      );
    }
  }
  return charges;
}

const spokenOf = (f: RoyaltyFact): CivilDate[] =>
  f.fact === "reported" ? [f.on] : f.fact === "audited" ? f.additions.map(({ quarter }) => quarter) : [];

/** Income of a quarter on its last day (an estimate on the day it is made); what uses up an earlier year's guarantee apart. */
function earned(
  id: string,
  { period, year, earned, recouped, net, estimated }: Quarter,
  estimates: RoyaltyEstimates,
  poolOf: (year: CivilDate) => Pool,
): Earning[] {
  if (earned === 0n) return [];
  const on = estimated ? estimates.get(period.from)!.on : addDays(period.to, -1);
  const workings = estimated ? "Royalty estimated" : `Royalty on ${pounds(net)}`;
  const earlier = recouped.filter((part) => part.year !== year.from);
  const own = earned - earlier.reduce((total, { amount }) => total + amount, 0n);
  return [
    ...(own > 0n ? [{ key: `${id}/${period.from}`, net: own, on, pool: poolOf(year.from), workings }] : []),
    ...earlier.map((part) => ({
      key: `${id}/${period.from}/recouped:${part.year}`,
      net: part.amount,
      on,
      pool: poolOf(part.year),
      workings: `${workings}, against the guarantee of the year from ${formatDate(part.year)}`,
    })),
  ];
}

/** The life with and without the audit, as it was known that day: interest on each quarter that became payable in addition. */
function auditCharges(
  terms: RoyaltyTerms,
  audit: Audited,
  estimates: RoyaltyEstimates,
  context: Context<RoyaltyFact>,
): Charge[] {
  const at = asOf(context, audit.known);
  const then = context.knownBy(audit.known);
  const made = madeBy(estimates, audit.known);
  const after = lifeOf(terms, at, then, made).quarters;
  const before = lifeOf(
    terms,
    at,
    then.filter(({ id }) => id !== audit.id),
    made,
  ).quarters;
  const oldest = lookback(terms, audit.on);
  const years = new Set(
    after
      .filter(
        ({ period }) =>
          period.from >= oldest && audit.additions.some(({ quarter }) => within(quarter, period)),
      )
      .map(({ year }) => year.from),
  );
  if (years.size === 0) return [];
  const inAudited = (quarters: readonly Quarter[]) =>
    quarters.reduce((sum, { year, earned }) => (years.has(year.from) ? sum + earned : sum), 0n);
  return auditDebits(
    audit,
    after.map((quarter, index) => ({
      period: quarter.period,
      year: quarter.year.from,
      extra: quarter.payable - before[index]!.payable,
      due: addDays(firstDue(quarter, audit.known, made, context), context.dueDays),
    })),
    { was: inAudited(before), is: inAudited(after) },
    terms,
    context,
  );
}

/** The day on which a quarter was first billed, as known on a day: by its first statement, or by the estimate that stood for it. */
const firstDue = (
  { period }: Quarter,
  day: CivilDate,
  estimates: RoyaltyEstimates,
  context: Context<RoyaltyFact>,
): CivilDate =>
  firstKnown(context, day, (f) => f.fact === "reported" && within(f.on, period)) ??
  estimates.get(period.from)?.on ??
  period.to;

const statementDue = (
  id: string,
  terms: RoyaltyTerms,
  { period, reported, estimated }: Quarter,
): Obligation<PromiseName> => ({
  key: `${id}/${period.from}/report`,
  kind: "royalty_report",
  due: reportDue(terms, period),
  description: `Royalty statement for the quarter to ${formatDate(addDays(period.to, -1))}`,
  state: reported ? "accepted" : estimated ? "late" : "due",
  ...(reported && { kept: reported }),
});
