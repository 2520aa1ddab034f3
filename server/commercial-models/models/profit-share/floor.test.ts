import { describe, expect, test } from "vitest";
import { billed } from "../../testing.ts";

/** A tenth of the profit, never less than £18,980.00 a year: £52.00 a day in a year of 365. Statements are due on 31 March. */
const terms = { kind: "profit_share", bands: [{ upTo: null, rateBp: 1000 }], floor: 1_898_000 };
const term = { from: "2026-01-01", to: "2028-01-01" };
const until = "2028-01-31";
const stated = (revenue: number, known: string, year = 2026) => ({
  fact: "stated",
  id: `profit of ${year}`,
  on: `${year}-12-31`,
  known,
  revenue,
  direct: 0,
  overhead: 0,
});
const life = (facts: Record<string, unknown>[], more: Record<string, unknown> = {}) =>
  billed({ term, terms: { ...terms, ...more }, facts, until });

describe("the floor falls due on the day after a statement was due, whatever is reported", () => {
  const floor = "2027-04-01: c/2026-01-01 £18,980.00";

  test("nothing is stated of 2026: £18,980.00 on 1 April 2027", () => {
    expect(life([])).toEqual([floor]);
  });
  test("£400,000.00 of profit stated 63 days late: £18,980.00, then £21,020.00 to £40,000.00", () => {
    expect(life([stated(40_000_000, "2027-06-02")])).toEqual([floor, "2027-06-02: c/2026-01-01 £21,020.00"]);
  });
  test("a late statement of no profit changes nothing", () => {
    expect(life([stated(0, "2027-06-02")])).toEqual([floor]);
  });
  test("a statement on its last day, 31 March, is billed alone: £40,000.00", () => {
    expect(life([stated(40_000_000, "2027-03-31")])).toEqual(["2027-03-31: c/2026-01-01 £40,000.00"]);
  });
  test("a statement that is taken back on 1 September leaves the floor: £21,020.00 of £40,000.00 is credited", () => {
    const statement = stated(40_000_000, "2027-03-31");
    const back = { ...statement, version: 2, known: "2027-09-01", retracted: true };
    expect(life([statement, back])).toEqual([
      "2027-03-31: c/2026-01-01 £40,000.00",
      "2027-09-01: c/2026-01-01 −£21,020.00",
    ]);
  });
  test("ended on 1 July 2026, 181 of 365 days: £9,412.00 on the day after 28 September", () => {
    const ended = { fact: "ended", id: "end", on: "2026-07-01", by: "convenience" };
    expect(life([ended])).toEqual(["2026-09-29: c/2026-01-01 £9,412.00"]);
  });
});

describe("what was paid on account counts towards the floor", () => {
  const quarter = (share: number, known = "2026-03-31") => ({
    fact: "estimated",
    id: "first quarter",
    on: "2026-03-31",
    known,
    share,
  });
  test("£15,000.00 on account: £3,980.00 is missing", () => {
    expect(life([quarter(1_500_000)], { onAccountBp: 10_000 })).toEqual([
      "2026-03-31: c/2026-01-01/on-account £15,000.00",
      "2027-04-01: c/2026-01-01 £3,980.00",
    ]);
  });
  test("£25,000.00 on account: nothing is missing, and nothing is given back before the statement says so", () => {
    const facts = [quarter(2_500_000), stated(20_000_000, "2027-06-02")];
    expect(life(facts, { onAccountBp: 10_000 })).toEqual([
      "2026-03-31: c/2026-01-01/on-account £25,000.00",
      "2027-06-02: c/2026-01-01/on-account −£5,000.00",
    ]);
  });
  test("an estimate that is taken back takes its payment of £15,000.00 back", () => {
    const back = { ...quarter(1_500_000, "2026-05-01"), version: 2, retracted: true };
    expect(
      billed({
        term,
        terms: { ...terms, onAccountBp: 10_000 },
        facts: [quarter(1_500_000), back],
        until: "2027-01-01",
      }),
    ).toEqual([
      "2026-03-31: c/2026-01-01/on-account £15,000.00",
      "2026-05-01: c/2026-01-01/on-account −£15,000.00",
    ]);
  });
});

describe("an estimate keeps within the floor and the cap of its year", () => {
  const second = (facts: Record<string, unknown>[], more: Record<string, unknown>) =>
    billed({ term, terms: { ...terms, estimateLate: true, ...more }, facts, until: "2028-12-31" });

  test("after a year at its cap of £40,000.00: £18,980.00 on 31 March 2028, £40,000.00 in place of £44,000.00 ten days after the statement was due", () => {
    expect(second([stated(90_000_000, "2027-03-31")], { cap: 4_000_000 })).toEqual([
      "2027-03-31: c/2026-01-01 £40,000.00",
      "2028-03-31: c/2027-01-01 £18,980.00",
      "2028-04-09: c/2027-01-01 £21,020.00",
    ]);
  });
  test("after a year of no profit: the floor of £18,980.00, then £20,878.00 in its place", () => {
    expect(second([stated(0, "2027-03-31")], {})).toEqual([
      "2027-03-31: c/2026-01-01 £18,980.00",
      "2028-03-31: c/2027-01-01 £18,980.00",
      "2028-04-09: c/2027-01-01 £1,898.00",
    ]);
  });
});
