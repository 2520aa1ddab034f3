import { z } from "zod";
import {
  addDays,
  addMonths,
  type CivilDate,
  daysBetween,
  formatDate,
  type Period,
} from "#server/lib/dates.ts";
import { type Pence, percent, pounds, roundHalfAway } from "#server/lib/money.ts";
import { type FactField, type FactForm, inPence, money, named } from "./fact-form.ts";
import { bp, dated, pence } from "./fields.ts";
import { debit, line } from "./parts.ts";
import type { Charge, Context } from "./plan.ts";

/** How both models that are stated are audited (README §16.3). */
export const auditTerms = {
  interestOverBaseBp: z
    .number()
    .int()
    .min(800, "Interest towards a public body is at least 8% over the base rate")
    .max(10_000)
    .prefault(800)
    .describe("Interest on what an audit finds, in basis points over the base rate"),
  auditLookbackYears: z
    .number()
    .int()
    .min(1)
    .max(10)
    .prefault(3)
    .describe("Years before an audit that it may still correct"),
  auditCostThresholdBp: bp
    .prefault(500)
    .describe("The licensee bears the cost when more than this part was not reported, in basis points"),
};

export const auditLabels = {
  interestOverBaseBp: "Interest after an audit, over the base rate",
  auditLookbackYears: "An audit looks back (years)",
  auditCostThresholdBp: "Cost of an audit is borne above, not reported",
} as const;

/** What the fact of an audit has beside what it found, which each model counts in its own periods. */
export const audited = {
  ...dated,
  fact: z.literal("audited").describe("An audit by the NHS was reported"),
  cost: pence.prefault(0).describe("Cost of the audit in pence"),
};

/** The form by which an audit is recorded: the period that it is about, and what was found of it. */
export const auditForm = (
  period: FactField,
  found: FactField,
  addition: (
    period: string | undefined,
    found: string,
    values: Readonly<Record<string, string>>,
  ) => Record<string, unknown>,
  more: readonly FactField[] = [],
): FactForm<"audited"> => ({
  fact: "audited",
  title: "Record an audit",
  say: "Record audit",
  by: "record",
  on: "Day of the audit report",
  fields: [period, found, ...more, money("cost", "Cost of the audit", true)],
  body: (values) => ({
    cost: inPence(values.cost),
    additions: [addition(values[period.name], inPence(values[found.name]), values)],
  }),
  id: named("audit", period.name),
});

/** Only what falls within so many years before the audit's own day is corrected. */
export const lookback = ({ auditLookbackYears }: { auditLookbackYears: number }, on: CivilDate): CivilDate =>
  addMonths(on, -12 * auditLookbackYears);

/** What an audit moved in one period: so much more is payable, and should have been paid by `due`. */
export type Found = { period: Period; year: CivilDate; extra: Pence; due: CivilDate };

/** Simple interest for the days after `due`, actual/365, rounded once (README §16.1 and §16.3). */
export const simpleInterest = (debt: Pence, rateBp: number, due: CivilDate, settled: CivilDate): Pence =>
  settled <= due
    ? 0n
    : roundHalfAway(debt * BigInt(rateBp) * BigInt(daysBetween(due, settled)), 10_000n * 365n);

/**
 * What an audit adds beside the royalty or profit share itself, outside the scope of VAT: interest on each period's
 * extra from the day it was due (the rate is fixed when interest starts), one debit note a contract year; and the cost
 * of the audit when the part that was not reported is above the threshold.
 */
export function auditDebits(
  audit: { id: string; known: CivilDate; cost: Pence },
  found: readonly Found[],
  { was, is }: { was: Pence; is: Pence },
  terms: { auditCostThresholdBp: number; interestOverBaseBp: number },
  { id, baseRateBp }: Pick<Context<unknown>, "id" | "baseRateBp">,
): Charge[] {
  const rateBp = (starts: CivilDate) => baseRateBp(starts) + terms.interestOverBaseBp;
  const charges: Charge[] = [];
  for (const year of new Set(found.map(({ year }) => year))) {
    const steps = found.filter((one) => one.year === year && one.extra > 0n && one.due < audit.known);
    if (steps.length === 0) continue;
    const lines = steps.map(({ extra, due, period }) =>
      line(
        `Interest on what was not reported for ${formatDate(period.from)} to ${formatDate(addDays(period.to, -1))}`,
        simpleInterest(extra, rateBp(due), due, audit.known),
        `${pounds(extra)} × ${percent(rateBp(due))} × ${daysBetween(due, audit.known)}/365 days since ${formatDate(due)}`,
      ),
    );
    charges.push(
      debit({
        key: `${id}/${year}/interest:${audit.id}`,
        component: id,
        period: { from: year, to: steps.at(-1)!.period.to },
        on: audit.known,
        lines,
        income: "4200",
      }),
    );
  }
  if (audit.cost > 0n && (is - was) * 10_000n > BigInt(terms.auditCostThresholdBp) * is)
    charges.push(
      debit({
        key: `${id}/audit-cost:${audit.id}`,
        component: id,
        period: { from: found[0]!.period.from, to: found.at(-1)!.period.to },
        on: audit.known,
        lines: [
          line(
            "Cost of the audit",
            audit.cost,
            `agreed, as ${pounds(is - was)} of ${pounds(is)} was not reported, more than ${percent(terms.auditCostThresholdBp)}`,
          ),
        ],
        income: "4210",
      }),
    );
  return charges;
}
