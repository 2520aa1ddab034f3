/** Data in return, a second time: what was delivered in time, what came late, and the fee for the rest. */
import { Draw, type Fact, facts, type Input, type Pence, settled } from "./input.ts";
import { addMonths, day, share, split, text } from "./ratio.ts";

type Deliverable = { id: string; weightBp: number; due: string; acceptanceDays?: number };
type Terms = {
  agreedValue: Pence;
  valueBasis?: "vat_inclusive" | "exclusive";
  deliverables: Deliverable[];
  silenceAccepts?: boolean;
  damagesBpPerWeek?: number;
  damagesCapBp?: number;
  longStop: string;
  fallbackFee: Pence;
};

/** The first day on which a deliverable counts as accepted, whenever that is. */
function acceptance(input: Input, { id, acceptanceDays = 20 }: Deliverable, silence: boolean): number {
  const of = (kind: string): number[] =>
    facts(input, kind)
      .filter(({ deliverable }) => deliverable === id)
      .map(({ on }) => day(on));
  const accepted = of("accepted");
  const answers = [...accepted, ...of("rejected")];
  const bySilence = of("submitted")
    .filter((handed) => !answers.some((answer) => answer >= handed && answer <= handed + acceptanceDays))
    .map((handed) => handed + acceptanceDays);
  return Math.min(...accepted, ...(silence ? bySilence : []));
}

export function second(input: Input): Record<string, bigint> {
  const terms = input.terms as Terms;
  const {
    valueBasis = "vat_inclusive",
    silenceAccepts = false,
    damagesBpPerWeek = 0,
    damagesCapBp = 10_000,
  } = terms;
  const from = day(input.term.from);
  const longStop = day(terms.longStop);
  const ended = facts(input, "ended")[0];
  const early = ended !== undefined && day(ended.on) < longStop;
  const stop = early ? day(ended.on) : longStop;
  const netOf = (value: bigint): bigint => (valueBasis === "exclusive" ? value : value - share(value, 6n));
  const nets = split(
    netOf(BigInt(terms.agreedValue)),
    terms.deliverables.map(({ weightBp }) => BigInt(weightBp)),
  );
  let delivered = 0n;
  let unmet = 0n;
  const positions: [string, bigint][] = [];
  terms.deliverables.forEach((deliverable, index) => {
    const net = nets[index] ?? 0n;
    const on = acceptance(input, deliverable, silenceAccepts);
    if (on < stop) delivered += net;
    else unmet += BigInt(deliverable.weightBp);
    const late = Math.max(0, Math.min(on, stop) - day(deliverable.due));
    const bp = Math.min(damagesCapBp, damagesBpPerWeek * Math.ceil(late / 7));
    positions.push([`${deliverable.id}/damages`, share(net * BigInt(bp), 10_000n)]);
  });
  const used = early ? BigInt(stop - from) : 1n;
  const whole = early ? BigInt(day(input.term.to) - from) : 1n;
  const fallback = share(BigInt(terms.fallbackFee) * unmet * used, 10_000n * whole);
  return settled([...positions, ["barter", delivered], ["fallback", fallback]]);
}

/** An agreed value that splits into net and VAT without a penny's difference. */
function value(draw: Draw, basis: string): Pence {
  const amount = Math.max(1, Number(draw.pence(10 ** 13, 1)));
  const good = basis === "vat_inclusive" && amount % 6 === 3 ? amount + 1 : amount;
  return draw.chance(0.5) ? good : String(good);
}

/** The life of a deliverable: handed in, and accepted, rejected or left without an answer, some times over. */
function life(
  draw: Draw,
  { id, due, acceptanceDays = 20 }: Deliverable,
  term: Input["term"],
  longStop: string,
): Fact[] {
  const life: Fact[] = [];
  const about = draw.one([
    day(due) - 20,
    day(due) - acceptanceDays,
    day(due),
    day(longStop) - acceptanceDays - 1,
  ]);
  let on = Math.max(day(term.from), about + draw.integer(-3, 30));
  for (let times = draw.integer(0, 3); times > 0; times--) {
    life.push(draw.fact(text(on), { fact: "submitted", deliverable: id }));
    const answered =
      on + draw.one([0, 1, draw.integer(0, acceptanceDays), acceptanceDays, acceptanceDays + 1]);
    const outcome = draw.one(["accepted", "rejected", "rejected", "silence"]);
    if (outcome === "rejected")
      life.push(draw.fact(text(answered), { fact: outcome, deliverable: id, reason: "incomplete" }));
    if (outcome === "accepted") {
      const exact = draw.chance(0.3) ? draw.one([day(due), day(longStop) - 1, day(longStop)]) : answered;
      life.push(draw.fact(text(Math.max(on, exact)), { fact: outcome, deliverable: id }));
      break;
    }
    on = answered + draw.integer(1, 40);
  }
  return life;
}

