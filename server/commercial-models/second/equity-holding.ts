import {
  add,
  bp,
  compare,
  current,
  day,
  decimal,
  div,
  type Fact,
  floor,
  type Input,
  larger,
  mul,
  pence,
  type Ratio,
  ratio,
  round,
  smaller,
  zero,
} from "./exact.ts";

export type Terms = {
  shares: number;
  nominal: number | string;
  price: number | string;
  vatOnShares?: "cash_on_top" | "inclusive";
  antiDilution?: "none" | "weighted_average" | "full_ratchet";
  preferenceBp?: number;
  shareClass?: string;
  vesting?: { milestone: string; shares: number }[];
  escrowBp?: number;
};

/** Shares granted by a fact: at completion all that do not vest, at a milestone its own. */
export function granted(terms: Terms, fact: Fact): bigint {
  const vesting = terms.vesting ?? [];
  if (fact.fact === "allotted") return BigInt(vesting.reduce((left, v) => left - v.shares, terms.shares));
  return BigInt(vesting.find((v) => v.milestone === fact.milestone)?.shares ?? 0);
}

/**
 * What is held: shares, their conversion price, nominal and agreed value, what one agreed share has become by splits, its
 * class with the rights that it has, the money that came in and what waits in escrow.
 */
export type Held = {
  shares: bigint;
  conversion: Ratio;
  nominal: Ratio;
  agreed: Ratio;
  splits: Ratio;
  shareClass: string;
  preferenceBp: number;
  antiDilution: string;
  cash: bigint;
  escrow: bigint;
  grants: string[];
};

/** Nothing held yet. */
export const start = (terms: Terms): Held => ({
  shares: 0n,
  conversion: decimal(terms.price),
  nominal: decimal(terms.nominal),
  agreed: zero,
  splits: ratio(1),
  shareClass: terms.shareClass ?? "ordinary",
  preferenceBp: terms.preferenceBp ?? 0,
  antiDilution: terms.antiDilution ?? "none",
  cash: 0n,
  escrow: 0n,
  grants: [],
});

/** The conversion price after an issue below it, exact. */
function lowered({ antiDilution, conversion: before }: Held, fact: Fact): Ratio {
  const price = decimal(fact.price);
  if (antiDilution === "full_ratchet") return price;
  const [money, diluted] = [ratio(pence(fact.money)), ratio(pence(fact.dilutedBefore))];
  const issued = div(money, price);
  return mul(before, div(add(diluted, div(money, before)), add(diluted, issued)));
}

/** Our part of an exit: of what is left for all, or the preference where that is more. */
function exitPart(held: Held, fact: Record<string, unknown>): bigint {
  const rest = larger(0n, pence(fact.proceeds) - pence(fact.costs) - pence(fact.preferences));
  const preference = round(div(mul(held.agreed, ratio(held.preferenceBp)), ratio(10_000)));
  return larger(round(ratio(rest * held.shares, pence(fact.diluted))), smaller(rest, preference));
}

/** What is held after one more fact; of shares of which none is left nothing is agreed any more. */
export function step(terms: Terms, held: Held, fact: Fact): Held {
  const after = stepped(terms, held, fact);
  return after.shares ? after : { ...after, agreed: zero };
}

function stepped(terms: Terms, held: Held, fact: Fact): Held {
  const { shares, conversion, cash, nominal } = held;
  switch (fact.fact) {
    case "allotted":
    case "vested": {
      const name = String(fact.milestone ?? "");
      if (held.grants.includes(name)) return held;
      const agreed = granted(terms, fact);
      return {
        ...held,
        shares: shares + floor(mul(ratio(agreed), held.splits)),
        agreed: add(held.agreed, mul(ratio(agreed), decimal(terms.price))),
        cash: cash - round(mul(ratio(agreed), decimal(terms.nominal))),
        grants: [...held.grants, name],
      };
    }
    case "issued": {
      const dilutes = compare(decimal(fact.price), conversion) < 0;
      if (!dilutes || held.antiDilution === "none") return held;
      const now = lowered(held, fact);
      const after = floor(div(mul(ratio(shares), conversion), now));
      const paid = round(mul(ratio(after - shares), nominal));
      return { ...held, shares: after, conversion: now, cash: cash - paid };
    }
    case "split": {
      const by = ratio(pence(fact.into), pence(fact.of));
      return {
        ...held,
        shares: floor(mul(ratio(shares), by)),
        conversion: div(conversion, by),
        nominal: div(nominal, by),
        splits: mul(held.splits, by),
      };
    }
    case "converted": {
      const keeps = (fact.keeps ?? []) as string[];
      return {
        ...held,
        shareClass: String(fact.shareClass),
        preferenceBp: keeps.includes("preference") ? held.preferenceBp : 0,
        antiDilution: keeps.includes("anti_dilution") ? held.antiDilution : "none",
      };
    }
    case "dividend":
      return { ...held, cash: cash + round(mul(ratio(shares), decimal(fact.perShare))) };
    case "disposed": {
      const left = shares - pence(fact.shares);
      const agreed = shares ? mul(held.agreed, ratio(left, shares)) : zero;
      const came = round(mul(ratio(pence(fact.shares)), decimal(fact.price)));
      return { ...held, shares: left, agreed, cash: cash + came };
    }
    case "exit": {
      const part = exitPart(held, fact);
      const escrow = round(bp(part, terms.escrowBp));
      return { ...held, shares: 0n, cash: cash + part - escrow, escrow };
    }
    case "escrow_released": {
      const out = pence(fact.received) + pence(fact.lost);
      return { ...held, cash: cash + pence(fact.received), escrow: held.escrow - out };
    }
    default:
      return held;
  }
}

/** Facts that stand, by day and id; of one day the allotment is the first. */
export const inTurn = (facts: Fact[]): Fact[] =>
  current(facts).sort(
    (f, g) => day(f.on) - day(g.on) || Number(g.fact === "allotted") - Number(f.fact === "allotted"),
  );

/** What is held in the end, and all money received less nominal paid. */
export function holding(input: Input): Held {
  const terms = input.terms as Terms;
  return inTurn(input.facts).reduce((held, f) => step(terms, held, f), start(terms));
}
