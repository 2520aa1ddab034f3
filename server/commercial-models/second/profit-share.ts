import {
  add,
  addMonths,
  bp,
  current,
  day,
  ending,
  type Fact,
  type Input,
  larger,
  least,
  most,
  mul,
  pence,
  positions,
  type Ratio,
  ratio,
  round,
  smaller,
  stretches,
  sub,
  text,
  zero,
} from "./exact.ts";

export { random } from "./profit-share-random.ts";

type Pence = number | string;
type Terms = {
  bands: { upTo: Pence | null; rateBp: number }[];
  hurdle?: Pence;
  overheadCapBp?: number;
  costCaps?: Record<string, number>;
  lossUseCapBp?: number;
  lossYears?: number;
  floor?: Pence;
  cap?: Pence;
  onAccountBp?: number;
  anchor?: string;
  statementDueDays?: number;
  estimateLate?: boolean;
  tailMonths?: number;
  interestOverBaseBp?: number;
  auditLookbackYears?: number;
  auditCostThresholdBp?: number;
};
type Year = ReturnType<typeof stretches>[number];

const payDays = 30;
const baseRates = [
  ["2024-01-01", 525],
  ["2025-01-01", 475],
  ["2025-07-01", 425],
  ["2026-01-01", 375],
  ["2027-01-01", 350],
] as const;
const baseRate = (on: number) => (baseRates.findLast(([from]) => day(from) <= on) ?? baseRates[0])[1];

/** First day of the full year in which the term begins. */
function anchored(from: number, anchor?: string): number {
  if (!anchor) return from;
  const year = Number(text(from).slice(0, 4));
  const here = day(`${year}-${anchor}`);
  return here <= from ? here : day(`${year - 1}-${anchor}`);
}

/** The years of a licence, and the first day from which they and their quarters are counted. */
function calendar(input: Input) {
  const terms = input.terms as Terms;
  const from = day(input.term.from);
  const to = addMonths(ending(input).on, terms.tailMonths ?? 0);
  const first = anchored(from, terms.anchor);
  return { first, from, to, years: stretches(first, 12, from, to) };
}

const indexOf = (years: Year[], on: unknown) => {
  const number = day(String(on));
  return years.findIndex((y) => number >= y.from && number < y.to);
};

/** Profit of a statement, after the caps on costs. */
function profit(terms: Terms, f: Fact): bigint {
  const revenue = pence(f.revenue);
  const capped = (cost: bigint, cap?: number) =>
    cap === undefined ? cost : smaller(cost, round(bp(revenue, cap)));
  const costs = (f.costs ?? {}) as Record<string, Pence>;
  const others = Object.entries(terms.costCaps ?? {}).map(([name, cap]) => capped(pence(costs[name]), cap));
  const own = revenue - pence(f.direct) - capped(pence(f.overhead), terms.overheadCapBp);
  return others.reduce((left, cost) => left - cost, own);
}

/** The share of what losses left of a profit; rounded once, at the end. */
function shareOf(terms: Terms, left: bigint, year: Year): bigint {
  const scaled = (amount: unknown) => ratio(pence(amount) * BigInt(year.to - year.from), year.days);
  const base = most(zero, sub(ratio(left), scaled(terms.hurdle)));
  let low: Ratio = zero;
  let sum: Ratio = zero;
  for (const { upTo, rateBp } of terms.bands) {
    const high = upTo === null ? base : least(base, ratio(pence(upTo)));
    sum = add(sum, mul(most(zero, sub(high, low)), ratio(rateBp, 10_000)));
    low = high;
  }
  if (terms.floor !== undefined) sum = most(sum, scaled(terms.floor));
  return round(terms.cap === undefined ? sum : least(sum, scaled(terms.cap)));
}

