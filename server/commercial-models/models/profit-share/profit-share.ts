import { addDays, type CivilDate, formatDate, maxDate, within } from "#server/lib/dates.ts";
import { atLeastZero, least, percent, pounds, shareOf } from "#server/lib/money.ts";
import { auditDebits, lookback } from "../../engine/audit.ts";
import { daysOfChange, firstKnown, madeBy } from "../../engine/estimates.ts";
import { defineModel, nothingPeculiar } from "../../engine/model.ts";
import { line, netOf, pool, supply } from "../../engine/parts.ts";
import type { Charge, Context, Earning, Obligation, Pool } from "../../engine/plan.ts";
import { faults } from "./faults.ts";
import { price } from "./price.ts";
import { type PromiseName, reports } from "./reports.ts";
import { statement } from "./statement.ts";
import { type Audited, fact, type ProfitFact, type ProfitTerms, terms } from "./terms.ts";
import { words } from "./words.ts";
import {
  calculateYears,
  estimatesOf,
  floorsOf,
  type ProfitYear,
  quartersOf,
  type ShareEstimates,
  statementDueOn,
  type Year,
  yearsOf,
} from "./years.ts";

/** Model 9: a share of the profit of what was made with the data (README §9). */
export const profitShare = defineModel({
  ...nothingPeculiar,
  kind: "profit_share",
  number: 9,
  title: "Profit share",
  summary: "The licensee pays a share of the profit that its product makes.",
  terms,
  fact,
  component: "profit",
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
    const { id, until, knownBy } = context;
    const years = yearsOf(terms, context);
    const estimates = estimatesOf(terms, years, context);
    const floors = floorsOf(terms, years, context);
    const standInsBy = (day: CivilDate): ShareEstimates =>
      new Map([...madeBy(floors, day), ...madeBy(estimates, day)]);
    const poolOf = ({ period }: Year): Pool => pool(`${id}/${period.from}`, "4140");

    const charges: Charge[] = [];
    const last = new Map<string, Charge>();
    // Again from the day something changed; what is as before is left out, so nothing is billed twice.
    const changeTo = (charge: Charge) => {
      const before = last.get(charge.key);
      if (before && netOf(before) === netOf(charge)) return;
      last.set(charge.key, charge);
      charges.push(charge);
    };
    for (const day of daysOfChange(context, floors, estimates)) {
      const then = knownBy(day);
      const due = calculateYears(terms, years, then, standInsBy(day)).flatMap((result) => {
        const billed = onAccount(terms, result.year, then, poolOf(result.year), context);
        return result.stated || result.estimated
          ? settledAgainst(terms, result, billed, poolOf(result.year), day, context)
          : billed;
      });
      for (const charge of due) changeTo({ ...charge, on: maxDate(charge.on, day) });
      const keys = new Set(due.map(({ key }) => key));
      for (const was of [...last.values()])
        if (!keys.has(was.key)) changeTo({ ...was, on: maxDate(was.on, day), lines: takenBack });
    }
    for (const audit of facts)
      if (audit.fact === "audited") charges.push(...auditCharges(terms, audit, years, estimates, context));

    const standIns = standInsBy(until);
    const results = calculateYears(terms, years, facts, standIns).filter(
      ({ year }) => year.period.from <= until,
    );
    const earnings: Earning[] = results
      .filter(({ share }) => share > 0n)
      .map(({ year, share, steps, estimated }) => ({
        key: `${id}/${year.period.from}`,
        net: share,
        on: estimated ? standIns.get(year.period.from)!.on : addDays(year.period.to, -1),
        pool: poolOf(year),
        workings: steps[0]!.workings,
      }));
    const obligations = results.map((result) => statementDue(id, terms, result));
    return { charges, earnings, obligations };
  },
});

const takenBack = [line("Profit share", 0n, "what was reported of it was taken back")];

