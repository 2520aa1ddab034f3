import { addDays, addMonths, daysBetween, earliest } from "./exact-royalty.ts";
import type { Fact, Input } from "./input.ts";

type Json = Record<string, unknown>;

/** A case as plain JSON. */

/** Draws from a seeded generator. */
function dice(next: () => number) {
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const chance = (part: number) => next() < part;
  const pick = <T>(values: readonly T[]): T => values[whole(0, values.length - 1)]!;
  const some = <T>(values: readonly T[]): T[] => values.filter(() => chance(0.5));
  const amount = (most: number) => {
    const drawn = whole(0, chance(0.2) ? 99 : most);
    return chance(0.2) ? String(drawn) : drawn;
  };
  const decimal = (most: number, places: number) => {
    const part = String(whole(1, 10 ** places - 1)).padStart(places, "0");
    return `${whole(0, most)}.${part}`;
  };
  const dayIn = (from: string, to: string) => addDays(from, whole(0, Math.max(0, daysBetween(from, to) - 1)));
  return { whole, chance, pick, some, amount, decimal, dayIn };
}

type Dice = ReturnType<typeof dice>;

const kinds = ["returns", "tradeDiscounts", "taxes", "freight"] as const;
const products = ["alpha", "beta", "gamma"] as const;
const countries = ["GB", "DE", "US", "UK", "GR", "EL"] as const;

/** A term of one to five years that begins on an awkward day as often as not. */
function randomTerm({ whole, chance, pick, dayIn }: Dice): Input["term"] {
  const awkward = ["2028-02-29", "2028-02-29", "2027-08-31", "2026-11-30", "2027-12-31", "2026-01-31"];
  const from = chance(0.4)
    ? pick(awkward)
    : chance(0.3)
      ? dayIn("2026-01-01", "2031-06-01")
      : `${whole(2026, 2031)}-${pick(["01", "04", "07", "10"])}-01`;
  const to = chance(0.5) ? addMonths(from, 12 * whole(1, 5)) : addDays(from, whole(366, 1826));
  return { from, to };
}

/** Bands that rise in sales, though not always in rate. */
function randomBands({ whole, chance }: Dice, size: number): Json[] {
  const bands: Json[] = [];
  let upTo = 0;
  for (let n = whole(0, 3); n > 0; n--) {
    upTo += whole(1, size * 3);
    bands.push({ upTo: chance(0.2) ? String(upTo) : upTo, rateBp: whole(0, chance(0.8) ? 1500 : 10_000) });
  }
  bands.push({ upTo: null, rateBp: whole(0, chance(0.8) ? 1500 : 10_000) });
  return bands;
}

/** Terms in which each parameter is left out now and then. */
function randomTerms(d: Dice, term: Input["term"], size: number): Json {
  const { whole, chance, pick, some, amount, dayIn } = d;
  const terms: Json = { kind: "royalty", bands: randomBands(d, size) };
  const maybe = (part: number, name: string, value: () => unknown) => {
    if (chance(part)) terms[name] = value();
  };
  maybe(0.6, "scope", () => pick(["all", "product", "country"]));
  maybe(0.5, "allowedDeductions", () => some(kinds));
  maybe(0.6, "deductionCapBp", () => (chance(0.1) ? pick([0, 10_000]) : whole(1, 3000)));
  maybe(0.5, "stackingBp", () => (chance(0.5) ? 5000 : whole(0, 10_000)));
  maybe(0.5, "stackingFloorBp", () => whole(0, 10_000));
  maybe(0.65, "guarantee", () => amount(Math.ceil(size * pick([0.1, 0.5, 1]))));
  maybe(0.8, "recoupment", () => pick(["within_year", "carry_forward", "cross_collateral"]));
  maybe(0.5, "carryYears", () => pick([1, 2, 2, 3]));
  maybe(0.4, "royaltyMonths", () => whole(1, 40));
  maybe(0.25, "salesEnd", () => dayIn(addMonths(term.from, 6), term.to));
  maybe(0.6, "sellOffMonths", () => whole(0, 24));
  maybe(0.6, "reportDueDays", () => whole(1, 120));
  maybe(0.6, "estimateLate", () => chance(0.8));
  maybe(0.2, "fxSource", () => pick(["monthly_average", "day_rate"]));
  maybe(0.4, "interestOverBaseBp", () => whole(800, 2000));
  maybe(0.4, "auditLookbackYears", () => whole(1, 4));
  maybe(0.5, "auditCostThresholdBp", () => (chance(0.2) ? 0 : whole(1, 2500)));
  return terms;
}

/** A line of sales, at times returns of earlier sales. */
function randomSale(d: Dice, from: string, to: string, size: number): Json {
  const { whole, chance, pick, amount, decimal, dayIn } = d;
  const gross = Number(amount(size));
  const sale: Json = { on: dayIn(from, to), gross: chance(0.15) ? -gross : gross };
  if (chance(0.2)) sale.gross = String(sale.gross);
  if (chance(0.85)) sale.product = pick(products);
  if (chance(0.85)) sale.country = pick(countries);
  if (chance(0.1)) sale.channel = pick(["direct", "partner"]);
  if (chance(0.1)) sale.units = decimal(99, 2);
  const most = Math.ceil(gross / 8);
  if (chance(0.3)) sale.deductions = amount(most);
  else if (chance(0.6)) {
    const deductions: Json = {};
    for (const kind of d.some(kinds)) deductions[kind] = amount(Math.ceil(most / 2));
    sale.deductions = deductions;
  }
  if (chance(0.3)) {
    sale.currency = pick(["EUR", "USD", "JPY"]);
    sale.fx = decimal(1, whole(2, 12));
  } else if (chance(0.1)) sale.currency = "GBP";
  if (chance(0.25)) sale.combination = { a: decimal(20, 2), b: chance(0.1) ? "0" : decimal(20, 2) };
  return sale;
}

