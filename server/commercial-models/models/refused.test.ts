import { describe, expect, test } from "vitest";
import { z } from "zod";
import { played } from "../testing.ts";

type Facts = Record<string, unknown>[];
const term = { from: "2026-01-01", to: "2028-01-01" };

/** Why a life is refused: each place with its sentence; empty when it can be lived. */
function refusedBecause(terms: Record<string, unknown> & { kind: string }, facts: Facts): string[] {
  try {
    played({
      term,
      terms,
      facts: facts.map((fact, at) => ({ id: `f${at + 1}`, ...fact })),
      until: "2028-12-31",
    });
    return [];
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return error.issues.map(({ path, message }) => `${path.slice(1).join(".")}: ${message}`);
  }
}

const ended = { fact: "ended", on: "2026-07-01", by: "convenience" };

describe("profit share", () => {
  const terms = {
    kind: "profit_share",
    bands: [{ upTo: null, rateBp: 1000 }],
    costCaps: { travel: 500 },
    cap: 10_000_000,
    onAccountBp: 8000,
  };
  const stated = (known: string, more = {}) => ({
    fact: "stated",
    on: "2026-12-31",
    known,
    revenue: 100_000_000,
    direct: 0,
    overhead: 0,
    ...more,
  });
  const estimated = (on: string, share: number) => ({ fact: "estimated", on, share });
  const audited = (year: string, on = "2027-06-01") => ({
    fact: "audited",
    on,
    additions: [{ year, profit: 100 }],
  });
  const { onAccountBp: _, ...notOnAccount } = terms;

  test.each<[string, Facts, string[]]>([
    [
      "two statements of one year",
      [stated("2027-03-01"), stated("2027-04-01", { revenue: 200_000_000 })],
      [
        "1.on: The year from 1 January 2026 is stated already, by f1, known on 1 March 2027: restate it under that name",
      ],
    ],
    [
      "a year that still runs",
      [stated("2026-12-30")],
      ["0.on: The year ends on 31 December 2026: it cannot be stated on 30 December 2026"],
    ],
    ["the last day of a year", [stated("2026-12-31")], []],
    ["a year that ended early", [ended, stated("2026-07-10", { on: "2026-06-30" })], []],
    [
      "a year after the last",
      [stated("2029-03-01", { on: "2028-12-31" })],
      ["0.on: 31 December 2028 is in no year that is stated, 1 January 2026 to 31 December 2027"],
    ],
    [
      "categories that every object has",
      [stated("2027-03-01", { costs: { constructor: 70_000, toString: 1, travel: 2 } })],
      [
        "0.costs.constructor: constructor is not agreed; beside direct costs and overheads there are travel",
        "0.costs.toString: toString is not agreed; beside direct costs and overheads there are travel",
      ],
    ],
    [
      "two estimates of one quarter",
      [estimated("2026-03-31", 100), estimated("2026-02-01", 200)],
      [
        "0.on: The quarter from 1 January 2026 is estimated already, by f2, for 1 February 2026: correct it under that name",
      ],
    ],
    [
      "estimates of £60,000.00 and £40,000.01 of a year capped at £100,000.00",
      [estimated("2026-03-31", 6_000_000), estimated("2026-06-30", 4_000_001)],
      ["1.share: £100,000.01 would be estimated of a year whose share is £100,000.00 at most"],
    ],
    [
      "an audit of a year that nothing was stated of",
      [audited("2026-05-01")],
      ["0.additions.0.year: Nothing was stated of the year from 1 January 2026 by 1 June 2027"],
    ],
    [
      "an audit after its look-back",
      [stated("2027-03-01"), audited("2026-05-01", "2030-01-01")],
      [
        "1.additions.0.year: An audit of 1 January 2030 looks back to 1 January 2027, and the year from 1 January 2026 lies before",
      ],
    ],
  ])("%s", (_, facts, expected) => {
    expect(refusedBecause(terms, facts)).toEqual(expected);
  });
  test("an estimate where nothing is paid on account", () => {
    expect(refusedBecause(notOnAccount as typeof terms, [estimated("2026-03-31", 1)])).toEqual([
      "0.share: Nothing is paid on account under these terms",
    ]);
  });
});

