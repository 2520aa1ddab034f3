import { lookback } from "#server/commercial-models/engine/audit.ts";
import type { Estimates } from "#server/commercial-models/engine/estimates.ts";
import { line } from "#server/commercial-models/engine/parts.ts";
import type { Ended, Line } from "#server/commercial-models/engine/plan.ts";
import {
  addDays,
  addMonths,
  type CivilDate,
  formatDate,
  maxDate,
  minDate,
  type Period,
  periodsOf,
  within,
} from "#server/lib/dates.ts";
import { least, type Pence, pounds } from "#server/lib/money.ts";
import { add, earnedOn, grouped, groupOf, stackedOn } from "./earning.ts";
import { bearing, rowsOf } from "./sales.ts";
import type { Reported, RoyaltyFact, RoyaltyTerms } from "./terms.ts";

/** What one quarter came to, once the whole life is calculated in order. */
export type Quarter = {
  year: Period;
  period: Period;
  /** The day its statement became known; null while there is none. */
  reported: CivilDate | null;
  /** Calculated from earlier quarters because the statement is late. */
  estimated: boolean;
  gross: Pence;
  deductions: Pence;
  net: Pence;
  cumulative: Pence;
  earned: Pence;
  /** What counts against which year's guarantee. */
  recouped: { year: CivilDate; amount: Pence }[];
  payable: Pence;
  /** Of all guarantees, after this quarter. */
  unrecouped: Pence;
  /** Told only when somebody reads it: a life is calculated often, its words are seldom shown. */
  steps: () => Line[];
};

export type Pot = {
  year: CivilDate;
  left: Pence;
  /** Index of the last year that may use it. */
  last: number;
};
export type RoyaltyEstimates = Estimates<{ earned: Pence; last: readonly Pence[] }>;

/** Sales before this day bear royalty: the end of the term, or of the sell-off after an early end. */
export const bearingUntil = (terms: RoyaltyTerms, term: Period, ended: Ended | null): CivilDate => {
  const end = ended ? minDate(addMonths(ended.on, terms.sellOffMonths), term.to) : term.to;
  return terms.salesEnd ? minDate(end, maxDate(terms.salesEnd, term.from)) : end;
};

/**
 * The whole life in order, always from the first day: net sales, cumulative royalty by difference, stacking,
 * recoupment of the oldest guarantee first. A net below zero is carried to the next quarter, across years too.
 */
export function calculateQuarters(
  terms: RoyaltyTerms,
  life: Period,
  facts: readonly RoyaltyFact[],
  estimates: RoyaltyEstimates,
  {
    guaranteeOf,
    until,
    through,
  }: {
    guaranteeOf: (year: Period) => Pence;
    until: CivilDate;
    /** The last quarter asked about. */
    through?: CivilDate;
  },
): { quarters: Quarter[]; pots: Pot[] } {
  const quarters: Quarter[] = [];
  const pots: Pot[] = [];
  const bears = bearing(terms, until, facts);
  const carried = new Map<string, Pence>();
  // Quarters count from the start of the term, so that a start on the 29th or 31st never drifts.
  const all = periodsOf(life, 3);
  for (const [index, year] of periodsOf(life, 12).entries()) {
    if (through !== undefined && year.from > through) break;
    const guarantee = guaranteeOf(year);
    if (guarantee > 0n)
      pots.push({
        year: year.from,
        left: guarantee,
        last: index + lifeOfGuarantee(terms),
      });
    const open = pots.filter(({ last }) => last >= index);
    const cumulative = new Map<string, Pence>();
    for (const period of all.slice(index * 4, index * 4 + 4)) {
      if (through !== undefined && period.from > through) break;
      const report = facts.find((f): f is Reported => f.fact === "reported" && within(f.on, period));
      const found = foundByAudit(terms, facts, period);
      const estimate = report ? undefined : estimates.get(period.from);
      const groups = grouped(terms, report ? rowsOf(terms, report, bears) : []);
      for (const one of found)
        add(groups, groupOf(terms, one), { gross: 0n, deductions: 0n, found: one.net });
      for (const name of carried.keys()) add(groups, name, { gross: 0n, deductions: 0n, found: 0n });
      const result = earnedOn(terms, groups, carried, cumulative);
      const stacked = report ? stackedOn(terms, result.earned, report.thirdParty) : null;
      const earned = estimate?.earned ?? stacked?.earned ?? result.earned;
      const recouped = recoup(open, earned);
      const payable = earned - recouped.reduce((total, { amount }) => total + amount, 0n);
      const unrecouped = open.reduce((total, { left }) => total + left, 0n);
      quarters.push({
        year,
        period,
        reported: report?.known ?? (found.length > 0 ? period.to : null),
        estimated: estimate !== undefined,
        gross: result.gross,
        deductions: result.deductions,
        net: result.net,
        cumulative: [...cumulative.values()].reduce((a, b) => a + b, 0n),
        earned,
        recouped,
        payable,
        unrecouped,
        steps: () => [
          estimate
            ? line(
                "Royalty estimated",
                earned,
                `the statement was not in by ${formatDate(estimate.on)}; mean of ${estimate.last.map(pounds).join(", ")} × 1.10`,
              )
            : line(
                "Royalty on net sales",
                result.earned,
                result.words(found.reduce((total, { net }) => total + net, 0n)),
              ),
          ...(stacked && stacked.earned !== result.earned
            ? [line("Royalties paid to others", stacked.earned - result.earned, stacked.words())]
            : []),
          ...(earned > payable
            ? [
                line(
                  "Counts against the guarantee",
                  payable - earned,
                  `${pounds(unrecouped + earned - payable)} of the guarantee was left, ${pounds(unrecouped)} is left now`,
                ),
              ]
            : []),
        ],
      });
    }
  }
  return { quarters, pots };
}

const lifeOfGuarantee = ({ recoupment, carryYears }: RoyaltyTerms) =>
  recoupment === "within_year" ? 0 : recoupment === "carry_forward" ? carryYears : Number.POSITIVE_INFINITY;

/** Takes from the oldest guarantee first, never more than is left of it. */
function recoup(open: Pot[], earned: Pence): Quarter["recouped"] {
  let rest = earned;
  const taken: Quarter["recouped"] = [];
  for (const pot of open) {
    const amount = least(rest, pot.left);
    if (amount <= 0n) continue;
    pot.left -= amount;
    rest -= amount;
    taken.push({ year: pot.year, amount });
  }
  return taken;
}

/** What audits found of a quarter; one that began before the look-back of an audit stays as it is. */
const foundByAudit = (terms: RoyaltyTerms, facts: readonly RoyaltyFact[], period: Period) =>
  facts.flatMap((f) =>
    f.fact === "audited" && period.from >= lookback(terms, f.on)
      ? f.additions.filter(({ quarter }) => within(quarter, period))
      : [],
  );

/** The last day on which the statement of a quarter is in time. */
export const reportDue = (terms: RoyaltyTerms, period: Period): CivilDate =>
  addDays(addDays(period.to, -1), terms.reportDueDays);