/** The share of every year of which a statement is among the facts; audits among them add profit. */
function shares(terms: Terms, years: Year[], facts: Fact[]): (bigint | undefined)[] {
  const stated = current(facts, "stated");
  const found = current(facts, "audited").flatMap((f) => accepted(terms, years, f));
  const losses: { year: number; left: bigint }[] = [];
  return years.map((year, n) => {
    const statement = stated.find((f) => indexOf(years, f.on) === n);
    if (!statement) return undefined;
    const made = found.reduce((p, a) => (a.year === n ? p + a.profit : p), profit(terms, statement));
    if (made < 0n) losses.push({ year: n, left: -made });
    let use = made < 0n ? 0n : round(bp(made, terms.lossUseCapBp ?? 10_000));
    let left = larger(0n, made);
    for (const loss of losses) {
      if (terms.lossYears !== undefined && n > loss.year + terms.lossYears) continue;
      const taken = smaller(use, loss.left);
      loss.left -= taken;
      use -= taken;
      left -= taken;
    }
    return shareOf(terms, left, year);
  });
}

/** What an audit found within its lookback, by number of the year. */
function accepted(terms: Terms, years: Year[], audit: Fact) {
  const since = addMonths(day(audit.on), -12 * (terms.auditLookbackYears ?? 3));
  return (audit.additions as { year: string; profit: Pence }[])
    .map((a) => ({ year: indexOf(years, a.year), profit: pence(a.profit) }))
    .filter(({ year }) => year >= 0 && years[year]!.to > since);
}

/** The estimate of a year without statement: the last share as known ten days after it was due, and a tenth. */
function estimate(terms: Terms, years: Year[], n: number, facts: Fact[]): bigint | undefined {
  if (!terms.estimateLate) return undefined;
  const made = years[n]!.to - 1 + (terms.statementDueDays ?? 90) + 10;
  const known = facts.filter((f) => day(f.known) <= made);
  const then = shares(terms, years, known);
  // One that was in by then was not late, whatever became of it.
  if (then[n] !== undefined) return undefined;
  const last = then.slice(0, n).findLast((share) => share !== undefined);
  if (last === undefined || last === 0n) return undefined;
  return limited(terms, years[n]!, ratio(last * 110n, 100)) || undefined;
}

/** Not below the floor of a year, and not above its cap, each by its days. */
function limited(terms: Terms, year: Year, amount: Ratio): bigint {
  const yearly = (pounds: Pence) => round(ratio(pence(pounds) * BigInt(year.to - year.from), year.days));
  const raised = larger(round(amount), terms.floor === undefined ? 0n : yearly(terms.floor));
  return terms.cap === undefined ? raised : smaller(raised, yearly(terms.cap));
}

/** Interest and cost of one audit, beside what it adds to the years. */
function audited(terms: Terms, years: Year[], all: Fact[], audit: Fact, earlier: Fact[]): [string, bigint][] {
  const facts = all.filter((f) => day(f.known) <= day(audit.known));
  const original = (n: number) =>
    Math.min(
      ...facts.filter((f) => f.fact === "stated" && indexOf(years, f.on) === n).map((f) => day(f.known)),
    );
  const statements = facts.filter((f) => f.fact === "stated");
  const before = shares(terms, years, [...statements, ...earlier]);
  const after = shares(terms, years, [...statements, ...earlier, audit]);
  const named = accepted(terms, years, audit).map((a) => a.year);
  const entries: [string, bigint][] = [];
  let [extra, whole] = [0n, 0n];
  years.forEach((year, n) => {
    if (after[n] === undefined || original(n) > day(audit.known)) return;
    const more = after[n] - before[n]!;
    if (more === 0n && !named.includes(n)) return;
    extra += more;
    whole += after[n];
    const due = original(n) + payDays;
    const rate = BigInt(baseRate(due) + (terms.interestOverBaseBp ?? 800));
    const days = BigInt(Math.max(0, day(audit.known) - due));
    entries.push([`${text(year.from)}/interest:${audit.id}`, round(ratio(more * rate * days, 3_650_000))]);
  });
  const threshold = pence(terms.auditCostThresholdBp ?? 500);
  if (extra * 10_000n > threshold * whole) entries.push([`audit-cost:${audit.id}`, pence(audit.cost)]);
  return entries;
}