describe("royalty", () => {
  const terms = {
    kind: "royalty",
    bands: [{ upTo: null, rateBp: 200 }],
    scope: "product",
    royaltyMonths: 12,
  };
  const reported = (known: string, more = {}) => ({
    fact: "reported",
    on: "2026-01-01",
    known,
    sales: [],
    ...more,
  });
  const sale = (on: string, more = {}) => ({ on, product: "A", country: "GB", gross: 100, ...more });

  test.each<[string, Facts, string[]]>([
    [
      "a quarter stated twice",
      [reported("2026-05-01"), reported("2026-04-10", { on: "2026-02-01" })],
      [
        "0.on: The quarter from 1 January 2026 is stated already, by f2, known on 10 April 2026: restate it under that name",
      ],
    ],
    [
      "a quarter that still runs",
      [reported("2026-03-30")],
      ["0.on: The quarter ends on 31 March 2026: it cannot be stated on 30 March 2026"],
    ],
    [
      "a quarter after the sell-off, told when the end was known",
      [ended, reported("2027-05-01", { on: "2027-01-01" })],
      ["1.on: 1 January 2027 is in no quarter that is stated, 1 January 2026 to 31 December 2026"],
    ],
    [
      "rows of another quarter",
      [reported("2026-04-10", { sales: [sale("2026-04-01"), sale("2026-03-01")] })],
      ["0.sales.0.on: Sales of 1 April 2026 are not of the quarter from 1 January 2026 to 31 March 2026"],
    ],
    [
      "rows abroad without their rate",
      [reported("2026-04-10", { sales: [sale("2026-03-01"), sale("2026-03-01", { currency: "EUR" })] })],
      ["0.sales.1.fx: Sales in EUR need pounds for one unit"],
    ],
    [
      "royalties to others where none count",
      [reported("2026-04-10", { thirdParty: 5_000 })],
      ["0.thirdParty: £50.00 paid to others lowers nothing under these terms"],
    ],
    [
      "a first sale in June of what was sold in March",
      [
        reported("2026-04-10", { sales: [sale("2026-03-01")] }),
        { fact: "launched", on: "2026-06-15", product: "A", country: "GB" },
      ],
      ["1.on: A in GB was sold on 1 March 2026 already, before 15 June 2026"],
    ],
    [
      "what an audit found of no product",
      [
        reported("2026-04-10"),
        { fact: "audited", on: "2026-09-01", additions: [{ quarter: "2026-01-01", net: 1 }] },
      ],
      ["1.additions.0.product: Say of which product: the bands count each by itself"],
    ],
    [
      "an audit of a quarter that nothing was stated of",
      [{ fact: "audited", on: "2026-09-01", additions: [{ quarter: "2026-04-01", net: 1, product: "A" }] }],
      ["0.additions.0.quarter: Nothing was stated of the quarter from 1 April 2026 by 1 September 2026"],
    ],
  ])("%s", (_, facts, expected) => {
    expect(refusedBecause(terms, facts)).toEqual(expected);
  });
});

describe("subscription", () => {
  const terms = { kind: "subscription", tiers: { basic: 36_500, full: 73_000 }, tier: "basic", trueUp: true };
  const { trueUp: _, ...plain } = terms;
  test.each<[string, Record<string, unknown> & { kind: string }, Facts, string[]]>([
    [
      "a tier that every object has",
      terms,
      [{ fact: "changed", on: "2026-05-01", tier: "constructor" }],
      ["0.tier: constructor is not on the price list: basic, full"],
    ],
    [
      "a change of nothing",
      terms,
      [{ fact: "changed", on: "2026-05-01" }],
      ["0.tier: Say another tier or another number"],
    ],
    [
      "before the term",
      terms,
      [{ fact: "seated", on: "2025-12-31", seats: 3 }],
      ["0.on: 31 December 2025 is not in the term, 1 January 2026 to 31 December 2027"],
    ],
    [
      "after an end that was known",
      terms,
      [ended, { fact: "changed", on: "2026-08-01", tier: "full" }],
      ["1.on: The licence ended on 1 July 2026"],
    ],
    [
      "seats twice for one day",
      terms,
      [
        { fact: "seated", on: "2026-05-01", seats: 3 },
        { fact: "seated", on: "2026-05-01", seats: 4 },
      ],
      ["1.on: 3 seats are in use from 1 May 2026 already, by f1: correct it under that name"],
    ],
    [
      "seats and an index that are not agreed",
      plain,
      [
        { fact: "seated", on: "2026-05-01", seats: 3 },
        { fact: "indexed", on: "2026-06-01", bp: 300 },
      ],
      [
        "0.seats: Seats above the agreed number are not billed under these terms",
        "1.bp: No index is agreed: the price stays as it is",
      ],
    ],
  ])("%s", (_, under, facts, expected) => {
    expect(refusedBecause(under, facts)).toEqual(expected);
  });
});

test("usage outside the term or after a known end is refused; a correction past its window is passed over", () => {
  const terms = {
    kind: "usage_based",
    unit: "row",
    pricing: "per_unit",
    tiers: [{ upTo: null, unitPrice: "1" }],
  };
  const used = (on: string, known = on) => ({ fact: "used", on, known, quantity: "5" });
  expect(refusedBecause(terms, [used("2028-01-01"), ended, used("2026-07-01", "2026-07-02")])).toEqual([
    "2.on: The licence ended on 1 July 2026",
    "0.on: 1 January 2028 is not in the term, 1 January 2026 to 31 December 2027",
  ]);
  expect(
    refusedBecause(terms, [
      used("2026-01-10"),
      { ...used("2026-01-10", "2027-01-01"), id: "f1", version: 2 },
    ]),
  ).toEqual([]);
});

describe("data in return, within one day", () => {
  const terms = {
    kind: "data_return",
    agreedValue: 6_000_000,
    deliverables: [{ id: "A", weightBp: 10_000, due: "2026-06-30" }],
    longStop: "2027-01-01",
    fallbackFee: 7_500_000,
  };
  const on = "2026-05-04";
  const did = (id: string, fact: string, more = {}) => ({ id, fact, on, deliverable: "A", ...more });
  const rejected = did("b", "rejected", { reason: "Columns are missing" });

  test.each<[string, Facts, string[]]>([
    ["handed in and accepted, whatever they are called", [did("a", "accepted"), did("z", "submitted")], []],
    [
      "rejected, handed in again and accepted",
      [did("a", "accepted"), rejected, did("y", "submitted"), did("z", "submitted")],
      [],
    ],
    [
      "rejected and accepted, with nothing handed in between",
      [did("a", "accepted"), rejected, did("z", "submitted")],
      ["0.on: A was rejected on 4 May 2026, and not handed in again by 4 May 2026"],
    ],
  ])("%s", (_, facts, expected) => {
    expect(refusedBecause(terms, facts)).toEqual(expected);
  });
});