function onAccount(
  terms: ProfitTerms,
  year: Year,
  facts: readonly ProfitFact[],
  shared: Pool,
  { id, term }: Context<ProfitFact>,
): Charge[] {
  if (terms.onAccountBp === undefined) return [];
  return quartersOf(term, terms.anchor, year.period).flatMap((quarter) => {
    const estimate = facts.find((f) => f.fact === "estimated" && within(f.on, quarter));
    if (estimate?.fact !== "estimated") return [];
    return [
      supply({
        key: `${id}/${quarter.from}/on-account`,
        component: id,
        period: quarter,
        on: addDays(quarter.to, -1),
        lines: [
          line(
            "Profit share on account",
            shareOf(estimate.share, terms.onAccountBp!),
            `${percent(terms.onAccountBp!)} of the estimate of ${pounds(estimate.share)}`,
          ),
        ],
        earned: "elsewhere",
        pool: shared,
        vat: terms.vat,
        advance: true,
      }),
    ];
  });
}

/** The year's share less what was on account; when too much was, the last quarters ask for less. */
function settledAgainst(
  terms: ProfitTerms,
  { share: owed, steps, year, estimated, atLeast }: ProfitYear,
  billed: Charge[],
  shared: Pool,
  on: CivilDate,
  { id }: Context<ProfitFact>,
): Charge[] {
  const asked = billed.reduce((total, { lines }) => total + lines[0]!.net, 0n);
  const rest = atLeastZero(owed - asked);
  let over = atLeast ? 0n : atLeastZero(asked - owed);
  const kept = billed.toReversed().map((charge) => {
    if (over <= 0n) return charge;
    const less = least(over, charge.lines[0]!.net);
    const workings = `${pounds(over)} more is on account than the year's share of ${pounds(owed)}`;
    over -= less;
    return { ...charge, lines: [...charge.lines, line("Too much on account", -less, workings)] };
  });
  const paid = owed - rest;
  const final = supply({
    key: `${id}/${year.period.from}`,
    component: id,
    period: year.period,
    on,
    lines: [
      ...steps,
      ...(paid > 0n ? [line("Paid on account", -paid, `${pounds(asked)} billed by quarter`)] : []),
    ],
    earned: "elsewhere",
    pool: shared,
    vat: terms.vat,
    ...(estimated && { estimated: true }),
  });
  return [...kept.toReversed(), final];
}

/** All years with and without the audit, as they were known that day. */
function auditCharges(
  terms: ProfitTerms,
  audit: Audited,
  years: readonly Year[],
  estimates: ShareEstimates,
  context: Context<ProfitFact>,
): Charge[] {
  const then = context.knownBy(audit.known);
  const made = madeBy(estimates, audit.known);
  const after = calculateYears(terms, years, then, made);
  const before = calculateYears(
    terms,
    years,
    then.filter(({ id }) => id !== audit.id),
    made,
  );
  const moved = after.flatMap((is, index) => {
    const was = before[index]!;
    const isNamed =
      is.stated !== null &&
      is.year.period.to > lookback(terms, audit.on) &&
      audit.additions.some(({ year }) => within(year, is.year.period));
    return is.share !== was.share || isNamed ? [{ is, was }] : [];
  });
  if (moved.length === 0) return [];
  return auditDebits(
    audit,
    moved.map(({ is, was }) => ({
      period: is.year.period,
      year: is.year.period.from,
      extra: is.share - was.share,
      due: addDays(firstDue(is, audit.known, context), context.dueDays),
    })),
    {
      was: moved.reduce((sum, { was }) => sum + was.share, 0n),
      is: moved.reduce((sum, { is }) => sum + is.share, 0n),
    },
    terms,
    context,
  );
}

/** The day on which a year was first stated, as known on a day. */
const firstDue = ({ year }: ProfitYear, day: CivilDate, context: Context<ProfitFact>): CivilDate =>
  firstKnown(context, day, (f) => f.fact === "stated" && within(f.on, year.period)) ?? year.period.to;

const statementDue = (
  id: string,
  terms: ProfitTerms,
  { year, stated, estimated }: ProfitYear,
): Obligation<PromiseName> => ({
  key: `${id}/${year.period.from}/statement`,
  kind: "profit_statement",
  due: statementDueOn(terms, year),
  description: `Profit statement for the year to ${formatDate(addDays(year.period.to, -1))}`,
  state: stated ? "accepted" : estimated ? "late" : "due",
  ...(stated && { kept: stated }),
});
