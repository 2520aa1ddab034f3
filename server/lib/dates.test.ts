import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addDays,
  addMonths,
  civil,
  daysBetween,
  isCivil,
  londonDate,
  monthEnd,
  periodInWords,
  periodsOf,
  withDates,
} from "./dates.ts";

const anyDay = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays(civil("2000-01-01"), days));

test("the 29th of February + 12 months is the 28th, + 48 the 29th again", () => {
  expect([addMonths(civil("2028-02-29"), 12), addMonths(civil("2028-02-29"), 48)]).toEqual([
    "2029-02-28",
    "2032-02-29",
  ]);
});

test("periods tile the term: no gap, no overlap, for every anchor and length", () => {
  fc.assert(
    fc.property(
      anyDay,
      fc.integer({ min: 1, max: 4000 }),
      fc.constantFrom(1, 3, 6, 12),
      (from, days, months) => {
        const term = { from, to: addDays(from, days) };
        const periods = periodsOf(term, months);
        expect([periods[0]!.from, periods.at(-1)!.to]).toEqual([term.from, term.to]);
        for (const [index, period] of periods.entries()) {
          expect(period.from < period.to).toBe(true);
          if (index > 0) expect(period.from).toBe(periods[index - 1]!.to);
        }
      },
    ),
  );
});

test("days are counted there and back", () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (day, days) => {
      expect(daysBetween(day, addDays(day, days))).toBe(days);
    }),
  );
});

test.each([
  ["2026-03-28T23:59:59Z", "2026-03-28"],
  ["2026-03-29T00:30:00Z", "2026-03-29"],
  ["2026-03-29T23:00:00Z", "2026-03-30"],
  ["2026-10-24T23:30:00Z", "2026-10-25"],
  ["2026-10-25T23:30:00Z", "2026-10-25"],
])("in London it is at %s the day %s, also while clocks change", (instant, day) => {
  expect(londonDate(new Date(instant))).toBe(day);
});

test("a day that does not exist is no day", () => {
  expect(["2026-02-29", "2028-02-29", "2026-13-01", "26-01-01"].map(isCivil)).toEqual([
    false,
    true,
    false,
    false,
  ]);
  expect(monthEnd(civil("2028-02-10"))).toBe("2028-02-29");
});

test("a sentence with days reads as people write them", () => {
  expect(withDates("Use report from 2026-04-01")).toBe("Use report from 1 April 2026");
});

test.each([
  ["2026-09-27", "2026-10-27", "27 September 2026 to 26 October 2026"],
  ["2026-04-01", "2026-04-02", "1 April 2026"],
  ["2026-04-01", "2026-04-01", "1 April 2026"],
])("a period from %s until before %s is, for people, %s", (from, to, words) => {
  expect(periodInWords({ from, to })).toBe(words);
});
