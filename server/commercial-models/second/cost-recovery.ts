/** Cost recovery, a second time: what was done and paid for others, never above the cap. */
import { Draw, type Fact, facts, type Input, type Pence, settled } from "./input.ts";
import { addMonths, day, decimal, mul, ratio, rounded, share, text } from "./ratio.ts";

type Rates = Record<string, Pence>;
type Terms = {
  rates: Rates;
  laterRates?: { from: string; rates: Rates }[];
  labour?: string;
  overheadBp?: number;
  estimate?: Pence;
  depositBp?: number;
  cap?: Pence;
  billed?: "on_completion" | "monthly";
  lateCostDays?: number;
  reviewFee?: Pence;
};

/** The newest price of a kind of work on a day; nothing when no card names it. */
function price({ rates, laterRates = [] }: Terms, name: string, on: number): bigint | null {
  const cards = laterRates.filter(({ from }) => day(from) <= on).sort((a, b) => day(b.from) - day(a.from));
  const card = [...cards.map((later) => later.rates), rates].find((each) => Object.hasOwn(each, name));
  return card ? BigInt(card[name] as Pence) : null;
}

/** What may be billed for everything before a day. */
function bill(terms: Terms, counted: readonly Fact[], before: number): bigint {
  let plain = 0n;
  let labour = 0n;
  let cap = terms.cap;
  for (const fact of counted.filter(({ on }) => day(on) < before)) {
    if (fact.fact === "spent") plain += BigInt(fact.cost as Pence);
    if (fact.fact === "reordered") cap = (fact.cap as Pence | undefined) ?? cap;
    if (fact.fact === "worked") {
      const name = fact.rate as string;
      const cost = rounded(
        mul(decimal(fact.quantity as string), ratio(price(terms, name, day(fact.on)) ?? 0n)),
      );
      if (name === terms.labour) labour += cost;
      else plain += cost;
    }
  }
  const actual = plain + labour + share(labour * BigInt(terms.overheadBp ?? 0), 10_000n);
  return cap !== undefined && BigInt(cap) < actual ? BigInt(cap) : actual;
}

export function second(input: Input): Record<string, bigint> {
  const terms = input.terms as Terms;
  const from = day(input.term.from);
  const to = day(input.term.to);
  const ended = facts(input, "ended")[0];
  const end = ended ? Math.min(to, day(ended.on)) : to;
  const completed = facts(input, "completed")[0];
  const completion = completed ? Math.min(end, day(completed.on)) : end;
  const lastKnown = completion + (terms.lateCostDays ?? 90);
  const counted = facts(input, "worked", "spent", "reordered")
    .filter(({ known }) => day(known) <= lastKnown)
    .filter(({ fact, on }) => fact === "spent" || day(on) < end);
  const months: number[] = [];
  if (terms.billed === "monthly")
    for (let month = 0; addMonths(from, month + 1) <= completion; month++) months.push(month);
  const bills = months.map((month) => bill(terms, counted, addMonths(from, month + 1)));
  const total = [...bills, bill(terms, counted, Number.POSITIVE_INFINITY)].reduce((a, b) => (a > b ? a : b));
  const asked = share(BigInt(terms.estimate ?? 0) * BigInt(terms.depositBp ?? 0), 10_000n);
  const deposit = asked < total ? asked : total;
  const positions: [string, bigint][] = [["deposit", deposit]];
  let billed = deposit;
  for (const month of months) {
    const soFar = bills[month] as bigint;
    const beyond = soFar > billed ? soFar : billed;
    positions.push([text(addMonths(from, month)), beyond - billed]);
    billed = beyond;
  }
  positions.push(["final", total - billed]);
  for (let months = 12; addMonths(from, months + 12) <= end; months += 12)
    positions.push([`${text(addMonths(from, months))}/review`, BigInt(terms.reviewFee ?? 0)]);
  return settled(positions);
}

const names = ["setup", "day", "extract", "hour"] as const;

/** A card that names some kinds of work. */
const card = (draw: Draw, all: boolean): Rates =>
  Object.fromEntries(names.filter(() => all || draw.chance(0.6)).map((name) => [name, draw.pence(10 ** 7)]));

/** A cap of at least the estimate, or none. */
const capOver = (draw: Draw, estimate: Pence): { cap?: Pence } =>
  draw.chance(0.6) ? { cap: Number(estimate) + draw.one([0, 1, draw.integer(0, 10 ** 6)]) } : {};

