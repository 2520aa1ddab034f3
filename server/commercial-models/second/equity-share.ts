import { granted, start, step, type Terms } from "./equity-holding.ts";
import {
  current,
  day,
  decimal,
  dice,
  type Fact,
  floor,
  type Input,
  mul,
  positions,
  ratio,
  round,
  smaller,
  text,
} from "./exact.ts";

export { holding } from "./equity-holding.ts";
export { refused } from "./equity-refused.ts";

/** What the allotments of an equity share come to in the end. */
export function second(input: Input): Record<string, bigint> {
  const terms = input.terms as Terms;
  const net = (fact: Fact) => {
    const value = round(mul(ratio(granted(terms, fact)), decimal(terms.price)));
    return terms.vatOnShares === "inclusive" ? value - round(ratio(value * 20n, 120)) : value;
  };
  return positions(
    current(input.facts)
      .filter((f) => f.fact === "allotted" || f.fact === "vested")
      .map((f) => [f.fact === "vested" ? `allotment:${f.milestone}` : "allotment", net(f)]),
  );
}

/** A part of a penny, as text. */
const part = ({ int }: ReturnType<typeof dice>) => `0.${String(int(1, 999_999)).padStart(6, "0")}`;

/** A random equity share: grants first, then what becomes of the shares. */
export function random(next: () => number): Input {
  const d = dice(next);
  const term = d.term(60);
  const [from, to] = [day(term.from), day(term.to)];
  const shares = Math.min(10 ** 9, d.sized(d.chance(0.1) ? 9 : 6) + 4);
  const price = d.chance(0.1) ? d.int(0, 3) * 2 : (d.sized(Math.min(6, 12 - String(shares).length)) + 1) * 2;
  const antiDilution = price ? d.pick(["none", "weighted_average", "full_ratchet"] as const) : "none";
  const vesting = Array.from({ length: d.chance(0.5) ? d.int(1, 3) : 0 }, (_, n) => ({
    milestone: `m${n}`,
    shares: d.int(1, Math.floor(shares / 4)),
  }));
  const terms: Terms & Record<string, unknown> = {
    kind: "equity_share",
    shares,
    nominal: d.chance(0.3) ? part(d) : d.written(d.int(1, Math.max(1, Math.min(price, 1000)))),
    price: price && d.chance(0.2) ? `${price}${part(d).slice(1)}` : d.written(price),
    shareClass: d.pick(["ordinary", "preferred"]),
    vatOnShares: d.pick(["cash_on_top", "inclusive"]),
    antiDilution,
    preferenceBp: d.pick([0, 10_000, d.int(0, 50_000)]),
    vesting,
    escrowBp: d.pick([0, 1000, 10_000, d.int(0, 10_000)]),
    escrowMonths: d.int(1, 60),
  };
  if (d.chance(0.4)) terms.fullyDiluted = shares * d.int(1, 50);

  const ended = d.end(term);
  const facts: Fact[] = [];
  let held = start(terms);
  let on = from;
  const happens = (fact: string, details: Record<string, unknown>, days: number) => {
    on += d.chance(0.3) ? 0 : d.int(0, days);
    const id = `f${String(facts.length + 1).padStart(3, "0")}`;
    const f: Fact = { fact, component: "c", id, on: text(on), known: d.known(text(on)), ...details };
    facts.push(f);
    held = step(terms, held, f);
    return f;
  };
  const close = ended[0] ? day(ended[0].on) : to;
  const gap = Math.floor((close - from - 1) / (vesting.length + 1));
  /** Now and then something that cannot be, or at times can: it is not counted on. */
  const hostile = () => {
    if (!d.chance(0.12)) return;
    const many = Number(held.shares);
    const [fact, details] = d.pick<[string, Record<string, unknown>]>([
      ["allotted", {}],
      ["vested", { milestone: d.pick(["m0", "m1", "m9"]) }],
      ["certified", {}],
      [
        "issued",
        { price: 800, money: d.pick([799, 800, 8_000]), dilutedBefore: Math.max(1, many + d.int(-1, 0)) },
      ],
      ["split", { of: 3, into: d.pick([3, 3, 4]) }],
      ["converted", { shareClass: held.shareClass }],
      ["converted", { shareClass: "growth", keeps: ["preference", "anti_dilution"].slice(d.int(0, 1)) }],
      ["valued", { price: part(d) }],
      ["dividend", { perShare: part(d) }],
      ["disposed", { shares: Math.min(10 ** 9, many + d.int(0, 2) || 1), price: part(d) }],
      [
        "exit",
        {
          proceeds: 1000,
          costs: d.pick([0, 1000, 1001]),
          diluted: Math.max(1, many - d.int(0, 1)),
          preferences: d.pick([0, 1, 1001]),
        },
      ],
      ["escrow_released", { received: d.int(0, 2), lost: d.int(0, 2) }],
    ]);
    const id = `f${String(facts.length + 1).padStart(3, "0")}`;
    const day = text(Math.max(from - 1, on - d.pick([0, 0, 0, 1, 400])));
    facts.push({ fact, component: "c", id, on: day, known: d.known(day), ...details });
  };
  hostile();
  if (d.chance(0.95)) happens("allotted", {}, gap);
  if (held.shares)
    for (const { milestone } of vesting) {
      hostile();
      if (d.chance(0.6)) happens("vested", { milestone }, gap);
    }

  const corrected: Fact[] = [];
  for (let n = held.shares ? d.int(0, 8) : 0; n > 0 && held.shares; n--) {
    hostile();
    const unvested = vesting.find(({ milestone }) => !held.grants.includes(milestone));
    const kind = d.pick([
      "issued",
      "issued",
      "split",
      "dividend",
      "dividend",
      "disposed",
      "valued",
      "converted",
      ...(unvested ? ["vested"] : []),
    ]);
    if (kind === "issued" && held.shares < 10n ** 8n) {
      const floorPrice = Number(floor(held.conversion)) / 20;
      const at = Math.max(1, Math.floor(floorPrice * d.pick([1, 5, 10, 15, 19, 20, 40, next() * 40])));
      const count = d.sized(Math.max(1, Math.min(7, 13 - String(at).length))) + 1;
      const dilutedBefore = Number(held.shares) * d.int(1, 20) + d.int(0, 9);
      const price = d.chance(0.2) ? `${at}${part(d).slice(1)}` : d.written(at);
      happens("issued", { price, money: d.written((at + 1) * count), dilutedBefore }, 300);
    } else if (kind === "split" && held.shares < 10n ** 9n) {
      const [of, into] = d.pick([
        [1, 2],
        [1, 10],
        [10, 1],
        [3, 2],
        [2, 3],
        [7, 5],
        [1000, 999],
        [1_000_000, 1],
      ] as const);
      happens("split", { of, into }, 300);
    } else if (kind === "vested") {
      happens("vested", { milestone: unvested!.milestone }, 300);
    } else if (kind === "dividend") {
      const f = happens("dividend", { perShare: d.chance(0.5) ? part(d) : d.money(4) }, 300);
      if (d.chance(0.2)) corrected.push(d.again(f, { perShare: d.money(4) }));
    } else if (kind === "disposed") {
      const most = Number(smaller(held.shares, 10n ** 9n));
      const how = d.pick(["sold", "transferred", "bought_back"]);
      const sold = { shares: d.chance(0.1) ? most : d.int(1, most), how };
      const price = how === "transferred" ? 0 : d.chance(0.3) ? part(d) : d.money(4);
      happens("disposed", { ...sold, price }, 300);
    } else if (kind === "valued") happens("valued", { price: d.chance(0.3) ? part(d) : d.money(5) }, 300);
    else if (kind === "converted") {
      const kept = [
        ...(held.preferenceBp ? ["preference"] : []),
        ...(held.antiDilution === "none" ? [] : ["anti_dilution"]),
      ].filter(() => d.chance(0.5));
      const shareClass = held.shareClass === "ordinary" ? "growth" : "ordinary";
      happens("converted", { shareClass, keeps: kept }, 300);
    }
  }
  if (held.shares > 0n && held.shares < 10n ** 10n && d.chance(0.5)) {
    const proceeds = d.sized(13) + 1;
    const costs = d.chance(0.5) ? d.int(0, Math.floor(proceeds / 10)) : 0;
    const preferences = d.chance(0.4) ? d.int(0, proceeds - costs) : 0;
    const sale = { proceeds, costs, preferences, diluted: Number(held.shares) * d.int(1, 9) + d.int(0, 9) };
    happens("exit", { ...sale, proceeds: d.written(proceeds) }, 300);
    for (let parts = d.int(0, 3); parts > 0 && held.escrow > 0n; parts--) {
      hostile();
      const most = Number(held.escrow);
      const received = d.chance(0.4) ? most : d.int(1, most);
      const lost = d.chance(0.3) ? d.int(0, most - received) : 0;
      happens("escrow_released", { received, lost }, 400);
    }
    hostile();
  }
  return { term, terms, facts: [...facts, ...corrected, ...ended] };
}
