import { describe, expect, test } from "vitest";
import { owed } from "../../testing.ts";

/** 36,500 pence a seat and year: a pound a day in a year of 365 days. Twenty seats are agreed. */
const terms = {
  kind: "subscription",
  tiers: { s: 36_500, p: 73_000 },
  tier: "s",
  quantity: 20,
  trueUp: true,
};
const year = { from: "2026-01-01", to: "2027-01-01" };
const twoYears = { from: "2026-01-01", to: "2028-01-01" };
const inUse = (seats: number, on: string) => ({ fact: "seated", id: `seats ${on}`, on, seats });
const agreed = (quantity: number, on: string) => ({ fact: "changed", id: `changed ${on}`, on, quantity });

/** Only the true-ups, by the first day of their year. */
const trueUps = (facts: Record<string, unknown>[], term = twoYears, more: Record<string, unknown> = {}) =>
  Object.fromEntries(
    Object.entries(owed({ term, terms: { ...terms, ...more }, facts, until: "2028-02-01" }))
      .filter(([key]) => key.endsWith("true-up"))
      .map(([key, net]) => [key.split("/")[1], net]),
  );

test("25 of 20 seats from 1 May, 25 agreed from 1 September: the rise is 61,000 and the true-up to the day before it 61,500", () => {
  const facts = [inUse(25, "2026-05-01"), agreed(25, "2026-09-01")];
  expect(owed({ term: year, terms, facts, until: "2027-02-01" })).toEqual({
    "c/2026-01-01": 730_000n,
    "c/2026-01-01/from:2026-09-01": 61_000n,
    "c/2026-01-01/true-up": 61_500n,
  });
});

test("25 of 20 seats from 1 July 2026 go on over the new year: 92,000 for the first, 182,500 for the second", () => {
  expect(trueUps([inUse(25, "2026-07-01")])).toEqual({ "2026-01-01": 92_000n, "2027-01-01": 182_500n });
});

describe("a seat above the agreed number is paid once for each day", () => {
  const from = "2026-05-01";
  test.each<[string, Record<string, unknown>[], Record<string, bigint>]>([
    [
      "22 in use from October: 5 until the year ends, 122,500, then 2, 73,000",
      [inUse(25, from), inUse(22, "2026-10-01")],
      { "2026-01-01": 122_500n, "2027-01-01": 73_000n },
    ],
    [
      "3 more agreed from September: 5 for 123 days and 2 for 122, 85,900, then 2, 73,000",
      [inUse(25, from), agreed(23, "2026-09-01")],
      { "2026-01-01": 85_900n, "2027-01-01": 73_000n },
    ],
    [
      "25 agreed from the new year: 122,500 and nothing after",
      [inUse(25, from), agreed(25, "2027-01-01")],
      { "2026-01-01": 122_500n },
    ],
    [
      "30 in use from July: 5 for 61 days, 10 for 184, 214,500, then 10, 365,000",
      [inUse(25, from), inUse(30, "2026-07-01")],
      { "2026-01-01": 214_500n, "2027-01-01": 365_000n },
    ],
    ["20 in use: nothing", [inUse(20, from)], {}],
  ])("%s", (_, facts, expected) => {
    expect(trueUps(facts)).toEqual(expected);
  });

  test("the better tier from July: 5 × £1.00 for 61 days, 5 × £2.00 for 184, 214,500", () => {
    const better = { fact: "changed", id: "better", on: "2026-07-01", tier: "p" };
    expect(trueUps([inUse(25, from), better], year)).toEqual({ "2026-01-01": 214_500n });
  });
});

describe("25 agreed seats fall to 20 from 1 September, credited", () => {
  const credited = { quantity: 25, downgrade: "credited" };
  test("25 stay in use: 5 for 122 days, 61,000", () => {
    const facts = [inUse(25, "2026-05-01"), agreed(20, "2026-09-01")];
    expect(trueUps(facts, year, credited)).toEqual({ "2026-01-01": 61_000n });
  });
  test("20 in use since August: they were within what was agreed, nothing", () => {
    const facts = [inUse(25, "2026-05-01"), inUse(20, "2026-08-01"), agreed(20, "2026-09-01")];
    expect(trueUps(facts, year, credited)).toEqual({});
  });
});

test("billed by month, 25 agreed from 15 September: September's rise is 8,000, the true-up to the 14th 68,500, and the year adds up", () => {
  const facts = [inUse(25, "2026-05-01"), agreed(25, "2026-09-15")];
  const keys = owed({ term: year, terms: { ...terms, periodMonths: 1 }, facts, until: "2027-02-01" });
  expect(keys["c/2026-09-01/from:2026-09-15"]).toBe(8_000n);
  expect(keys["c/2026-01-01/true-up"]).toBe(68_500n);
  // 20 seats the whole year, five more from 15 September, five above the agreed number before.
  expect(Object.values(keys).reduce((a, b) => a + b, 0n)).toBe(730_000n + 54_000n + 68_500n);
});

test.each(["convenience", "customer_breach", "supplier_fault"])(
  "ended on 1 September (%s): 5 seats for the 123 days before, 61,500",
  (by) => {
    const ended = { fact: "ended", id: "end", on: "2026-09-01", by };
    expect(trueUps([inUse(25, "2026-05-01"), ended])).toEqual({ "2026-01-01": 61_500n });
  },
);
