/** A subscription, a second time: every charge is a rate that ran for some days and fell on others. */
import { Draw, facts, type Input, type Pence, settled } from "./input.ts";
import { addMonths, day, monthsAfter, partsOf, share, text } from "./ratio.ts";

type Terms = {
  tiers: Record<string, Pence>;
  tier: string;
  quantity?: number;
  anchor?: string;
  periodMonths?: 1 | 3 | 6 | 12;
  downgrade?: "at_renewal" | "credited";
  trueUp?: boolean;
  indexation?: { index: string; capBp?: number; floorBp?: number };
};
type State = { tier: string; quantity: number };
type Year = { from: number; to: number; bounds: number[]; prices: Record<string, bigint> };
/** A charge of a period: the rate from its first day on, and each later rate with its day. */
type Charge = { key: string; from: number; rates: { from: number; rate: bigint }[] };

/** The anchored years that touch the term, with the bounds of their periods and the prices in force. */
function years(input: Input): Year[] {
  const { tiers, anchor, indexation, periodMonths = 12 } = input.terms as Terms;
  const from = day(input.term.from);
  const [startYear, startMonth, startDate] = partsOf(from);
  const [month = startMonth, date = startDate] = anchor?.split("-").map(Number) ?? [];
  const first = monthsAfter(startYear, month, date, 0) <= from ? startYear : startYear - 1;
  let prices = Object.fromEntries(Object.entries(tiers).map(([tier, price]) => [tier, BigInt(price)]));
  const found: Year[] = [];
  for (let number = 0; monthsAfter(first, month, date, number * 12) < day(input.term.to); number++) {
    const bounds: number[] = [];
    for (let months = 0; months <= 12; months += periodMonths)
      bounds.push(monthsAfter(first, month, date, number * 12 + months));
    const begins = bounds[0] as number;
    const before = found.at(-1);
    const index = facts(input, "indexed").findLast(
      ({ on }) => before && day(on) > before.from && day(on) <= begins,
    );
    if (index && indexation) {
      const { capBp = 10_000, floorBp = 0 } = indexation;
      const bp = BigInt(10_000 + Math.min(capBp, Math.max(floorBp, index.bp as number)));
      prices = Object.fromEntries(
        Object.entries(prices).map(([tier, price]) => [tier, share(price * bp, 10_000n)]),
      );
    }
    found.push({ from: begins, to: bounds.at(-1) as number, bounds, prices });
  }
  return found;
}

export function second(input: Input): Record<string, bigint> {
  const terms = input.terms as Terms;
  const from = day(input.term.from);
  const to = day(input.term.to);
  const ended = facts(input, "ended")[0];
  const end = ended ? Math.min(to, day(ended.on)) : to;
  const fault = ended?.by === "supplier_fault";
  const changes = facts(input, "changed").filter(({ on }) => day(on) < end);
  const asked = (to: number): State =>
    changes
      .filter(({ on }) => day(on) < to)
      .reduce(
        (state, { tier, quantity }) => ({
          tier: (tier as string | undefined) ?? state.tier,
          quantity: (quantity as number | undefined) ?? state.quantity,
        }),
        { tier: terms.tier, quantity: terms.quantity ?? 1 },
      );
  const positions: [string, bigint][] = [];

  for (const year of years(input)) {
    const rate = ({ tier, quantity }: State): bigint => (year.prices[tier] ?? 0n) * BigInt(quantity);
    const length = BigInt(year.to - year.from);
    const held: { from: number; state: State }[] = [];
    year.bounds.slice(1).forEach((bound, index) => {
      const begins = Math.max(from, year.bounds[index] as number);
      const stops = Math.min(to, bound);
      if (begins >= stops || begins >= end) return;
      let state = asked(begins + 1);
      held.push({ from: begins, state });
      const charges: Charge[] = [
        { key: text(begins), from: begins, rates: [{ from: begins, rate: rate(state) }] },
      ];
      for (const on of new Set(
        changes.map((change) => day(change.on)).filter((on) => on > begins && on < stops),
      )) {
        const wanted = asked(on + 1);
        let more = rate(wanted) - rate(state);
        if (more < 0n && terms.downgrade !== "credited") continue;
        state = wanted;
        held.push({ from: on, state });
        if (more > 0n)
          charges.push({
            key: `${text(begins)}/from:${text(on)}`,
            from: on,
            rates: [{ from: on, rate: more }],
          });
        for (const charge of [...charges].reverse()) {
          if (more >= 0n) break;
          const running = charge.rates.at(-1)?.rate ?? 0n;
          const left = running + more > 0n ? running + more : 0n;
          more += running - left;
          charge.rates.push({ from: on, rate: left });
        }
      }
      const paidTo = fault ? Math.min(stops, end) : stops;
      for (const { key, from, rates } of charges) {
        const start = terms.periodMonths === undefined || terms.periodMonths === 12 ? from : year.from;
        const before = (rates[0]?.rate ?? 0n) * BigInt(from - start);
        const during = rates.reduce((sum, step, at) => {
          const until = Math.min(paidTo, rates[at + 1]?.from ?? paidTo);
          return sum + step.rate * BigInt(Math.max(0, until - step.from));
        }, 0n);
        positions.push([key, share(before + during, length) - share(before, length)]);
      }
    });

    if (!terms.trueUp) continue;
    // Day by day: seats in use as last said, the most that was above what is agreed, and what lies above it that day.
    const said = facts(input, "seated").map(({ on, seats }) => ({ on: day(on), seats: seats as number }));
    const first = Math.max(from, year.from);
    let highest = 0;
    let sum = 0n;
    let run = { seats: 0, price: 0n, days: 0 };
    const close = () => {
      sum += share(run.price * BigInt(run.seats) * BigInt(run.days), length);
    };
    for (let today = first; today < Math.min(to, year.to, end); today++) {
      const { state } = held.findLast((each) => each.from <= today) as { state: State };
      const inUse = said.findLast(({ on }) => on <= today)?.seats ?? 0;
      if (inUse > state.quantity && inUse > highest) highest = inUse;
      const seats = highest > state.quantity ? highest - state.quantity : 0;
      const price = year.prices[state.tier] ?? 0n;
      if (seats !== run.seats || price !== run.price) {
        close();
        run = { seats, price, days: 0 };
      }
      run.days++;
    }
    close();
    positions.push([`${text(first)}/true-up`, sum]);
  }
  return settled(positions);
}

