import { exitPart, granted, start, step, type Terms } from "./equity-holding.ts";
import {
  bp,
  current,
  day,
  dice,
  type Fact,
  floor,
  type Input,
  pence,
  positions,
  ratio,
  round,
  smaller,
  text,
} from "./exact.ts";

export { holding } from "./equity-holding.ts";

/** What the allotments of an equity share come to in the end. */
export function second(input: Input): Record<string, bigint> {
  const terms = input.terms as Terms;
  const net = (fact: Fact) => {
    const value = granted(terms, fact) * pence(terms.price);
    return terms.vatOnShares === "inclusive" ? value - round(ratio(value * 20n, 120)) : value;
  };
  return positions(
    current(input.facts)
      .filter((f) => f.fact === "allotted" || f.fact === "vested")
      .map((f) => [f.fact === "vested" ? `allotment:${f.milestone}` : "allotment", net(f)]),
  );
}

/** Nothing of these facts is refused yet. */
export const refused = (): string[] => [];

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
    nominal: d.chance(0.3) ? 0 : d.written(d.int(1, Math.max(1, Math.min(price, 1000)))),
    price: d.written(price),
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
  if (d.chance(0.95)) happens("allotted", {}, gap);
  if (held.shares)
    for (const { milestone } of vesting) if (d.chance(0.8)) happens("vested", { milestone }, gap);

  const corrected: Fact[] = [];
  let hasSplit = false;
  for (let n = held.shares ? d.int(0, 8) : 0; n > 0 && held.shares; n--) {
    const kind = d.pick([
      "issued",
      "issued",
      "split",
      "dividend",
      "dividend",
      "disposed",
      "valued",
      "converted",
    ]);
    if (kind === "issued" && held.shares < 10n ** 8n && !(hasSplit && pence(terms.nominal))) {
      const floorPrice = Number(floor(held.conversion)) / 20;
      const at = Math.max(1, Math.floor(floorPrice * d.pick([1, 5, 10, 15, 19, 20, 40, next() * 40])));
      const count = d.sized(Math.max(1, Math.min(7, 13 - String(at).length))) + 1;
      const dilutedBefore = Number(held.shares) * d.int(1, 20) + d.int(0, 9);
      happens("issued", { price: d.written(at), money: d.written(at * count), dilutedBefore }, 300);
    } else if (kind === "split" && held.shares < 10n ** 9n) {
      const [of, into] = d.pick([
        [1, 2],
        [1, 10],
        [10, 1],
        [3, 2],
        [2, 3],
        [7, 5],
        [1000, 999],
      ] as const);
      happens("split", { of, into }, 300);
      hasSplit = true;
    } else if (kind === "dividend") {
      const f = happens("dividend", { perShare: d.money(4) }, 300);
      if (d.chance(0.2)) corrected.push(d.again(f, { perShare: d.money(4) }));
    } else if (kind === "disposed") {
      const most = Number(smaller(held.shares, 10n ** 9n));
      const how = d.pick(["sold", "transferred", "bought_back"]);
      const sold = { shares: d.chance(0.1) ? most : d.int(1, most), how };
      happens("disposed", { ...sold, price: how === "transferred" ? 0 : d.money(4) }, 300);
    } else if (kind === "valued") happens("valued", { price: d.money(5) }, 300);
    else if (kind === "converted") happens("converted", { shareClass: "ordinary" }, 300);
  }
  if (held.shares > 0n && held.shares < 10n ** 10n && d.chance(0.5)) {
    const proceeds = d.sized(13) + 1;
    const costs = d.chance(0.5) ? d.int(0, Math.floor(proceeds / 10)) : 0;
    const sale = { proceeds, costs, diluted: Number(held.shares) * d.int(1, 9) + d.int(0, 9) };
    const spare = proceeds - costs - Number(exitPart(terms, held, sale));
    const preferences = spare > 0 && d.chance(0.5) ? d.int(0, Math.floor(spare / 2)) : 0;
    const part = exitPart(terms, held, { ...sale, preferences });
    happens("exit", { ...sale, preferences, proceeds: d.written(proceeds) }, 300);
    const escrow = Number(round(bp(part, terms.escrowBp)));
    if (escrow && d.chance(0.8))
      happens("escrow_released", { received: d.chance(0.6) ? escrow : d.int(0, escrow) }, 400);
  }
  return { term, terms, facts: [...facts, ...corrected, ...ended] };
}
