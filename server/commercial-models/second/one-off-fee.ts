import {
  addMonths,
  bp,
  compare,
  current,
  day,
  decimal,
  dice,
  div,
  ending,
  type Fact,
  floor,
  type Input,
  mul,
  pence,
  positions,
  ratio,
  round,
  sub,
  text,
} from "./exact.ts";

type Instalment = {
  label: string;
  weight: number;
  on?: string;
  milestone?: string;
  longStop?: string;
  atLongStop?: "lapses" | "falls_due";
  plannedQuantity?: string;
};

/** Shares of the whole by weight: the largest remainder first, among equals the first. */
function split(whole: bigint, weights: number[]): bigint[] {
  const sum = weights.reduce((a, w) => a + BigInt(w), 0n);
  const exact = weights.map((w) => ratio(whole * BigInt(w), sum));
  const parts = exact.map(floor);
  const left = Number(whole - parts.reduce((a, p) => a + p, 0n));
  exact
    .map((share, i) => ({ i, rest: sub(share, ratio(parts[i]!)) }))
    .sort((a, b) => compare(b.rest, a.rest) || a.i - b.i)
    .slice(0, left)
    .forEach(({ i }) => {
      parts[i]! += 1n;
    });
  return parts;
}

/** What each instalment of a one-off fee comes to in the end. */
export function second(input: Input): Record<string, bigint> {
  const terms = input.terms as { fee: number | string; instalments: Instalment[]; acceleration?: boolean };
  const { instalments } = terms;
  const [from, to, end] = [day(input.term.from), day(input.term.to), ending(input)];
  const early = end.on < to;
  const agreed = pence(terms.fee);
  const fee = end.by === "supplier_fault" ? round(ratio(agreed * BigInt(end.on - from), to - from)) : agreed;
  const parts = split(
    fee,
    instalments.map((i) => i.weight),
  );
  const reached = current(input.facts, "reached").filter((f) => !early || day(f.on) < end.on);

  const owed = (i: Instalment, part: bigint): bigint => {
    if (i.milestone === undefined) {
      const accelerated = terms.acceleration && end.by === "customer_breach";
      return !early || accelerated || day(i.on ?? input.term.from) < end.on ? part : 0n;
    }
    const fact = reached.find((f) => f.milestone === i.milestone && (!i.longStop || f.on < i.longStop));
    if (fact && i.plannedQuantity !== undefined && fact.quantity !== undefined)
      return round(div(mul(ratio(part), decimal(fact.quantity)), decimal(i.plannedQuantity)));
    if (fact) return part;
    const stopped = i.longStop !== undefined && (!early || day(i.longStop) < end.on);
    return stopped && i.atLongStop === "falls_due" ? part : 0n;
  };
  return positions(instalments.map((i, n) => [i.label, owed(i, parts[n]!)] as const));
}

/** "ID FIELD" of what cannot be: milestones that nothing waits for, reached twice, too early or too late, or sized wrongly. */
export function refused(input: Input): string[] {
  const { instalments } = input.terms as { instalments: Instalment[] };
  const end = current(input.facts, "ended")[0];
  const done = new Set<unknown>();
  return current(input.facts, "reached").flatMap((f) => {
    const waiting = instalments.filter((i) => i.milestone === f.milestone);
    if (waiting.length === 0) return [`${f.id} milestone`];
    const sized = waiting.some((i) => i.plannedQuantity !== undefined);
    const late =
      waiting.every((i) => i.longStop !== undefined && day(f.on) >= day(i.longStop)) ||
      (end !== undefined && day(f.known) > day(end.known) && day(f.on) >= day(end.on));
    const wrong = [
      ...(done.has(f.milestone) ? ["milestone"] : []),
      ...(late || day(f.on) < day(input.term.from) ? ["on"] : []),
      ...(sized === (f.quantity === undefined) ? ["quantity"] : []),
    ];
    if (wrong.length === 0) done.add(f.milestone);
    return wrong.map((field) => `${f.id} ${field}`);
  });
}

/** A random licence for a one-off fee. */
export function random(next: () => number): Input {
  const d = dice(next);
  const term = d.term(48);
  const [from, to] = [day(term.from), day(term.to)];
  const within = () =>
    text(d.chance(0.15) ? Math.min(addMonths(from, d.int(1, 12)), to - 1) : d.int(from, to - 1));
  const facts: Fact[] = d.end(term);
  const edge = facts[0]?.on;

  const instalments = Array.from({ length: d.int(1, 7) }, (_, n): Instalment => {
    const weight = d.chance(0.4) ? d.int(1, 3) : d.chance(0.5) ? d.int(1, 10_000) : d.sized(12) + 1;
    const label = d.pick(["signing", "stage", "rest of the fee"]) + n;
    if (d.chance(0.4)) return { label, weight, on: d.chance(0.1) ? (edge ?? term.from) : within() };
    const i: Instalment = { label, weight, milestone: d.chance(0.25) ? "shared" : `m${n}` };
    if (d.chance(0.6) && to - from > 2) {
      i.longStop = text(d.int(from + 1, to - 1));
      if (d.chance(0.7)) i.atLongStop = d.pick(["lapses", "falls_due"]);
    }
    if (d.chance(0.4)) i.plannedQuantity = i.milestone === "shared" ? "12.5" : d.number(7);
    return i;
  });

  const near = (i: Instalment): string => {
    const millionths = round(mul(bp(1_000_000n, d.int(0, 30_000)), decimal(i.plannedQuantity ?? "1")));
    return `${millionths / 1_000_000n}.${String(millionths % 1_000_000n).padStart(6, "0")}`;
  };
  for (const i of instalments) {
    if (i.milestone === undefined) continue;
    for (let times = d.pick([0, 1, 1, 1, 2]); times > 0; times--) {
      const on = d.chance(0.15) ? (i.longStop ?? edge ?? within()) : within();
      const id = `f${String(d.int(1, 99) * 10 + (facts.length % 10)).padStart(3, "0")}`;
      if (facts.some((f) => f.id === id)) continue;
      const fact: Fact = {
        fact: "reached",
        component: "c",
        id,
        on,
        known: d.known(on),
        milestone: i.milestone,
      };
      const sized = instalments.some(
        (one) => one.milestone === i.milestone && one.plannedQuantity !== undefined,
      );
      if (d.chance(sized ? 0.95 : 0.03)) fact.quantity = near(i);
      if (d.chance(0.03)) fact.milestone = "m99";
      if (d.chance(0.03)) fact.on = text(from - 1);
      facts.push(fact);
      if (!d.chance(0.2)) continue;
      const moved = within();
      const change = d.pick([{ quantity: near(i) }, { on: moved }, { retracted: true }]);
      const corrected = d.again(fact, change);
      if (corrected.known < corrected.on) corrected.known = corrected.on;
      facts.push(corrected);
    }
  }
  return {
    term,
    terms: {
      kind: "one_off_fee",
      fee: d.money(d.chance(0.3) ? 13 : 8),
      recognition: d.pick(["point_in_time", "over_time", "when_triggered"]),
      instalments,
      acceleration: d.chance(0.5),
    },
    facts,
  };
}
