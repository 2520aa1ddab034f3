import fc from "fast-check";
import { describe as about, expect, test } from "vitest";
import { linkBars, onOneAxis, overlapOf, spanOf } from "./periods.ts";

const today = "2026-11-24";
const set = (periodFrom: string | null, periodTo: string | null = null) => ({ periodFrom, periodTo });

about("the period that two datasets share", () => {
  test.each([
    ["both still grow", set("1989-04-01"), set("2012-04-01"), { from: "2012-04-01", to: today }],
    [
      "one has ended",
      set("1989-04-01"),
      set("2007-04-01", "2020-03-31"),
      { from: "2007-04-01", to: "2020-03-31" },
    ],
    [
      "they meet on one day",
      set("2000-01-01", "2010-05-05"),
      set("2010-05-05"),
      { from: "2010-05-05", to: "2010-05-05" },
    ],
    ["one ended before the other began", set("2000-01-01", "2010-05-05"), set("2010-05-06"), null],
    ["one does not say when it begins", set(null, "2010-05-05"), set("2000-01-01"), null],
    ["one begins tomorrow", set("2026-11-25"), set("2000-01-01"), null],
  ])("%s", (_, a, b, expected) => {
    expect(overlapOf(a, b, today)).toEqual(expected);
    expect(overlapOf(b, a, today)).toEqual(expected);
  });

  test("a dataset shares its whole period with itself", () => {
    expect(overlapOf(set("1989-04-01"), set("1989-04-01"), today)).toEqual(spanOf(set("1989-04-01"), today));
  });
});

about("what bars a link", () => {
  const free = {
    title: "Deaths",
    limitations: ["general_research"],
    requirements: [],
    retiredOn: null,
    bar: null,
  };
  const closed = { limitations: ["no_linkage"], requirements: [] };

  test("nothing, where no term speaks of it", () => expect(linkBars(free, free)).toEqual([]));
  test("the term of either side, in the words of that side", () => {
    expect(linkBars(closed, free)).toEqual(["The terms of this dataset say no linkage with other data."]);
    expect(linkBars(free, { ...free, requirements: ["no_linkage"] } as never)).toEqual([
      "The terms of Deaths say no linkage with other data.",
    ]);
  });
  test("a dataset that is retired or may not be licensed at all", () => {
    expect(linkBars(free, { ...free, retiredOn: "2026-01-01", bar: "Only for the pandemic." })).toEqual([
      "Deaths was retired.",
      "Deaths may not be licensed: Only for the pandemic.",
    ]);
  });
});

about("the time line", () => {
  test("is of whole years, from the first that is covered to the end of the last", () => {
    expect(onOneAxis([{ from: "2000-01-01", to: "2009-12-31" }, null])).toEqual({
      firstYear: 2000,
      lastYear: 2010,
      drawn: [{ left: 0, width: 10_000 }, null],
    });
    expect(onOneAxis([null])).toBeNull();
  });

  test("never draws outside itself, and what is later lies further right", () => {
    const day = fc.date({ min: new Date("1900-01-01"), max: new Date("2030-12-31"), noInvalidDate: true });
    const span = fc.tuple(day, day).map(([a, b]) => {
      const [from, to] = [a, b].map((at) => at.toISOString().slice(0, 10)).sort();
      return { from: from!, to: to! };
    });
    fc.assert(
      fc.property(fc.array(span, { minLength: 1 }), (spans) => {
        const { drawn } = onOneAxis(spans)!;
        for (const [index, one] of drawn.entries()) {
          expect(one!.left).toBeGreaterThanOrEqual(0);
          expect(one!.left + one!.width).toBeLessThanOrEqual(10_040);
          for (const [other, two] of drawn.entries())
            if (spans[index]!.from < spans[other]!.from) expect(one!.left).toBeLessThanOrEqual(two!.left);
        }
      }),
    );
  });
});
