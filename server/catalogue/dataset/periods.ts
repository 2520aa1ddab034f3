/** What a dataset covers; an open end is today, an unknown beginning is not stated. */
export type Covered = { periodFrom: string | null; periodTo: string | null };
export type Span = { from: string; to: string };

/** First and last day that a dataset holds data of, seen today; null when it is not stated or lies ahead. */
export function spanOf({ periodFrom, periodTo }: Covered, today: string): Span | null {
  const to = periodTo ?? today;
  return periodFrom === null || periodFrom > to ? null : { from: periodFrom, to };
}

/** The days that both datasets cover; null when there are none, or one of the periods is not stated. */
export function overlapOf(a: Covered, b: Covered, today: string): Span | null {
  const [one, other] = [spanOf(a, today), spanOf(b, today)];
  if (!one || !other) return null;
  const from = one.from > other.from ? one.from : other.from;
  const to = one.to < other.to ? one.to : other.to;
  return from > to ? null : { from, to };
}

/** Why two datasets may not be linked, by the terms of either; empty when no term stands against it. */
export function linkBars(
  own: { limitations: readonly string[]; requirements: readonly string[] },
  other: {
    title: string;
    limitations: readonly string[];
    requirements: readonly string[];
    retiredOn: string | null;
    bar: string | null;
  },
): string[] {
  const forbids = ({ limitations, requirements }: typeof own) =>
    [...limitations, ...requirements].includes("no_linkage");
  return [
    forbids(own) && "The terms of this dataset say no linkage with other data.",
    forbids(other) && `The terms of ${other.title} say no linkage with other data.`,
    other.retiredOn && `${other.title} was retired.`,
    other.bar && `${other.title} may not be licensed: ${other.bar}`,
  ].filter((sentence): sentence is string => Boolean(sentence));
}

/** A span on an axis, in hundredths of a per cent from its left edge. */
export type Drawn = { left: number; width: number };

/** An axis of whole years over all spans, and where each span lies on it; null when there is none to draw. */
export function onOneAxis(
  spans: readonly (Span | null)[],
): { firstYear: number; lastYear: number; drawn: (Drawn | null)[] } | null {
  const known = spans.filter((span) => span !== null);
  if (known.length === 0) return null;
  const firstYear = Math.min(...known.map(({ from }) => Number(from.slice(0, 4))));
  const lastYear = Math.max(...known.map(({ to }) => Number(to.slice(0, 4)))) + 1;
  const whole = (lastYear - firstYear) * 372;
  // Days of months that all have 31: a place on a screen, not a count of days.
  const place = (day: string) => {
    const [year, month, date] = day.split("-").map(Number) as [number, number, number];
    return (year - firstYear) * 372 + (month - 1) * 31 + date - 1;
  };
  return {
    firstYear,
    lastYear,
    drawn: spans.map((span) => {
      if (!span) return null;
      const left = Math.floor((place(span.from) * 10_000) / whole);
      return { left, width: Math.max(40, Math.ceil(((place(span.to) + 1) * 10_000) / whole) - left) };
    }),
  };
}
