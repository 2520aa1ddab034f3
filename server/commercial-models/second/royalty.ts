import {
  addDays,
  addMonths,
  daysBetween,
  earliest,
  millionths,
  oneName,
  rounded,
  trillionths,
} from "./exact-royalty.ts";
import type { Input } from "./input.ts";

export { random } from "./royalty-random.ts";
export { refused } from "./royalty-refused.ts";

type Amount = number | string;
type Kind = "returns" | "tradeDiscounts" | "taxes" | "freight";
type Terms = {
  bands: { upTo: Amount | null; rateBp: number }[];
  scope?: "all" | "product" | "country";
  allowedDeductions?: Kind[];
  deductionCapBp?: number;
  stackingBp?: number;
  stackingFloorBp?: number;
  guarantee?: Amount;
  recoupment?: "within_year" | "carry_forward" | "cross_collateral";
  carryYears?: number;
  royaltyMonths?: number;
  salesEnd?: string;
  sellOffMonths?: number;
  reportDueDays?: number;
  estimateLate?: boolean;
  interestOverBaseBp?: number;
  auditLookbackYears?: number;
  auditCostThresholdBp?: number;
};
type Sale = {
  on: string;
  product?: string;
  country?: string;
  gross: Amount;
  deductions?: Amount | Partial<Record<Kind, Amount>>;
  fx?: string;
  combination?: { a: string; b: string };
};
type Common = { id: string; version?: number; on: string; known: string; retracted?: boolean };
type Reported = Common & { fact: "reported"; sales: Sale[]; thirdParty?: Amount };
type Launched = Common & { fact: "launched"; product: string; country: string };
type Audited = Common & {
  fact: "audited";
  cost?: Amount;
  additions: { quarter: string; net: Amount; product?: string; country?: string }[];
};
type Ended = Common & { fact: "ended"; by: string };
type Fact = Reported | Launched | Audited | Ended;
type Quarter = { from: string; to: string; year: number };
type Case = { term: Input["term"]; terms: Terms; facts: Fact[] };

const never = "9999-12-31";
const customerDays = 30;
const allKinds: Kind[] = ["returns", "tradeDiscounts", "taxes", "freight"];
const baseRates: [string, number][] = [
  ["2027-01-01", 350],
  ["2026-01-01", 375],
  ["2025-07-01", 425],
  ["2025-01-01", 475],
];

/** The base rate in force on a day, in basis points. */
function baseRate(day: string): number {
  return baseRates.find(([from]) => from <= day)?.[1] ?? 525;
}

/** The highest version of each fact among those known by the end of a day. */
function knownBy(facts: Fact[], day: string): Fact[] {
  const known = facts.filter((fact) => fact.known <= day);
  const version = (fact: Fact) => fact.version ?? 1;
  return known.filter(
    (fact) =>
      !fact.retracted && !known.some((other) => other.id === fact.id && version(other) > version(fact)),
  );
}

/** The quarters of the term, the last of which may be short. */
function quartersOf({ from, to }: Input["term"]): Quarter[] {
  const quarters: Quarter[] = [];
  for (let n = 0; addMonths(from, 3 * n) < to; n++) {
    quarters.push({
      from: addMonths(from, 3 * n),
      to: earliest([addMonths(from, 3 * n + 3), to]),
      year: Math.floor(n / 4),
    });
  }
  return quarters;
}

/** The early end, when there is one. */
function endOf(facts: Fact[]): Ended | undefined {
  return facts.find((fact) => fact.fact === "ended");
}

/** The first day from which no sales bear royalty. */
function salesLimit({ term, terms }: Case, facts: Fact[]): string {
  const end = endOf(facts);
  return earliest([term.to, terms.salesEnd, end && addMonths(end.on, terms.sellOffMonths ?? 6)]);
}

