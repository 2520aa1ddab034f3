import {
  addDays,
  addMonths,
  anchoredTo,
  anchoredYears,
  type CivilDate,
  daysBetween,
  formatDate,
  maxDate,
  minDate,
  type Period,
  within,
} from "#server/lib/dates.ts";
import { atLeastZero, least, type Pence, pounds, roundHalfAway, scaled, shareOf } from "#server/lib/money.ts";
import { lookback } from "../../engine/audit.ts";
import { bandedExact, bandsInWords } from "../../engine/banding.ts";
import { daysOfGrace, type Estimates } from "../../engine/estimates.ts";
import { line } from "../../engine/parts.ts";
import type { Context, Line } from "../../engine/plan.ts";
import type { ProfitFact, ProfitTerms, Stated } from "./terms.ts";

type Loss = { year: number; left: Pence };

export type Year = { whole: Period; period: Period };

/** What stands for a year of which no statement is in. Of the floor nothing is given back that was paid on account. */
export type ShareEstimates = Estimates<{ share: Pence; isFloor: boolean; workings: string }>;

/** What one year came to, once all years are calculated in order. */
export type ProfitYear = {
  year: Year;
  stated: CivilDate | null;
  estimated: boolean;
  /** The floor stands for it, or nothing yet: what was paid on account beyond it is not given back. */
  atLeast: boolean;
  costs: { name: string; claimed: Pence; allowed: Pence }[];
  profit: Pence;
  losses: { opening: Pence; used: Pence; closing: Pence };
  base: Pence;
  share: Pence;
  steps: Line[];
};

/** The years of which profit is shared: contract years or the partner's, and those of the tail. */
export const yearsOf = (
  { anchor, tailMonths }: ProfitTerms,
  { term, ended }: Pick<Context<ProfitFact>, "term" | "ended">,
): Year[] => {
  const end = minDate(ended?.on ?? term.to, term.to);
  return anchoredYears({ from: term.from, to: tailMonths ? addMonths(end, tailMonths) : end }, anchor);
};

/** The quarters of a year that lie in the term, counted from the first anchored day, so that they never drift. */
export function quartersOf(term: Period, anchor: string | undefined, { from, to }: Period): Period[] {
  const at = anchoredTo(term.from, anchor);
  const quarters: Period[] = [];
  for (let index = 0; at(index * 3) < to; index++) {
    const quarter = { from: maxDate(at(index * 3), from), to: minDate(at((index + 1) * 3), to) };
    if (quarter.from < quarter.to) quarters.push(quarter);
  }
  return quarters;
}

export const statementDueOn = (terms: ProfitTerms, { period }: Year) =>
  addDays(addDays(period.to, -1), terms.statementDueDays);

/** All years in order: the losses of one are used by the next, oldest first. */
export function calculateYears(
  terms: ProfitTerms,
  years: readonly Year[],
  facts: readonly ProfitFact[],
  estimates: ShareEstimates,
): ProfitYear[] {
  let losses: Loss[] = [];
  return years.map((year, index) => {
    const stated = facts.find((f): f is Stated => f.fact === "stated" && within(f.on, year.period));
    const estimate = stated ? undefined : estimates.get(year.period.from);
    if (!stated) return notStated(year, losses, estimate);
    const found = facts.reduce(
      (total, f) =>
        f.fact === "audited" && year.period.to > lookback(terms, f.on)
          ? f.additions.reduce((sum, one) => (within(one.year, year.period) ? sum + one.profit : sum), total)
          : total,
      0n,
    );
    const result = share(terms, stated, found, losses, index, year);
    losses = result.carried;
    return result;
  });
}

