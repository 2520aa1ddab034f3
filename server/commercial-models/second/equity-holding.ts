import {
  add,
  bp,
  compare,
  current,
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
  vesting?: { milestone: string; shares: number }[];
  escrowBp?: number;
};

/** Shares granted by a fact: at completion all that do not vest, at a milestone its own. */
export function granted(terms: Terms, fact: Fact): bigint {
  const vesting = terms.vesting ?? [];
  if (fact.fact === "allotted") return BigInt(vesting.reduce((left, v) => left - v.shares, terms.shares));
  return BigInt(vesting.find((v) => v.milestone === fact.milestone)?.shares ?? 0);
}

/** What is held: shares, their conversion price, nominal and agreed value, and the money that came in. */
type Held = {
  shares: bigint;
  conversion: Ratio;
  nominal: Ratio;
  agreed: Ratio;
  cash: bigint;
  grants: string[];
};

/** Nothing held yet. */
export const start = (terms: Terms): Held => ({
  shares: 0n,
  conversion: ratio(pence(terms.price)),
  nominal: ratio(pence(terms.nominal)),
  agreed: zero,
  cash: 0n,
  grants: [],
});

/** The conversion price after an issue below it, exact. */
function lowered(terms: Terms, before: Ratio, fact: Fact): Ratio {
  const price = ratio(pence(fact.price));
  if (terms.antiDilution === "full_ratchet") return price;
  const [money, diluted] = [ratio(pence(fact.money)), ratio(pence(fact.dilutedBefore))];
  const issued = div(money, price);
  return mul(before, div(add(diluted, div(money, before)), add(diluted, issued)));
}

/** Our part of an exit: of what is left for all, or the preference where that is more. */
export function exitPart(terms: Terms, held: Held, fact: Record<string, unknown>): bigint {
  const pool = larger(0n, pence(fact.proceeds) - pence(fact.costs));
  const rest = larger(0n, pool - pence(fact.preferences));
  const preference = round(div(mul(held.agreed, ratio(pence(terms.preferenceBp))), ratio(10_000)));
  return larger(round(ratio(rest * held.shares, pence(fact.diluted))), smaller(pool, preference));
}

/** What is held after one more fact. */
export function step(terms: Terms, held: Held, fact: Fact): Held {
  const { shares, conversion, cash, nominal } = held;
  switch (fact.fact) {
    case "allotted":
    case "vested": {
      const name = String(fact.milestone ?? "");
      if (held.grants.includes(name)) return held;
      const more = granted(terms, fact);
      return {
        ...held,
        shares: shares + more,
        agreed: add(held.agreed, ratio(more * pence(terms.price))),
        cash: cash - more * pence(terms.nominal),
        grants: [...held.grants, name],
      };
    }
    case "issued": {
      const dilutes = compare(ratio(pence(fact.price)), conversion) < 0;
      if (!dilutes || (terms.antiDilution ?? "none") === "none") return held;
      const now = lowered(terms, conversion, fact);
      const after = floor(div(mul(ratio(shares), conversion), now));
      const paid = round(mul(ratio(after - shares), nominal));
      return { ...held, shares: after, conversion: now, cash: cash - paid };
    }
    case "split": {
      const by = ratio(pence(fact.into), pence(fact.of));
      const after = floor(mul(ratio(shares), by));
      return { ...held, shares: after, conversion: div(conversion, by), nominal: div(nominal, by) };
    }
    case "dividend":
      return { ...held, cash: cash + shares * pence(fact.perShare) };
    case "disposed": {
      const left = shares - pence(fact.shares);
      const agreed = shares ? mul(held.agreed, ratio(left, shares)) : zero;
      return { ...held, shares: left, agreed, cash: cash + pence(fact.shares) * pence(fact.price) };
    }
    case "exit": {
      const part = exitPart(terms, held, fact);
      const escrow = round(bp(part, terms.escrowBp));
      return { ...held, shares: 0n, agreed: zero, cash: cash + part - escrow };
    }
    case "escrow_released":
      return { ...held, cash: cash + pence(fact.received) };
    default:
      return held;
  }
}

/** Shares held in the end, and all money received less nominal paid. */
export function holding(input: Input): { shares: bigint; cash: bigint } {
  const terms = input.terms as Terms;
  const { shares, cash } = current(input.facts).reduce((held, f) => step(terms, held, f), start(terms));
  return { shares, cash };
}
