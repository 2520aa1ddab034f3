import { daysOfGrace } from "#server/commercial-models/engine/estimates.ts";
import type { Context } from "#server/commercial-models/engine/plan.ts";
import type { StatedPeriod } from "#server/commercial-models/engine/statement.ts";
import {
  addDays,
  type CivilDate,
  daysBetween,
  minDate,
  type Period,
  periodsOf,
  within,
} from "#server/lib/dates.ts";
import { type Pence, pounds, roundHalfAway, scaled, sum } from "#server/lib/money.ts";
import { bearingUntil, calculateQuarters, type RoyaltyEstimates, reportDue } from "./quarters.ts";
import type { RoyaltyFact, RoyaltyTerms } from "./terms.ts";

/** The life as calculated from some facts: every quarter with what it earned, recouped and owes. */
export const lifeOf = (
  terms: RoyaltyTerms,
  { term, ended, until }: Pick<Context<RoyaltyFact>, "term" | "ended" | "until">,
  facts: readonly RoyaltyFact[],
  estimates: RoyaltyEstimates,
  through?: CivilDate,
) => {
  const bearing = bearingUntil(terms, term, ended);
  // An end that became known later takes back the estimates of quarters beyond it.
  const standing = new Map([...estimates].filter(([quarter]) => quarter < bearing));
  const calculated = calculateQuarters(terms, term, facts, standing, {
    guaranteeOf: (year) => (ended && year.from >= ended.on ? 0n : guaranteeFor(terms, year, ended).net),
    until: bearing,
    ...(through !== undefined && { through }),
  });
  return { ...calculated, quarters: calculated.quarters.filter(({ year }) => year.from <= until) };
};

/** The quarters of which statements are owed: after an early end those whose sales still bear royalty, the last cut there. */
export function quartersStated(
  terms: RoyaltyTerms,
  { term, ended }: Pick<Context<RoyaltyFact>, "term" | "ended">,
): StatedPeriod[] {
  const bearing = bearingUntil(terms, term, ended);
  return periodsOf(term, 3)
    .filter(({ from }) => !ended || from < bearing)
    .map((period) => ({ ...period, ends: ended ? minDate(period.to, bearing) : period.to }));
}

/** The context as it stood on a day: an end that was not known yet had not happened. */
export const asOf = <Known extends Pick<Context<RoyaltyFact>, "ended">>(
  context: Known,
  day: CivilDate,
): Known => ({
  ...context,
  ended: context.ended && context.ended.known <= day ? context.ended : null,
});

export const guaranteeYears = ({ term, ended }: Pick<Context<RoyaltyFact>, "term" | "ended">) =>
  periodsOf(term, 12).filter(({ from }) => !ended || from < ended.on);

/** The guarantee of a year: whole, but by days where the supplier failed in it. */
export function guaranteeFor(terms: RoyaltyTerms, year: Period, ended: Context<RoyaltyFact>["ended"]) {
  const amount = terms.guarantee ?? 0n;
  if (ended?.by !== "supplier_fault" || ended.on <= year.from || ended.on >= year.to)
    return { net: amount, workings: "agreed for the contract year" };
  const [days, of] = [daysBetween(year.from, ended.on), daysBetween(year.from, year.to)];
  return { net: scaled(amount, days, of), workings: `${pounds(amount)} × ${days}/${of} days` };
}

/**
 * Ten days after a statement was due and not in: the mean of what the last four reported quarters earned × 1.10, from
 * the facts as they stood that day, so that a later restatement does not move it. No quarter before, no estimate.
 */
export function estimatesOf(terms: RoyaltyTerms, context: Context<RoyaltyFact>): RoyaltyEstimates {
  const estimates = new Map<CivilDate, { on: CivilDate; earned: Pence; last: Pence[] }>();
  if (!terms.estimateLate) return estimates;
  for (const period of periodsOf(context.term, 3)) {
    const on = addDays(reportDue(terms, period), daysOfGrace);
    const at = asOf(context, on);
    if (on > context.until || period.from >= bearingUntil(terms, at.term, at.ended)) break;
    const then = context.knownBy(on);
    if (then.some((f) => f.fact === "reported" && within(f.on, period))) continue;
    const before = lifeOf(terms, at, then, estimates)
      .quarters.filter((quarter) => quarter.reported && quarter.period.from < period.from)
      .slice(-4);
    if (before.length === 0) continue;
    const last = before.map(({ earned }) => earned);
    const earned = roundHalfAway(sum(last) * 11n, BigInt(last.length) * 10n);
    if (earned > 0n) estimates.set(period.from, { on, earned, last });
  }
  return estimates;
}