/** Whether a sale is within the sales period and the royalty months of its product in its country. */
function bears(input: Case, facts: Fact[], sale: Sale): boolean {
  const same = ({ product, country }: { product?: string; country?: string }) =>
    product === sale.product && oneName(country) === oneName(sale.country);
  const launched = facts.flatMap((fact) => (fact.fact === "launched" && same(fact) ? [fact.on] : []));
  const sold = facts.flatMap((fact) =>
    fact.fact === "reported" ? fact.sales.filter(same).map(({ on }) => on) : [],
  );
  const months = input.terms.royaltyMonths;
  const launch = (launched.length > 0 ? launched : sold).sort()[0];
  const expiry = months && launch ? addMonths(launch, months) : never;
  return sale.on < salesLimit(input, facts) && sale.on < expiry;
}

/** The group of sales a line counts in. */
function groupOf(terms: Terms, line: { product?: string; country?: string }): string {
  if (terms.scope === "product") return line.product ?? "";
  return terms.scope === "country" ? (oneName(line.country) ?? "") : "";
}

/** An amount of a sale in pence: converted, and only the part of a combination that counts. */
function inPence(sale: Sale, amount: bigint): bigint {
  const a = sale.combination ? millionths(sale.combination.a) : 1n;
  const b = sale.combination ? millionths(sale.combination.b) : 0n;
  return rounded(amount * trillionths(sale.fx ?? "1") * a, 1_000_000_000_000n * (a + b));
}

/** The deductions of a sale that are allowed, in its own currency. */
function allowed(terms: Terms, { deductions = 0 }: Sale): bigint {
  if (typeof deductions !== "object") return BigInt(deductions);
  const kinds = terms.allowedDeductions ?? allKinds;
  return allKinds
    .filter((kind) => kinds.includes(kind))
    .reduce((sum, kind) => sum + BigInt(deductions[kind] ?? 0), 0n);
}

/** The net sales of a statement, group by group. */
function netOf(input: Case, facts: Fact[], statement: Reported | undefined): Map<string, bigint> {
  const { terms } = input;
  const sales = (statement?.sales ?? []).filter((sale) => bears(input, facts, sale));
  const nets = new Map<string, bigint>();
  for (const group of new Set(sales.map((sale) => groupOf(terms, sale)))) {
    const lines = sales.filter((sale) => groupOf(terms, sale) === group);
    const gross = lines.reduce((sum, sale) => sum + inPence(sale, BigInt(sale.gross)), 0n);
    const deducted = lines.reduce((sum, sale) => sum + inPence(sale, allowed(terms, sale)), 0n);
    const part = rounded(gross * BigInt(terms.deductionCapBp ?? 0), 10_000n);
    const cap = terms.deductionCapBp === undefined ? deducted : part < 0n ? 0n : part;
    nets.set(group, gross - (deducted < cap ? deducted : cap));
  }
  return nets;
}

/** The additions of audits to a quarter within their look-back. */
function additionsTo(terms: Terms, facts: Fact[], quarter: Quarter) {
  return facts
    .filter((fact) => fact.fact === "audited")
    .filter((audit) => quarter.from >= addMonths(audit.on, -12 * (terms.auditLookbackYears ?? 3)))
    .flatMap((audit) => audit.additions)
    .filter((addition) => addition.quarter === quarter.from);
}

/** The royalty on the sales between two cumulative sums, band by band, in ten-thousandths of a penny. */
function sliced(terms: Terms, from: bigint, to: bigint): bigint {
  let floor = 0n;
  let royalty = 0n;
  for (const { upTo, rateBp } of terms.bands) {
    const ceiling = upTo === null || BigInt(upTo) > to ? to : BigInt(upTo);
    const start = floor > from ? floor : from;
    if (ceiling > start) royalty += (ceiling - start) * BigInt(rateBp);
    floor = ceiling;
  }
  return royalty;
}