/** "ID FIELD" of what cannot be: of no deliverable, outside the time, or of one that is decided or was not handed in. */
export function refused(input: Input): string[] {
  const { deliverables, longStop, silenceAccepts } = input.terms as Terms;
  const end = facts(input, "ended")[0];
  const over = ({ on, known }: Fact) =>
    end !== undefined && day(known) > day(end.known) && day(on) >= day(end.on);
  const taken: Fact[] = [];
  const cannotBe = (one: Fact, days: number): boolean => {
    const on = day(one.on);
    if (on < day(input.term.from) || on >= day(longStop) || over(one)) return true;
    const own = taken.filter(({ deliverable }) => deliverable === one.deliverable);
    if (own.some(({ fact }) => fact === "accepted")) return true;
    const { count, since } = undecided(own, on);
    if (silenceAccepts && since.some((handed) => handed + days < on)) return true;
    if (one.fact === "submitted" || count > 0) return false;
    return own.some(({ fact }) => fact === "rejected") || one.fact === "rejected";
  };
  const turn = ({ fact }: Fact) => ["submitted", "rejected", "accepted"].indexOf(String(fact));
  const inTurn = facts(input, "submitted", "accepted", "rejected").sort(
    (a, b) => day(a.on) - day(b.on) || turn(a) - turn(b),
  );
  return inTurn.flatMap((one) => {
    const asked = deliverables.find(({ id }) => id === one.deliverable);
    if (!asked) return [`${one.id} deliverable`];
    if (cannotBe(one, asked.acceptanceDays ?? 20)) return [`${one.id} on`];
    taken.push(one);
    return [];
  });
}

/** Of what was handed in and rejected of one deliverable: how much waits for a decision on a day, and since when. */
function undecided(own: readonly Fact[], today: number) {
  let since: number[] = [];
  let count = 0;
  const days = [...new Set(own.map(({ on }) => day(on)))];
  for (const on of days) {
    count = Math.min(1, count);
    for (const { fact } of own.filter((one) => day(one.on) === on)) {
      count += fact === "submitted" ? 1 : -1;
      if (fact === "submitted") since.push(on);
      else since = count > 0 ? [on] : [];
    }
  }
  return { count: days.includes(today) ? count : Math.min(1, count), since };
}

/** Something out of turn, now and then. */
function hostile(draw: Draw, { id, due }: Deliverable, term: Input["term"], longStop: string): Fact[] {
  if (!draw.chance(0.25)) return [];
  const fact = draw.one(["submitted", "accepted", "rejected"]);
  const on = draw.one([due, text(day(term.from) - 1), draw.within(term), longStop]);
  return [
    draw.fact(on, {
      fact,
      deliverable: draw.chance(0.9) ? id : "D9",
      ...(fact === "rejected" ? { reason: "incomplete" } : {}),
    }),
  ];
}

export function random(next: () => number): Input {
  const draw = new Draw(next);
  const from = draw.first();
  const to = text(addMonths(day(from), draw.one([6, 12, 12, 13, 24, 36])));
  const term = { from, to };
  const longStop = draw.chance(0.3) ? to : text(day(from) + draw.integer(60, day(to) - day(from)));
  const cuts = Array.from({ length: draw.integer(0, 4) }, () => draw.integer(0, 10_000)).sort(
    (a, b) => a - b,
  );
  const weights = [...cuts, 10_000].map((cut, index) => cut - (cuts[index - 1] ?? 0));
  const deliverables = weights.map((weightBp, index) => ({
    id: `D${index + 1}`,
    weightBp,
    due: text(day(longStop) - draw.integer(1, day(longStop) - day(from))),
    ...(draw.chance(0.7) ? { acceptanceDays: draw.integer(1, 60) } : {}),
  }));
  const valueBasis = draw.one(["vat_inclusive", "exclusive"]);
  const terms = {
    kind: "data_return",
    agreedValue: value(draw, valueBasis),
    valueBasis,
    deliverables,
    silenceAccepts: draw.chance(0.5),
    damagesBpPerWeek: draw.one([0, 1, 33, 50, 500]),
    damagesCapBp: draw.one([0, 75, 1000, 10_000]),
    longStop,
    fallbackFee: draw.pence(),
  };
  const lives = deliverables.flatMap((deliverable) => [
    ...life(draw, deliverable, term, longStop),
    ...hostile(draw, deliverable, term, longStop),
  ]);
  const awkward = [longStop, ...lives.map(({ on }) => on)].filter((on) => on >= from && on < to);
  const ends = draw.end(term).map((end) => {
    const on = awkward.length > 0 && draw.chance(0.3) ? draw.one(awkward) : end.on;
    return { ...end, on, known: on > end.known ? on : end.known };
  });
  return { term, terms, facts: [...lives, ...ends] };
}