/** What of these facts cannot be, by fact and field. */
export function refused(input: Input): string[] {
  const { tiers, indexation, trueUp } = input.terms as Terms;
  const [from, to] = [day(input.term.from), day(input.term.to)];
  const end = facts(input, "ended")[0];
  const begun = years(input)[0]?.from ?? from;
  const saying = new Set<string>();
  return facts(input, "changed", "indexed", "seated", "noticed")
    .sort((a, b) => (a.known + a.id < b.known + b.id ? -1 : 1))
    .flatMap(({ id, fact, on, known, ...said }) => {
      const first = fact === "indexed" ? Math.min(from, begun + 1) : from;
      const late = end !== undefined && day(on) >= day(end.on) && known > end.known;
      if (day(on) < first || day(on) >= to || late) return [`${id} on`];
      if (fact === "changed") {
        const isNothing = said.tier === undefined && said.quantity === undefined;
        const isUnknown = said.tier !== undefined && !Object.keys(tiers).includes(said.tier as string);
        return isNothing || isUnknown ? [`${id} tier`] : [];
      }
      if (fact === "indexed") return indexation ? [] : [`${id} bp`];
      if (fact !== "seated") return [];
      if (!trueUp) return [`${id} seats`];
      if (saying.has(on)) return [`${id} on`];
      saying.add(on);
      return [];
    });
}

export function random(next: () => number): Input {
  const draw = new Draw(next);
  const from = draw.first();
  const whole = addMonths(day(from), draw.one([1, 6, 12, 12, 13, 24, 36, 48]));
  const term = {
    from,
    to: text(draw.chance(0.2) ? Math.max(day(from) + 1, whole - draw.integer(1, 60)) : whole),
  };
  const tiers = ["basic", "standard", "full"];
  const many = draw.one([3, 20, 1_000_000]);
  const most = many > 1000 ? 10 ** 6 : 10 ** 9;
  const indexed = draw.chance(0.5);
  const floorBp = draw.one([-10_000, -500, 0, 0, 200]);
  const terms = {
    kind: "subscription",
    tiers: Object.fromEntries(tiers.map((tier) => [tier, draw.pence(most)])),
    tier: draw.one(tiers),
    quantity: draw.integer(1, many),
    ...(draw.chance(0.5)
      ? { anchor: draw.one(["02-29", "04-01", "01-31", "12-31", "03-01", "08-31", from.slice(5)]) }
      : {}),
    periodMonths: draw.one([1, 3, 6, 12, 12]),
    downgrade: draw.one(["at_renewal", "credited"]),
    trueUp: draw.chance(0.5),
    ...(indexed
      ? { indexation: { index: "CPI", floorBp, capBp: draw.one([floorBp, 200, 300, 10_000]) } }
      : {}),
  };
  const change = () =>
    draw.one([
      { fact: "changed", tier: draw.one(tiers) },
      { fact: "changed", quantity: draw.integer(1, many) },
      { fact: "changed", tier: draw.one(tiers), quantity: draw.integer(1, many) },
    ]);
  const index = () => ({ fact: "indexed", bp: draw.one([-10_000, -700, -1, 0, 250, 333, 10_000]) });
  const seat = () => ({ fact: "seated", seats: draw.integer(0, Math.min(1_000_000, many * 2)) });
  const unknown = () => ({ fact: "changed", ...draw.one([{}, { tier: "constructor" }, { tier: "gold" }]) });
  const hostile = draw.chance(0.1) ? [unknown, index, seat] : [];
  const kinds = [change, ...(indexed ? [index] : []), ...(terms.trueUp ? [seat] : []), ...hostile];
  const ends = draw.end(term);
  const bounds = [0, 1, 3, 6, 12, 24].map((months) => addMonths(day(from), months));
  const awkward = [...bounds, ...ends.map(({ on }) => day(on))].filter((on) => on < day(term.to));
  const edges = draw.chance(0.3) ? [draw.fact(text(draw.one(awkward)), draw.one(kinds)())] : [];
  const outside = draw.chance(0.1)
    ? [draw.fact(text(draw.one([day(from) - 1, day(from) - 90, day(term.to)])), draw.one(kinds)())]
    : [];
  return { term, terms, facts: [...draw.facts(term, kinds, 8), ...edges, ...outside, ...ends] };
}
