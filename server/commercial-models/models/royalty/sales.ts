import { asRatio, rateRatio } from "#server/commercial-models/engine/fields.ts";
import { addMonths, type CivilDate, formatDate } from "#server/lib/dates.ts";
import { type Pence, roundHalfAway } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";
import type { Reported, RoyaltyFact, RoyaltyTerms, Sale } from "./terms.ts";

/** A row of a statement in pounds: what was sold, what of its deductions may count, and why not when it bears nothing. */
export type Row = { sale: Sale; gross: Pence; deductions: Pence; exempt: string | null };

/** Whether a sale bears royalty, and if not why: after the last day, or beyond the months of its product and country. */
export function bearing(terms: RoyaltyTerms, until: CivilDate, facts: readonly RoyaltyFact[]) {
  const name = (product = "", country = "") => `${product}\u0000${country}`;
  const first = new Map<string, CivilDate>();
  if (terms.royaltyMonths !== undefined) {
    for (const f of facts)
      if (f.fact === "launched" && !first.has(name(f.product, f.country)))
        first.set(name(f.product, f.country), f.on);
    const launched = new Set(first.keys());
    for (const f of facts)
      if (f.fact === "reported")
        for (const { product, country, on } of f.sales) {
          const key = name(product, country);
          const before = first.get(key);
          if (!launched.has(key) && (!before || on < before)) first.set(key, on);
        }
  }
  return ({ on, product, country }: Sale): string | null => {
    if (on >= until) return `sales from ${formatDate(until)} on bear no royalty`;
    const launch = first.get(name(product, country));
    if (!launch || terms.royaltyMonths === undefined) return null;
    const end = addMonths(launch, terms.royaltyMonths);
    return on < end
      ? null
      : `more than ${counted(terms.royaltyMonths, "month")} after the first sale on ${formatDate(launch)}`;
  };
}

/** The rows of a statement in pounds, each amount rounded once at its conversion. */
export const rowsOf = (
  terms: RoyaltyTerms,
  { sales }: Pick<Reported, "sales">,
  bears: (sale: Sale) => string | null = () => null,
): Row[] =>
  sales.map((sale) => {
    const fx = sale.fx === undefined ? { num: 1n, den: 1n } : rateRatio(sale.fx);
    const [a, b] = sale.combination
      ? [asRatio(sale.combination.a).num, asRatio(sale.combination.b).num]
      : [1n, 0n];
    const inPounds = (amount: bigint) =>
      a + b === 0n ? 0n : roundHalfAway(amount * fx.num * a, fx.den * (a + b));
    const deducted =
      typeof sale.deductions === "bigint"
        ? sale.deductions
        : terms.allowedDeductions.reduce(
            (total, kind) => total + (sale.deductions as Record<string, bigint>)[kind]!,
            0n,
          );
    return { sale, gross: inPounds(sale.gross), deductions: inPounds(deducted), exempt: bears(sale) };
  });
