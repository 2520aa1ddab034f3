import { lookback } from "#server/commercial-models/engine/audit.ts";
import { banded, bandsInWords } from "#server/commercial-models/engine/banding.ts";
import type { Estimates } from "#server/commercial-models/engine/estimates.ts";
import { asRatio } from "#server/commercial-models/engine/fields.ts";
import { line } from "#server/commercial-models/engine/parts.ts";
import type { Ended, Line } from "#server/commercial-models/engine/plan.ts";
import {
  addDays,
  addMonths,
  type CivilDate,
  maxDate,
  minDate,
  type Period,
  periodsOf,
  within,
} from "#server/lib/dates.ts";
import {
  atLeastZero,
  least,
  type Pence,
  percent,
  pounds,
  roundHalfAway,
  shareOf,
} from "#server/lib/money.ts";
import type { Reported, RoyaltyFact, RoyaltyTerms, Sale } from "./terms.ts";

/** A row of a statement in pounds: what was sold, what of its deductions may count, and why not when it bears nothing. */
export type Row = { sale: Sale; gross: Pence; deductions: Pence; exempt: string | null };

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
export type RoyaltyEstimates = Estimates<{ earned: Pence }>;
type Group = {
  gross: Pence;
  deductions: Pence;
  /** Net sales that an audit found. */
  found: Pence;
};

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
                `the statement was not in by ${estimate.on}; mean of the last quarters × 1.10`,
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
                  `${pounds(unrecouped)} of the guarantee is left`,
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

/** Whether a sale bears royalty, and if not why: after the last day, or beyond the months of its product and country. */
function bearing(terms: RoyaltyTerms, until: CivilDate, facts: readonly RoyaltyFact[]) {
  const name = (product = "", country = "") => `${product}\u0000${country}`;
  const first = new Map<string, CivilDate>();
  if (terms.royaltyMonths !== undefined) {
    for (const f of facts)
      if (f.fact === "launched" && !first.has(name(f.product, f.country)))
        first.set(name(f.product, f.country), f.on);
    const launched = new Set(first.keys());
    for (const f of facts)
      if (f.fact === "reported")
        for (const { product, country, on } of f.sales) {
          const key = name(product, country);
          const before = first.get(key);
          if (!launched.has(key) && (!before || on < before)) first.set(key, on);
        }
  }
  return ({ on, product, country }: Sale): string | null => {
    if (on >= until) return `sales from ${until} on bear no royalty`;
    const launch = first.get(name(product, country));
    if (!launch || terms.royaltyMonths === undefined) return null;
    const end = addMonths(launch, terms.royaltyMonths);
    return on < end ? null : `more than ${terms.royaltyMonths} months after the first sale on ${launch}`;
  };
}

/** The rows of a statement in pounds, each amount rounded once at its conversion. */
export const rowsOf = (
  terms: RoyaltyTerms,
  { sales }: Pick<Reported, "sales">,
  bears: (sale: Sale) => string | null = () => null,
): Row[] =>
  sales.map((sale) => {
    const fx = sale.fx === undefined ? { num: 1n, den: 1n } : asRatio(sale.fx);
    const [a, b] = sale.combination
      ? [asRatio(sale.combination.a).num, asRatio(sale.combination.b).num]
      : [1n, 0n];
    const inPounds = (amount: bigint) =>
      a + b === 0n ? 0n : roundHalfAway(amount * fx.num * a, fx.den * (a + b));
    const deducted =
      typeof sale.deductions === "bigint"
        ? sale.deductions
        : terms.allowedDeductions.reduce(
            (total, kind) => total + (sale.deductions as Record<string, bigint>)[kind]!,
            0n,
          );
    return { sale, gross: inPounds(sale.gross), deductions: inPounds(deducted), exempt: bears(sale) };
  });

const groupOf = (
  { scope }: RoyaltyTerms,
  about: { product?: string | undefined; country?: string | undefined },
) => (scope === "all" ? "" : (about[scope] ?? ""));

function grouped(terms: RoyaltyTerms, rows: readonly Row[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const { sale, gross, deductions, exempt } of rows) {
    if (exempt) continue;
    add(groups, groupOf(terms, sale), { gross, deductions, found: 0n });
  }
  return groups;
}

function add(groups: Map<string, Group>, name: string, more: Group) {
  const group = groups.get(name) ?? { gross: 0n, deductions: 0n, found: 0n };
  groups.set(name, {
    gross: group.gross + more.gross,
    deductions: group.deductions + more.deductions,
    found: group.found + more.found,
  });
}

/** Deductions within their cap, then the bands on the year's cumulative net, group by group; changes what it is given. */
function earnedOn(
  terms: RoyaltyTerms,
  groups: ReadonlyMap<string, Group>,
  carried: Map<string, Pence>,
  cumulative: Map<string, Pence>,
) {
  const total = { gross: 0n, claimed: 0n, deductions: 0n, net: 0n, earned: 0n };
  const sums: (() => string)[] = [];
  for (const [name, { gross, deductions, found }] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const most =
      terms.deductionCapBp === undefined ? deductions : atLeastZero(shareOf(gross, terms.deductionCapBp));
    const allowed = least(deductions, most);
    const raw = gross - allowed + found + (carried.get(name) ?? 0n);
    const net = atLeastZero(raw);
    carried.delete(name);
    if (raw < 0n) carried.set(name, raw);
    const before = cumulative.get(name) ?? 0n;
    cumulative.set(name, before + net);
    const [was, is] = [banded(before, terms.bands), banded(before + net, terms.bands)];
    total.gross += gross;
    total.claimed += deductions;
    total.deductions += allowed;
    total.net += net;
    total.earned += is - was;
    sums.push(
      () =>
        `${name ? `${name}: ` : ""}year to date ${pounds(before + net)}: ${bandsInWords(terms.bands)} is ${pounds(is)}${was > 0n ? `, less ${pounds(was)} earned before` : ""}`,
    );
  }
  const below = [...carried.values()].reduce((a, b) => a + b, 0n);
  return {
    ...total,
    words: (found: Pence) =>
      [
        `${pounds(total.gross)} gross`.concat(
          total.claimed > 0n ? ` − ${pounds(total.deductions)} deductions` : "",
          total.claimed > total.deductions
            ? ` (of ${pounds(total.claimed)}, at most ${percent(terms.deductionCapBp!)} of gross)`
            : "",
        ),
        found > 0n ? `${pounds(found)} found by audit` : "",
        below < 0n ? `${pounds(below)} is carried to the next quarter` : "",
        ...sums.map((words) => words()),
      ]
        .filter(Boolean)
        .join("; "),
  };
}

/** Royalties paid to others lower ours, down to a floor; rounded once. */
function stackedOn(terms: RoyaltyTerms, earned: Pence, thirdParty: Pence) {
  const wanted = earned * 10_000n - thirdParty * BigInt(terms.stackingBp);
  const floor = earned * BigInt(terms.stackingFloorBp);
  return {
    earned:
      terms.stackingBp === 0 || thirdParty === 0n
        ? earned
        : roundHalfAway(wanted > floor ? wanted : floor, 10_000n),
    words: () =>
      `${percent(terms.stackingBp)} of ${pounds(thirdParty)} paid to others; never below ${percent(terms.stackingFloorBp)} of ${pounds(earned)}`,
  };
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