/** A quarter's royalty after its part of the royalties paid to others. */
function stacked(terms: Terms, royalty: bigint, thirdParty: bigint): bigint {
  const lowered = royalty * 10_000n - thirdParty * BigInt(terms.stackingBp ?? 0);
  const least = royalty * BigInt(terms.stackingFloorBp ?? 5000);
  return rounded(lowered > least ? lowered : least, 10_000n);
}

/** The statement of a quarter. */
function statementOf(facts: Fact[], quarter: Quarter): Reported | undefined {
  return facts.find((fact) => fact.fact === "reported" && fact.on === quarter.from) as Reported | undefined;
}

/** What each quarter earned by statements and audits alone. */
function earnedByReport(input: Case, facts: Fact[]): bigint[] {
  const { terms } = input;
  const below = new Map<string, bigint>();
  let counted = new Map<string, { sold: bigint; royalty: bigint }>();
  let year = 0;
  return quartersOf(input.term).map((quarter) => {
    if (quarter.year !== year) counted = new Map();
    year = quarter.year;
    const statement = statementOf(facts, quarter);
    const nets = netOf(input, facts, statement);
    for (const addition of additionsTo(terms, facts, quarter)) {
      const group = groupOf(terms, addition);
      nets.set(group, (nets.get(group) ?? 0n) + BigInt(addition.net));
    }
    let earned = 0n;
    for (const [group, own] of nets) {
      const net = own + (below.get(group) ?? 0n);
      below.set(group, net < 0n ? net : 0n);
      if (net <= 0n) continue;
      const { sold, royalty } = counted.get(group) ?? { sold: 0n, royalty: 0n };
      const after = { sold: sold + net, royalty: royalty + sliced(terms, sold, sold + net) };
      counted.set(group, after);
      earned += rounded(after.royalty, 10_000n) - rounded(royalty, 10_000n);
    }
    return stacked(terms, earned, BigInt(statement?.thirdParty ?? 0));
  });
}

/** The day on which a quarter without a statement is estimated. */
function estimateDay(terms: Terms, quarter: Quarter): string {
  return addDays(quarter.to, -1 + (terms.reportDueDays ?? 45) + 10);
}

/** The estimate of what a quarter earned, from what was known on the day it is made. */
function estimate(input: Case, index: number): bigint {
  const quarters = quartersOf(input.term);
  const facts = knownBy(input.facts, estimateDay(input.terms, quarters[index]!));
  const last = earnedByReport(input, facts)
    .filter((_, n) => n < index && statementOf(facts, quarters[n]!))
    .slice(-4);
  if (last.length === 0) return 0n;
  const sum = last.reduce((total, earned) => total + earned, 0n);
  return rounded(sum * 11n, 10n * BigInt(last.length));
}

/** The facts known on a day, but for one audit. */
const factsOn = (input: Case, day: string, but?: string): Fact[] =>
  knownBy(input.facts, day).filter(({ id }) => id !== but);

/**
 * What each quarter earned as known on a day, estimates of late statements among it. Without one audit as well: the
 * estimates then stay as they were made.
 */
function earnedOn(input: Case, day: string, but?: string): bigint[] {
  const facts = factsOn(input, day, but);
  const reported = earnedByReport(input, facts);
  return quartersOf(input.term).map((quarter, index) => {
    const late =
      input.terms.estimateLate &&
      !statementOf(facts, quarter) &&
      estimateDay(input.terms, quarter) <= day &&
      quarter.from < salesLimit(input, facts);
    return late ? reported[index]! + estimate(input, index) : reported[index]!;
  });
}

/** The guarantee of a contract year as known on a day. */
function guaranteeOf(input: Case, facts: Fact[], year: number): bigint {
  const from = addMonths(input.term.from, 12 * year);
  const to = earliest([addMonths(input.term.from, 12 * year + 12), input.term.to]);
  const full = BigInt(input.terms.guarantee ?? 0);
  const end = endOf(facts);
  if (!end || end.on >= to) return full;
  if (end.on <= from) return 0n;
  if (end.by !== "supplier_fault") return full;
  return rounded(full * BigInt(daysBetween(from, end.on)), BigInt(daysBetween(from, to)));
}