/** What each year, each payment on account and each audit of a profit share comes to in the end. */
export function second(input: Input): Record<string, bigint> {
  const terms = input.terms as Terms;
  const { first, from, to, years } = calendar(input);
  const quarters = stretches(first, 3, from, to);
  const estimated = current(input.facts, "estimated");
  const entries: [string, bigint][] = [];

  shares(terms, years, input.facts).forEach((stated, n) => {
    const year = years[n]!;
    const share = stated ?? estimate(terms, years, n, input.facts);
    // Without either the floor is owed all the same, and what was paid on account counts towards it.
    let missing = share === undefined && terms.floor !== undefined ? limited(terms, year, zero) : undefined;
    let left = share;
    for (const q of quarters.filter((one) => one.from >= year.from && one.from < year.to)) {
      const fact = estimated.findLast((f) => day(f.on) >= q.from && day(f.on) < q.to);
      if (!fact || terms.onAccountBp === undefined) continue;
      const asked = round(bp(pence(fact.share), terms.onAccountBp));
      const kept = left === undefined ? asked : smaller(asked, left);
      if (left !== undefined) left -= kept;
      if (missing !== undefined) missing = larger(0n, missing - kept);
      entries.push([`${text(q.from)}/on-account`, kept]);
    }
    const rest = left ?? missing;
    if (rest !== undefined) entries.push([text(year.from), rest]);
  });

  const audits = current(input.facts, "audited");
  for (const [n, audit] of audits.entries())
    entries.push(...audited(terms, years, input.facts, audit, audits.slice(0, n)));
  return positions(entries);
}

/** What of these facts cannot be, by fact and field. */
export function refused(input: Input): string[] {
  const terms = input.terms as Terms;
  const { first, from, to, years } = calendar(input);
  const agreedTo = addMonths(day(input.term.to), terms.tailMonths ?? 0);
  const end = current(input.facts, "ended")[0];
  /** Told before anybody knew of the end that took its day away. */
  const nobodyKnew = (on: number, known: string) =>
    end !== undefined && on >= day(end.on) && on >= from && on < agreedTo && known <= end.known;
  const heard = ({ id }: Fact) =>
    input.facts.flatMap((f) => (f.id === id ? [f.known] : [])).sort()[0] as string;
  const inTurn = (kind: string) =>
    current(input.facts, kind).sort((f, g) => (heard(f) + f.id < heard(g) + g.id ? -1 : 1));
  const wrong: string[] = [];

  const taken = new Set<number>();
  for (const f of inTurn("stated")) {
    const n = indexOf(years, f.on);
    if (n < 0 ? !nobodyKnew(day(f.on), f.known) : day(f.known) < years[n]!.to - 1 || taken.has(n))
      wrong.push(`${f.id} on`);
    else taken.add(n);
    for (const name of Object.keys((f.costs ?? {}) as object))
      if (!Object.keys(terms.costCaps ?? {}).includes(name)) wrong.push(`${f.id} costs.${name}`);
  }

  const quarters = stretches(first, 3, from, to);
  const told = new Set<number>();
  const sums = years.map(() => 0n);
  for (const f of inTurn("estimated")) {
    const n = indexOf(years, f.on);
    const quarter = quarters.findIndex((q) => day(f.on) >= q.from && day(f.on) < q.to);
    if (terms.onAccountBp === undefined) wrong.push(`${f.id} share`);
    else if (n < 0 ? !nobodyKnew(day(f.on), f.known) : told.has(quarter)) wrong.push(`${f.id} on`);
    else if (n >= 0) {
      const { days, ...year } = years[n]!;
      const most = terms.cap && round(ratio(pence(terms.cap) * BigInt(year.to - year.from), days));
      if (most !== undefined && sums[n]! + pence(f.share) > BigInt(most)) wrong.push(`${f.id} share`);
      else {
        told.add(quarter);
        sums[n]! += pence(f.share);
      }
    }
  }

  for (const f of current(input.facts, "audited")) {
    const since = addMonths(day(f.on), -12 * (terms.auditLookbackYears ?? 3));
    const then = current(
      input.facts.filter(({ known }) => known <= f.known),
      "stated",
    );
    for (const [place, { year }] of (f.additions as { year: string }[]).entries()) {
      const n = indexOf(years, year);
      const corrects = n >= 0 && years[n]!.to > since && then.some(({ on }) => indexOf(years, on) === n);
      if (!corrects && !(n < 0 && nobodyKnew(day(year), f.known)))
        wrong.push(`${f.id} additions.${place}.year`);
    }
  }
  return wrong;
}