const notStated = (
  year: Year,
  losses: readonly Loss[],
  estimate: { share: Pence; isFloor: boolean; workings: string } | undefined,
): ProfitYear => {
  const opening = losses.reduce((total, { left }) => total + left, 0n);
  const owed = estimate?.share ?? 0n;
  return {
    year,
    stated: null,
    estimated: estimate !== undefined,
    atLeast: estimate?.isFloor ?? true,
    costs: [],
    profit: 0n,
    losses: { opening, used: 0n, closing: opening },
    base: 0n,
    share: owed,
    steps: [
      estimate?.isFloor
        ? line("Profit share, not less than the floor", owed, estimate.workings)
        : line("Profit share estimated", owed, estimate?.workings ?? "not stated yet"),
    ],
  };
};

/** An amount a year as it counts in a year of which only a part belongs. */
export const partOf = (amount: Pence, { period, whole }: Year): Pence =>
  scaled(amount, daysBetween(period.from, period.to), daysBetween(whole.from, whole.to));

/** "£40,000.00", or "£40,000.00 × 92/365 days" in a year of which only a part belongs. */
function partInWords(amount: Pence, { period, whole }: Year): string {
  const [days, of] = [daysBetween(period.from, period.to), daysBetween(whole.from, whole.to)];
  return days === of ? pounds(amount) : `${pounds(amount)} × ${days}/${of} days`;
}

/** Caps on costs, losses, hurdle, bands, floor, cap: in this order, rounded once. Part years scale hurdle, floor and cap. */
function share(
  terms: ProfitTerms,
  stated: Stated,
  found: Pence,
  carried: readonly Loss[],
  index: number,
  year: Year,
): ProfitYear & { carried: Loss[] } {
  const days = daysBetween(year.period.from, year.period.to);
  const of = daysBetween(year.whole.from, year.whole.to);
  // Hurdle, floor and cap of a part year stay exact until the share is rounded, once: everything is counted × days of the year.
  const whole = BigInt(of);
  const exact = (amount: Pence) => amount * BigInt(days);
  const costs = costsOf(terms, stated);
  const profit = stated.revenue - costs.reduce((total, { allowed }) => total + allowed, 0n) + found;
  let losses = carried
    .filter((loss) => terms.lossYears === undefined || index - loss.year <= terms.lossYears)
    .map((loss) => ({ ...loss }));
  const opening = losses.reduce((total, { left }) => total + left, 0n);
  const words = [
    `${pounds(stated.revenue)} revenue${costs.map(({ name, allowed, claimed }) => ` − ${pounds(allowed)} ${name}${allowed < claimed ? ` (of ${pounds(claimed)})` : ""}`).join("")}${found > 0n ? ` + ${pounds(found)} found by audit` : ""} = ${pounds(profit)}`,
  ];
  let used = 0n;
  let shared = 0n;
  if (profit < 0n) losses.push({ year: index, left: -profit });
  else {
    let room = shareOf(profit, terms.lossUseCapBp);
    for (const loss of losses) {
      const take = least(loss.left, room);
      loss.left -= take;
      room -= take;
      used += take;
    }
    shared = atLeastZero((profit - used) * whole - exact(terms.hurdle));
    if (used > 0n) words.push(`less ${pounds(used)} of earlier losses`);
    if (terms.hurdle > 0n) words.push(`less ${partInWords(terms.hurdle, year)} hurdle`);
    words.push(`${bandsInWords(terms.bands)} of ${pounds(roundHalfAway(shared, whole))}`);
  }
  losses = losses.filter(({ left }) => left > 0n);
  let amount = bandedExact(
    shared,
    terms.bands.map(({ upTo, rateBp }) => ({ upTo: upTo === null ? null : upTo * whole, rateBp })),
  );
  if (terms.floor !== undefined && amount < exact(terms.floor) * 10_000n) {
    amount = exact(terms.floor) * 10_000n;
    words.push(`not less than ${partInWords(terms.floor, year)}`);
  }
  if (terms.cap !== undefined && amount > exact(terms.cap) * 10_000n) {
    amount = exact(terms.cap) * 10_000n;
    words.push(`not more than ${partInWords(terms.cap, year)}`);
  }
  const owed = roundHalfAway(amount, 10_000n * whole);
  return {
    year,
    stated: stated.known,
    estimated: false,
    atLeast: false,
    costs,
    profit,
    losses: { opening, used, closing: losses.reduce((total, { left }) => total + left, 0n) },
    base: roundHalfAway(shared, whole),
    share: owed,
    steps: [line("Profit share", owed, words.join("; "))],
    carried: losses,
  };
}

