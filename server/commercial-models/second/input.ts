/** What the second implementations are given, and the drawing of random cases. */
import { day, text } from "./ratio.ts";

export type Fact = {
  fact: string;
  id: string;
  on: string;
  known: string;
  component?: string;
  [detail: string]: unknown;
};
export type Input = { term: { from: string; to: string }; terms: object; facts: Fact[] };

/** An amount as it stands in terms and facts. */
export type Pence = number | string;

/** Facts of one kind, by day and then by id. */
export const facts = (input: Input, ...kinds: string[]): Fact[] =>
  input.facts
    .filter(({ fact }) => kinds.includes(fact))
    .sort((a, b) => day(a.on) - day(b.on) || (a.id < b.id ? -1 : 1));

/** Only the positions that are not zero. */
export const settled = (positions: [string, bigint][]): Record<string, bigint> =>
  Object.fromEntries(positions.filter(([, net]) => net !== 0n).map(([key, net]) => [`c/${key}`, net]));

/** Random values from a seeded generator of numbers in [0, 1). */
export class Draw {
  constructor(private readonly next: () => number) {}

  /** From `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(part: number): boolean {
    return this.next() < part;
  }

  one<T>(values: readonly T[]): T {
    return values[this.integer(0, values.length - 1)] as T;
  }

  /** Tiny, round, ordinary or huge, up to a limit; as a number or as digits. */
  pence(limit = 10 ** 13, low = 0): Pence {
    const digits = this.integer(0, String(limit).length - 1);
    const size = this.chance(0.1) ? limit : this.integer(0, 10 ** digits);
    const round = this.chance(0.3) && size >= 1000 ? size - (size % 1000) : size;
    const amount = Math.min(limit, Math.max(low, round));
    return this.chance(0.5) ? amount : String(amount);
  }

  /** A first day, often one at which calendars are awkward. */
  first(): string {
    const awkward = [
      "2024-02-29",
      "2028-02-29",
      "2026-01-31",
      "2027-08-31",
      "2027-03-01",
      "2026-04-01",
      "2027-12-31",
    ];
    return this.chance(0.5) ? this.one(awkward) : text(day("2024-01-01") + this.integer(0, 2000));
  }

  /** Facts on a few days of [from, to), several of them on one day, some of them known late. */
  facts(
    term: Input["term"],
    kinds: readonly (() => Pick<Fact, "fact"> & Record<string, unknown>)[],
    most: number,
  ): Fact[] {
    const days = Array.from({ length: 3 }, () => this.within(term));
    return Array.from({ length: this.integer(0, most) }, () =>
      this.fact(this.chance(0.3) ? this.one(days) : this.within(term), this.one(kinds)()),
    );
  }

  /** A day of [from, to). */
  within(term: Input["term"]): string {
    return text(this.integer(day(term.from), day(term.to) - 1));
  }

  /** A fact of the component; its id says nothing about the order. */
  fact(on: string, details: Pick<Fact, "fact"> & Record<string, unknown>, late = 0.3): Fact {
    const known = this.chance(late) ? text(day(on) + this.integer(1, this.chance(0.2) ? 800 : 120)) : on;
    return { ...details, id: `f${this.integer(0, 10 ** 9)}`, on, known, component: "c" };
  }

  /** At most one end, for any of the three reasons; seldom two, or one outside the term. */
  end(term: Input["term"], part = 0.4): Fact[] {
    if (!this.chance(part)) return [];
    const ended = (on: string): Fact => {
      const by = this.one(["convenience", "supplier_fault", "customer_breach"]);
      const { component: _, ...fact } = this.fact(on, { fact: "ended", by });
      return fact as Fact;
    };
    const beyond = text(day(term.to) + this.integer(0, 2));
    return [
      ended(this.chance(0.03) ? beyond : this.within(term)),
      ...(this.chance(0.03) ? [ended(this.within(term))] : []),
    ];
  }
}