/** What each quarter has to pay as known on a day, but for one audit: what it earned less the guarantees it recoups. */
function payableOn(input: Case, day: string, but?: string): bigint[] {
  const { recoupment = "within_year", carryYears = 1 } = input.terms;
  const span = { within_year: 0, carry_forward: carryYears, cross_collateral: Infinity }[recoupment];
  const facts = factsOn(input, day, but);
  const earned = earnedOn(input, day, but);
  const left: bigint[] = [];
  return quartersOf(input.term).map(({ year }, index) => {
    left[year] ??= guaranteeOf(input, facts, year);
    let payable = earned[index]!;
    for (let oldest = Math.max(0, year - span); oldest <= year; oldest++) {
      const recouped = payable < left[oldest]! ? payable : left[oldest]!;
      left[oldest]! -= recouped;
      payable -= recouped;
    }
    return payable;
  });
}

/** The day on which a quarter's first bill was due, as known on a day. */
function firstDue(input: Case, quarter: Quarter, day: string): string {
  const known = input.facts
    .filter((fact) => fact.fact === "reported" && fact.on === quarter.from && fact.known <= day)
    .map((fact) => fact.known)
    .sort()[0];
  return addDays(known ?? estimateDay(input.terms, quarter), customerDays);
}

/** The interest, year by year, and the cost that an audit brings, as known on its day. */
function auditCharges(input: Case, audit: Audited): [string, bigint][] {
  const { term, terms } = input;
  const { known, id } = audit;
  const quarters = quartersOf(term);
  const before = { earned: earnedOn(input, known, id), payable: payableOn(input, known, id) };
  const after = { earned: earnedOn(input, known), payable: payableOn(input, known) };
  const charges: [string, bigint][] = quarters.map((quarter, n) => {
    const due = firstDue(input, quarter, known);
    const extra = after.payable[n]! - before.payable[n]!;
    const rate = baseRate(due) + (terms.interestOverBaseBp ?? 800);
    const days = daysBetween(due, known);
    const key = `${addMonths(term.from, 12 * quarter.year)}/interest:${id}`;
    if (extra <= 0n || days <= 0) return [key, 0n];
    return [key, rounded(extra * BigInt(rate) * BigInt(days), 3_650_000n)];
  });
  const audited = new Set(
    quarters.filter((quarter) => additionsTo(terms, [audit], quarter).length > 0).map(({ year }) => year),
  );
  const total = (earned: bigint[]) =>
    earned.reduce((sum, part, n) => (audited.has(quarters[n]!.year) ? sum + part : sum), 0n);
  const missing = total(after.earned) - total(before.earned);
  const threshold = BigInt(terms.auditCostThresholdBp ?? 500);
  if (missing * 10_000n > total(after.earned) * threshold) {
    charges.push([`audit-cost:${id}`, BigInt(audit.cost ?? 0)]);
  }
  return charges;
}

/** The final net position of every charge in pence, without those that are zero. */
export function second(given: Input): Record<string, bigint> {
  const input = given as unknown as Case;
  const facts = knownBy(input.facts, never);
  const payable = payableOn(input, never);
  const charges: [string, bigint][] = quartersOf(input.term).map(({ from }, n) => [from, payable[n]!]);
  for (let year = 0; addMonths(input.term.from, 12 * year) < input.term.to; year++) {
    const from = addMonths(input.term.from, 12 * year);
    charges.push([`${from}/guarantee`, guaranteeOf(input, facts, year)]);
  }
  for (const fact of facts) if (fact.fact === "audited") charges.push(...auditCharges(input, fact));
  const positions: Record<string, bigint> = {};
  for (const [key, amount] of charges) {
    if (amount !== 0n) positions[`c/${key}`] = (positions[`c/${key}`] ?? 0n) + amount;
  }
  return positions;
}