/** Each cost with what of it counts: direct costs whole, overheads and named categories up to their part of revenue. */
function costsOf(terms: ProfitTerms, stated: Stated): ProfitYear["costs"] {
  const upTo = (name: string, claimed: Pence, capBp: number | undefined) => {
    const most = capBp === undefined ? claimed : shareOf(stated.revenue, capBp);
    return { name, claimed, allowed: least(claimed, most) };
  };
  return [
    upTo("direct costs", stated.direct, undefined),
    upTo("overheads", stated.overhead, terms.overheadCapBp),
    ...Object.entries(stated.costs)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, claimed]) => upTo(name, claimed, agreedPart(terms, name))),
  ];
}

/** A category that the terms do not name counts for nothing; its fact is refused, so that no statement has one. */
const agreedPart = ({ costCaps }: ProfitTerms, name: string): number =>
  Object.hasOwn(costCaps, name) ? costCaps[name]! : 0;

/** From the day after a statement was due: the floor, which is owed whatever is stated. */
export function floorsOf(
  terms: ProfitTerms,
  years: readonly Year[],
  { until }: Context<ProfitFact>,
): ShareEstimates {
  const floors = new Map<CivilDate, { on: CivilDate; share: Pence; isFloor: boolean; workings: string }>();
  for (const year of years) {
    const on = addDays(statementDueOn(terms, year), 1);
    if (terms.floor === undefined || on > until) continue;
    const share = withinLimits(terms, year, 0n);
    const workings = `no statement was in by ${formatDate(addDays(on, -1))}${limitsInWords(terms, year, 0n)}`;
    if (share > 0n) floors.set(year.period.from, { on, share, isFloor: true, workings });
  }
  return floors;
}

/**
 * Ten days after a statement was due and not in: the last share × 1.10, as it stood that day, within the floor and the
 * cap of the year that it stands for. No share before, none.
 */
export function estimatesOf(
  terms: ProfitTerms,
  years: readonly Year[],
  { until, knownBy }: Context<ProfitFact>,
): ShareEstimates {
  const estimates = new Map<CivilDate, { on: CivilDate; share: Pence; isFloor: boolean; workings: string }>();
  if (!terms.estimateLate) return estimates;
  for (const [index, year] of years.entries()) {
    const on = addDays(statementDueOn(terms, year), daysOfGrace);
    if (on > until) break;
    const then = calculateYears(terms, years, knownBy(on), estimates);
    if (then[index]!.stated) continue;
    const last = then.slice(0, index).findLast(({ stated }) => stated);
    if (!last || last.share === 0n) continue;
    const raised = roundHalfAway(last.share * 11n, 10n);
    const share = withinLimits(terms, year, raised);
    const workings = `the statement was not in by ${formatDate(on)}; the last share of ${pounds(last.share)} × 1.10${limitsInWords(terms, year, raised)}`;
    if (share > 0n) estimates.set(year.period.from, { on, share, isFloor: false, workings });
  }
  return estimates;
}

/** Which limit a share met, in the order in which they are applied; nothing where it met none. */
function limitsInWords({ floor = 0n, cap }: ProfitTerms, year: Year, share: Pence): string {
  const least = partOf(floor, year);
  const raised = share < least ? least : share;
  return [
    share < least ? `; not less than ${partInWords(floor, year)}` : "",
    cap !== undefined && raised > partOf(cap, year) ? `; not more than ${partInWords(cap, year)}` : "",
  ].join("");
}

function withinLimits({ floor = 0n, cap }: ProfitTerms, year: Year, share: Pence): Pence {
  const most = cap === undefined ? null : partOf(cap, year);
  const least = partOf(floor, year);
  const raised = share < least ? least : share;
  return most !== null && raised > most ? most : raised;
}
