import {
  add,
  compare,
  current,
  day,
  decimal,
  dice,
  div,
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

type Tier = { upTo: string | null; unitPrice: string; flat?: number | string };
type Terms = {
  aggregation?: "sum" | "count" | "max" | "unique" | "latest";
  pricing: "per_unit" | "graduated" | "volume" | "package";
  tiers: Tier[];
  packageSize?: string;
  freeAllowance?: string;
  cap?: unknown;
  yearlyMinimum?: unknown;
  periodMinimum?: unknown;
  periodMonths?: number;
  graceDays?: number;
  lateDays?: number;
  estimateMissing?: boolean;
};

/** The quantity of a period from its tallies. */
function aggregate(terms: Terms, tallies: Fact[]): Ratio {
  const quantities = tallies.map((f) => decimal(f.quantity));
  switch (terms.aggregation ?? "sum") {
    case "latest":
      return quantities.at(-1) ?? zero;
    case "max":
    case "unique":
      return quantities.reduce(most, zero);
    default:
      return quantities.reduce(add, zero);
  }
}

/** The price of a quantity, not rounded. */
function price(terms: Terms, quantity: Ratio): Ratio {
  const [first] = terms.tiers as [Tier];
  if (compare(quantity, zero) <= 0) return zero;
  if (terms.pricing === "per_unit") return mul(quantity, decimal(first.unitPrice));
  if (terms.pricing === "package") {
    const [n, size] = div(quantity, decimal(terms.packageSize ?? "1"));
    return mul(ratio((n + size - 1n) / size), decimal(first.unitPrice));
  }
  const holds = (t: Tier) => t.upTo === null || compare(quantity, decimal(t.upTo)) <= 0;
  if (terms.pricing === "volume") {
    const tier = terms.tiers.find(holds) as Tier;
    return add(mul(quantity, decimal(tier.unitPrice)), ratio(pence(tier.flat)));
  }
  const last = terms.tiers.findIndex(holds);
  return terms.tiers.slice(0, last + 1).reduce((sum, tier, n) => {
    const low = n ? decimal(terms.tiers[n - 1]!.upTo) : zero;
    const high = tier.upTo === null ? quantity : least(quantity, decimal(tier.upTo));
    return add(sum, add(mul(sub(high, low), decimal(tier.unitPrice)), ratio(pence(tier.flat))));
  }, zero);
}

/** What each period and each minimum of a usage-based licence comes to in the end. */
export function second(input: Input): Record<string, bigint> {
  const terms = input.terms as Terms;
  const [from, to, end] = [day(input.term.from), day(input.term.to), ending(input)];
  const periods = stretches(from, terms.periodMonths ?? 1, from, end.on);
  type Period = (typeof periods)[number];

  const counted = (p: Period, asKnown: number) => {
    const until = Math.min(asKnown, p.to + (terms.lateDays ?? 90));
    const about = (f: Fact) => day(f.on) >= p.from && day(f.on) < p.to && day(f.known) <= until;
    return current(input.facts.filter((f) => (f.fact === "used" || f.fact === "closed") && about(f)));
  };
  const charge = (facts: Fact[]) => {
    const used = aggregate(
      terms,
      facts.filter((f) => f.fact === "used"),
    );
    const net = round(price(terms, sub(used, decimal(terms.freeAllowance ?? "0"))));
    return terms.cap === undefined ? net : smaller(net, pence(terms.cap));
  };
  const estimate = (n: number) => {
    const bills = periods
      .slice(0, n)
      .map((p) => counted(p, periods[n]!.to + (terms.graceDays ?? 5)))
      .filter((facts) => facts.length > 0)
      .slice(-3)
      .map(charge);
    return bills.length
      ? round(
          ratio(
            bills.reduce((a, b) => a + b, 0n),
            bills.length,
          ),
        )
      : 0n;
  };
  const charges = periods.map((p, n) => {
    const facts = counted(p, Number.POSITIVE_INFINITY);
    return facts.length === 0 && terms.estimateMissing ? estimate(n) : charge(facts);
  });

  /** The minimum of a stretch: by days of the whole; a breach does not shorten it. */
  const minimum = (amount: unknown, s: Period) => {
    const stop = end.by === "customer_breach" ? Math.min(s.whole, to) : s.to;
    return amount === undefined ? 0n : round(ratio(pence(amount) * BigInt(stop - s.from), s.days));
  };
  const tops = periods.map((p, n) => larger(0n, minimum(terms.periodMinimum, p) - charges[n]!));
  const years = stretches(from, 12, from, end.on).map((y) => {
    const paid = periods.reduce(
      (sum, p, n) => (p.from >= y.from && p.from < y.to ? sum + charges[n]! + tops[n]! : sum),
      0n,
    );
    return [`${text(y.from)}/minimum`, larger(0n, minimum(terms.yearlyMinimum, y) - paid)] as const;
  });
  return positions([
    ...periods.map((p, n) => [text(p.from), charges[n]!] as const),
    ...periods.map((p, n) => [`${text(p.from)}/period-minimum`, tops[n]!] as const),
    ...years,
  ]);
}

/** Usage outside the term, or of a day on or after an end that was known when it was told. */
export function refused({ term, facts }: Input): string[] {
  const end = current(facts, "ended")[0];
  return current(facts)
    .filter(({ fact }) => fact === "used" || fact === "closed")
    .filter(
      ({ on, known }) =>
        on < term.from || on >= term.to || (end !== undefined && on >= end.on && known > end.known),
    )
    .map(({ id }) => `${id} on`);
}

/** A random usage-based licence. */
export function random(next: () => number): Input {
  const d = dice(next);
  const periodMonths = d.pick([1, 1, 3, 6, 12]);
  const term = d.term(periodMonths === 1 ? 15 : 40);
  const facts = d.end(term);
  const pricing = d.pick(["per_unit", "graduated", "volume", "package"] as const);
  const digits = d.int(1, d.chance(0.1) ? 12 : 7);
  const unitPrice = () =>
    d.chance(0.05) ? "0" : d.chance(0.2) ? "0.000001" : d.number(d.int(0, 13 - digits));
  const flat = () => (d.chance(0.5) ? { flat: d.money(6) } : {});

  const tiers: Tier[] = [];
  let limit = 0n;
  if (pricing === "graduated" || pricing === "volume")
    for (let n = d.int(0, 3); n > 0; n--) {
      limit += round(mul(decimal(d.number(digits)), ratio(1_000_000)));
      const upTo = `${limit / 1_000_000n}.${String(limit % 1_000_000n).padStart(6, "0")}`;
      tiers.push({ upTo, unitPrice: unitPrice(), ...flat() });
    }
  tiers.push({ upTo: null, unitPrice: unitPrice(), ...(tiers.length ? flat() : {}) });

  const terms: Record<string, unknown> = { kind: "usage_based", unit: "rows", pricing, tiers };
  const maybe = (p: number, name: string, value: () => unknown) => {
    if (d.chance(p)) terms[name] = value();
  };
  if (pricing === "package")
    terms.packageSize = `${d.sized(Math.min(digits, 4)) + 1}${d.pick(["", ".5", ".000001"])}`;
  maybe(0.7, "aggregation", () => d.pick(["sum", "count", "max", "unique", "latest"]));
  maybe(0.4, "freeAllowance", () => d.number(digits));
  maybe(0.3, "periodMinimum", () => d.money(8));
  maybe(0.3, "cap", () => d.written(Number(pence(terms.periodMinimum)) + d.sized(8)));
  maybe(0.3, "yearlyMinimum", () => d.money(9));
  if (periodMonths !== 1 || d.chance(0.3)) terms.periodMonths = periodMonths;
  maybe(0.6, "graceDays", () => d.int(0, 15));
  maybe(0.6, "lateDays", () => d.pick([0, 30, 90, 365, d.int(0, 365)]));
  maybe(0.7, "estimateMissing", () => d.chance(0.8));

  const [from, to] = [day(term.from), day(term.to)];
  for (const p of stretches(from, periodMonths, from, to)) {
    const last = d.chance(0.2) ? p.to - 1 : d.int(p.from, p.to - 1);
    for (let n = d.pick([0, 0, 1, 2, 4]); n > 0; n--) {
      const inside = d.pick([p.from, last, last, d.int(p.from, p.to - 1)]);
      const on = text(d.chance(0.02) ? d.pick([from - 1, to, to + 40]) : inside);
      const id = `f${d.int(100, 999)}${String(facts.length).padStart(3, "0")}`;
      const edge = d.pick([(terms.graceDays as number) ?? 5, (terms.lateDays as number) ?? 90]) + d.int(0, 1);
      const known = d.chance(0.2) ? text(p.to + edge) : d.known(on);
      const quantity = d.chance(0.05) ? "0" : d.chance(0.1) ? (tiers[0]?.upTo ?? "1") : d.number(digits);
      const fact: Fact = { fact: "used", component: "c", id, on, known, quantity };
      facts.push(fact);
      if (d.chance(0.1))
        facts.push(d.again(fact, d.chance(0.2) ? { retracted: true } : { quantity: d.number(digits) }));
    }
    if (!d.chance(0.2)) continue;
    const on = text(p.to - 1);
    facts.push({ fact: "closed", component: "c", id: `f${facts.length}c`, on, known: d.known(on) });
  }
  return { term, terms, facts };
}