/** The statements of the quarters, some late, some never made, some restated. */
function randomStatements(
  d: Dice,
  term: Input["term"],
  { due, stacks }: { due: number; stacks: boolean },
  size: number,
): Json[] {
  const { whole, chance, pick, amount } = d;
  const missing = pick([0, 0.05, 0.25]);
  const statements: Json[] = [];
  let luck = 1;
  for (let n = 0; addMonths(term.from, 3 * n) < term.to; n++) {
    const on = addMonths(term.from, 3 * n);
    const to = earliest([addMonths(term.from, 3 * n + 3), term.to]);
    if (n % 4 === 0) luck = pick([0.05, 0.2, 1, 3]);
    if (chance(missing)) continue;
    const content = () => {
      const most = Math.ceil(size * pick([0.5, 1, 2]) * luck);
      const sales = Array.from({ length: whole(0, 5) }, () => randomSale(d, on, to, most));
      // Hostile: a row of another quarter or without its rate, royalties to others where none count.
      if (chance(0.02)) sales.push({ on: pick([addDays(on, -32), to, addMonths(to, 1)]), gross: 100 });
      if (chance(0.02)) sales.push({ on, gross: 100, currency: "EUR" });
      return chance(stacks ? 0.4 : 0.02) ? { sales, thirdParty: amount(Math.ceil(size / 20)) } : { sales };
    };
    const late = chance(0.25) ? pick([9, 10, 11, whole(12, 500)]) : -whole(0, due);
    const known = addDays(to, -1 + due + late);
    const base = { fact: "reported", component: "c", id: `q${n}`, on };
    // Hostile: a second time, on its way, or of a quarter that is none.
    if (chance(0.04))
      statements.push({
        ...base,
        id: `again${n}`,
        on: pick([on, on, addDays(term.from, -1), term.to]),
        known: pick([on, addDays(to, -2), addDays(to, whole(0, due))]),
        ...content(),
      });
    statements.push({ ...base, known: known < on ? on : known, ...content() });
    if (chance(0.2)) {
      statements.push({ ...base, version: 2, known: addDays(known, whole(1, 900)), ...content() });
    }
  }
  return statements;
}

/** Audits of quarters of which something had been reported, each on a day of its own. */
function randomAudits(
  d: Dice,
  terms: Json,
  statements: Json[],
  term: Input["term"],
  limit: string,
  size: number,
): Json[] {
  const { whole, chance, pick, some, amount, dayIn } = d;
  const audits: Json[] = [];
  for (let n = pick([0, 0, 1, 1, 2]); n > 0; n--) {
    const on = dayIn(addMonths(term.from, 6), addMonths(term.to, 18));
    const known = addDays(on, chance(0.5) ? 0 : whole(1, 90));
    if (audits.some((audit) => audit.known === known)) continue;
    const reported = statements
      .filter((statement) => (statement.version ?? 1) === 1 && (statement.known as string) <= known)
      .map((statement) => statement.on as string)
      .filter((quarter) => quarter < limit || chance(0.05));
    const most = Math.ceil(size * pick([0.05, 0.5, 3]));
    const additions = some(reported).map((quarter) => {
      const addition: Json = { quarter, net: amount(most) };
      if (chance(0.03)) return addition;
      if (terms.scope === "product" || chance(0.2)) addition.product = pick(products);
      if (terms.scope === "country" || chance(0.2)) addition.country = pick(countries);
      return addition;
    });
    const audit: Json = { fact: "audited", component: "c", id: `audit${n}`, on, known, additions };
    if (chance(0.8)) audit.cost = amount(size);
    audits.push(audit);
  }
  return audits;
}

/** The first sales of some products in some countries, each told once. */
function randomLaunches({ whole, chance, pick, dayIn }: Dice, term: Input["term"]): Json[] {
  const pairs = products.flatMap((product) => countries.map((country) => ({ product, country })));
  return [...pairs, pick(pairs)]
    .filter(() => chance(0.5))
    .map((pair, place) => {
      const on = chance(0.7) ? addDays(term.from, whole(0, 60)) : dayIn(term.from, term.to);
      const known = addDays(on, chance(0.6) ? 0 : whole(1, 400));
      return {
        fact: "launched",
        component: "c",
        id: `l${place}-${pair.product}-${pair.country}`,
        on,
        known,
        ...pair,
      };
    });
}

/** A random case that is valid. */
export function random(next: () => number): Input {
  const d = dice(next);
  const size = d.pick([1000, 50_000, 5_000_000]);
  const term = randomTerm(d);
  const terms = randomTerms(d, term, size);
  const due = (terms.reportDueDays as number | undefined) ?? 45;
  const facts = randomStatements(d, term, { due, stacks: Boolean(terms.stackingBp) }, size);
  const ends: Json[] = [];
  let limit = earliest([term.to, terms.salesEnd as string | undefined]);
  if (d.chance(0.35)) {
    const on = d.dayIn(addDays(term.from, 1), term.to);
    ends.push({
      fact: "ended",
      id: "end",
      on,
      known: on,
      by: d.pick(["convenience", "supplier_fault", "customer_breach"]),
    });
    limit = earliest([limit, addMonths(on, (terms.sellOffMonths as number | undefined) ?? 6)]);
  }
  const launches = terms.royaltyMonths && d.chance(0.7) ? randomLaunches(d, term) : [];
  return {
    term,
    terms,
    facts: [...facts, ...launches, ...randomAudits(d, terms, facts, term, limit, size), ...ends] as Fact[],
  };
}
