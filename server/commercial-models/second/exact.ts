/** Exact fractions, civil dates, versions of facts and dice, for second implementations that share no code. */
import type { Fact, Input } from "./input.ts";

export type { Fact, Input };

/** A fraction: numerator and denominator, the latter above zero. */
export type Ratio = readonly [bigint, bigint];

export function ratio(n: bigint | number, d: bigint | number = 1n): Ratio {
  let [a, b] = [BigInt(n), BigInt(d)];
  if (b === 0n) throw new RangeError("division by zero");
  if (b < 0n) [a, b] = [-a, -b];
  let [x, y] = [a < 0n ? -a : a, b];
  while (y) [x, y] = [y, x % y];
  return [a / x, b / x];
}

export const add = ([a, b]: Ratio, [c, d]: Ratio) => ratio(a * d + c * b, b * d);
export const sub = ([a, b]: Ratio, [c, d]: Ratio) => ratio(a * d - c * b, b * d);
export const mul = ([a, b]: Ratio, [c, d]: Ratio) => ratio(a * c, b * d);
export const div = ([a, b]: Ratio, [c, d]: Ratio) => ratio(a * d, b * c);
export const compare = ([a, b]: Ratio, [c, d]: Ratio) => (a * d < c * b ? -1 : a * d > c * b ? 1 : 0);
export const least = (x: Ratio, y: Ratio) => (compare(x, y) < 0 ? x : y);
export const most = (x: Ratio, y: Ratio) => (compare(x, y) > 0 ? x : y);
export const zero = ratio(0);

/** The whole number below, or the fraction itself when it is whole. */
export function floor([n, d]: Ratio): bigint {
  return n / d - (n % d < 0n ? 1n : 0n);
}

/** Half away from zero. */
export function round([n, d]: Ratio): bigint {
  return n < 0n ? -round([-n, d]) : (2n * n + d) / (2n * d);
}

/** A decimal written as text. */
export function decimal(text: unknown): Ratio {
  const [whole = "", places = ""] = String(text).split(".");
  return ratio(BigInt(whole + places), 10n ** BigInt(places.length));
}

/** Pence written as a number or as digits; nothing is nought. */
export const pence = (amount: unknown) => BigInt((amount ?? 0) as number | string);

/** The part in basis points, not rounded. */
export const bp = (amount: bigint, points: unknown) => ratio(amount * pence(points), 10_000n);

export const smaller = (x: bigint, y: bigint) => (x < y ? x : y);
export const larger = (x: bigint, y: bigint) => (x > y ? x : y);

/** Days since 1 January 1970. */
export const day = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
export const text = (number: number) => new Date(number * 86_400_000).toISOString().slice(0, 10);

/** The same day so many months later, or the last of that month. */
export function addMonths(start: number, months: number): number {
  const [y, m, d] = text(start).split("-").map(Number) as [number, number, number];
  const first = Date.UTC(y, m - 1 + months, 1) / 86_400_000;
  const next = Date.UTC(y, m + months, 1) / 86_400_000;
  return Math.min(first + d - 1, next - 1);
}

/** Stretches of so many months counted from `first`, cut to [from, to); `days` is the length of the whole one. */
export function stretches(first: number, months: number, from: number, to: number) {
  const all: { from: number; to: number; days: number; whole: number }[] = [];
  for (let k = 0; addMonths(first, k * months) < to; k++) {
    const [a, b] = [addMonths(first, k * months), addMonths(first, (k + 1) * months)];
    if (b > from) all.push({ from: Math.max(a, from), to: Math.min(b, to), days: b - a, whole: b });
  }
  return all;
}

const version = (f: Fact) => Number(f.version ?? 1);

/** Facts in their highest versions, by day, then by id. */
export function current(facts: Fact[], kind?: string): Fact[] {
  const newest = new Map<string, Fact>();
  for (const f of facts) {
    const other = newest.get(f.id);
    if (!other || version(f) > version(other)) newest.set(f.id, f);
  }
  const key = (f: Fact) => f.on + f.id;
  return [...newest.values()]
    .filter((f) => !f.retracted && (!kind || f.fact === kind))
    .sort((f, g) => (key(f) < key(g) ? -1 : 1));
}

/** The day on which the licence ended, early or not, and why. */
export function ending(input: Input): { on: number; by?: unknown } {
  const early = current(input.facts, "ended")[0];
  const to = day(input.term.to);
  return early && day(early.on) < to ? { on: day(early.on), by: early.by } : { on: to };
}

/** Positions under the keys of the component, without those of nought. */
export function positions(entries: Iterable<readonly [string, bigint]>): Record<string, bigint> {
  return Object.fromEntries([...entries].filter(([, p]) => p !== 0n).map(([k, p]) => [`c/${k}`, p]));
}

/** Throws of a seeded generator, leaning towards awkward values. */
export function dice(next: () => number) {
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const chance = (p: number) => next() < p;
  const pick = <T>(from: readonly T[]): T => from[int(0, from.length - 1)]!;
  const written = (n: number): number | string => (chance(0.5) ? n : String(n));
  const sized = (digits: number) => Math.floor(next() * 10 ** int(0, digits));
  return {
    int,
    chance,
    pick,
    written,
    sized,
    /** Pence of up to so many digits, as a number or as text. */
    money: (digits: number) => written(chance(0.05) ? 0 : sized(digits) + 1),
    /** A decimal above nought with up to so many digits before the point. */
    number(digits: number): string {
      const places = int(0, 6);
      const whole = sized(digits);
      const part = String(int(whole ? 0 : 1, 10 ** places - 1 || 1)).padStart(places, "0");
      return places ? `${whole}.${part}` : String(whole + 1);
    },
    /** A term of at most so many months, between 2026 and 2036. */
    term(months: number) {
      const from = day(
        chance(0.2)
          ? pick(["2028-02-29", "2032-02-29"])
          : chance(0.3)
            ? pick(["2026-12-31", "2027-08-31", "2028-03-01", "2027-02-28", "2027-04-01", "2029-01-30"])
            : text(int(day("2026-01-01"), day("2031-12-31"))),
      );
      const to = addMonths(from, int(1, months)) + (chance(0.4) ? int(0, 40) : 0);
      return { from: text(from), to: text(Math.min(to, day("2036-12-31"))) };
    },
    /** The day on which something is known: mostly at once, at times long after. */
    known: (on: string) => text(day(on) + (chance(0.6) ? int(0, 6) : int(0, 240))),
    /** An early end or none, at times on the edge of a month; seldom a second one, or one outside the term. */
    end(term: Input["term"]): Fact[] {
      const [from, to] = [day(term.from), day(term.to)];
      if (!chance(0.4) || to - from < 2) return [];
      const edge = addMonths(from, int(1, 24));
      const by = pick(["convenience", "supplier_fault", "customer_breach"]);
      const ended = (id: string, on: number): Fact => ({
        fact: "ended",
        id,
        on: text(on),
        known: text(on + int(0, 40)),
        by,
      });
      const on = chance(0.03)
        ? pick([from, from - 1, to, to + 1])
        : chance(0.3) && edge < to
          ? edge
          : int(from + 1, to - 1);
      return [
        ended("f999", on),
        ...(chance(0.03) ? [ended(pick(["f998", "f9991"]), int(from + 1, to - 1))] : []),
      ];
    },
    /** The fact again, corrected: a higher version, known later. */
    again: (f: Fact, change: Record<string, unknown>): Fact => ({
      ...f,
      ...change,
      version: version(f) + 1,
      known: text(day(f.known) + (chance(0.7) ? int(0, 20) : int(0, 200))),
    }),
  };
}