/** "ID FIELD" of what cannot be: work out of time or on no card, a second completion, a cap below its estimate. */
export function refused(input: Input): string[] {
  const terms = input.terms as Terms;
  const [from, to] = [day(input.term.from), day(input.term.to)];
  const end = facts(input, "ended")[0];
  let complete = Number.POSITIVE_INFINITY;
  let cap = terms.cap;
  return facts(input, "worked", "spent", "reordered", "completed").flatMap((one) => {
    const on = day(one.on);
    const gone = end !== undefined && day(one.known) > day(end.known) && on >= day(end.on);
    const again = one.fact === "completed" && complete < Number.POSITIVE_INFINITY;
    const out = one.fact === "spent" ? on < from : on < from || on >= to || on > complete || again || gone;
    const next = (one.cap as Pence | undefined) ?? cap;
    const low =
      one.fact === "reordered" && next !== undefined && BigInt(next) < BigInt(one.estimate as Pence);
    const wrong = [
      ...(out ? ["on"] : []),
      ...(one.fact === "worked" && price(terms, one.rate as string, on) === null ? ["rate"] : []),
      ...(low ? [one.cap === undefined ? "estimate" : "cap"] : []),
    ];
    if (wrong.length === 0 && one.fact === "completed") complete = on;
    if (wrong.length === 0 && one.fact === "reordered") cap = next;
    return wrong.map((field) => `${one.id} ${field}`);
  });
}

export function random(next: () => number): Input {
  const draw = new Draw(next);
  const from = draw.first();
  const term = { from, to: text(addMonths(day(from), draw.one([3, 6, 12, 13, 24, 36, 48]))) };
  const estimate = draw.pence(10 ** 9);
  const cap = capOver(draw, estimate);
  const terms = {
    kind: "cost_recovery",
    rates: card(draw, draw.chance(0.7)),
    laterRates: [...new Set(Array.from({ length: draw.integer(0, 2) }, () => draw.within(term)))]
      .sort()
      .map((day) => ({ from: day, rates: card(draw, false) })),
    labour: "hour",
    overheadBp: draw.one([0, 1, 1250, 3333, 5000]),
    estimate,
    depositBp: draw.one([0, 0, 1, 4000, 10_000]),
    ...cap,
    billed: draw.one(["on_completion", "monthly"]),
    lateCostDays: draw.one([0, 30, 90, 365]),
    ...(draw.chance(0.6) ? { reviewFee: draw.pence(10 ** 6) } : {}),
  };
  terms.rates.hour ??= 8640;
  const quantity = () =>
    draw.one([
      String(draw.integer(0, 500)),
      `${draw.integer(0, 200)}.5`,
      `0.${String(draw.integer(1, 999_999)).padStart(6, "0")}`,
    ]);
  const work = draw.facts(
    term,
    [
      () => ({
        fact: "worked",
        rate: draw.one([...names, "hour", "hour", draw.chance(0.1) ? "constructor" : "hour"]),
        quantity: quantity(),
      }),
      () => ({ fact: "spent", what: "hosting", cost: draw.pence(10 ** 8) }),
    ],
    14,
  );
  // Mostly after the work: what is done later is refused.
  const latest = Math.max(day(from), ...work.map(({ on }) => day(on)));
  const completion = () =>
    draw.chance(0.7) ? text(Math.min(latest + draw.integer(0, 20), day(term.to) - 1)) : draw.within(term);
  const done = draw.chance(0.8) ? [draw.fact(completion(), { fact: "completed" })] : [];
  if (draw.chance(0.05)) done.push(draw.fact(draw.one([completion(), term.to]), { fact: "completed" }));
  const ends = draw.end(term, 0.3);
  const last = Math.min(...[...done, ...ends].map(({ on }) => day(on)), day(term.to));
  const reorders = Array.from({ length: last > day(from) + 1 ? draw.integer(0, 2) : 0 }, () => {
    const again = draw.pence(10 ** 9);
    const on = text(draw.integer(day(from) + 1, last - 1));
    const capped = {
      estimate: Number(again) || 1,
      cap: Math.max(1, Number(again) + draw.integer(draw.chance(0.1) ? -9 : 1, 10 ** 7)),
    };
    return draw.fact(on, {
      fact: "reordered",
      ...(draw.chance(0.3) ? { estimate: Number(again) || 1 } : capped),
    });
  });
  const edges = Array.from({ length: draw.integer(0, 2) }, () => {
    const cost = draw.fact(text(Math.max(day(from), last - draw.integer(-1, 1))), {
      fact: "spent",
      what: "travel",
      cost: draw.pence(10 ** 8),
    });
    const limit = Math.max(day(cost.on), last + terms.lateCostDays + draw.integer(-1, 1));
    return { ...cost, known: text(limit) };
  });
  return { term, terms, facts: [...work, ...edges, ...reorders, ...done, ...ends] };
}
