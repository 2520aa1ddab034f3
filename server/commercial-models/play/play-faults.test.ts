import { describe, expect, test } from "vitest";
import { ZodError } from "zod";
import { play } from "./play.ts";

const licence = {
  reference: "L",
  term: { from: "2026-04-01", to: "2028-04-01" },
  customer: { country: "GB" },
  components: [{ id: "a", terms: { kind: "subscription", tiers: { s: 100_000 }, tier: "s" } }],
  clauses: [
    { clause: "preferential_supply", id: "nhs", list: "Licence", bp: 1000 },
    { clause: "most_favoured", id: "best", component: "a" },
  ],
  until: "2028-06-30",
};

/** What a file is refused with: the path of the field and the sentence, for each fact that cannot be. */
function refusals(facts: readonly object[], changed: object = {}) {
  try {
    play({ ...licence, facts, ...changed });
    return [];
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    return error.issues.map(({ path, message }) => `${path.map(String).join(".")}: ${message}`);
  }
}

const ended = { fact: "ended", by: "convenience", on: "2027-01-10" };
const credit = { fact: "conceded", key: "a/2026-04-01", net: 40_000, on: "2026-06-01", reason: "Late" };
const bought = { fact: "redeemed", clause: "nhs", body: "Trust", list: 5_000, paid: 4_000, on: "2026-07-01" };
const better = { fact: "favoured", clause: "best", set: { tiers: { s: 90_000 } }, on: "2026-07-01" };

describe("about the licence as a whole", () => {
  test.each<[string, object[], string[]]>([
    [
      "an end on the first day",
      [{ ...ended, on: "2026-04-01" }],
      [
        "facts.0.on: A licence can only end early, within its term, 1 April 2026 to 31 March 2028: not on 1 April 2026",
      ],
    ],
    [
      "an end on the day after the last",
      [{ ...ended, on: "2028-04-01" }],
      [
        "facts.0.on: A licence can only end early, within its term, 1 April 2026 to 31 March 2028: not on 1 April 2028",
      ],
    ],
    [
      "a second end, on another day",
      [ended, { ...ended, on: "2027-03-01" }],
      ["facts.1.on: The licence ended on 10 January 2027 already"],
    ],
    [
      "£600.00 and £400.01 given back of £1,000.00",
      [
        { ...credit, net: 60_000 },
        { ...credit, net: 40_001, on: "2026-07-01" },
      ],
      ["facts.1.net: £400.01 cannot be given back: £400.00 was owed for a/2026-04-01 on 1 July 2026"],
    ],
    [
      "something given back before it was charged",
      [{ ...credit, key: "a/2027-04-01" }],
      ["facts.0.key: Nothing was owed for a/2027-04-01 on 1 June 2026"],
    ],
    [
      "£60.00 paid at a preferential price when the list says £50.00",
      [{ ...bought, paid: 6_000 }],
      ["facts.0.paid: £60.00 is more than the list price of £50.00"],
    ],
    [
      "a purchase under a clause that is not there",
      [{ ...bought, clause: "trusts" }],
      ["facts.0.clause: The contract has no clause trusts of this kind"],
    ],
    [
      "a better price under a clause of another kind",
      [{ ...better, clause: "nhs" }],
      ["facts.0.clause: The contract has no clause nhs of this kind"],
    ],
    [
      "a better price that leaves no price for the tier",
      [{ ...better, set: { tiers: { m: 1 } } }],
      ["facts.0.set.tier: The tier stands on the price list"],
    ],
    [
      "a better price after the term",
      [{ ...better, on: "2028-05-01" }],
      ["facts.0.on: 1 May 2028 is not in the term, 1 April 2026 to 31 March 2028"],
    ],
  ])("%s is refused with what it met", (_, facts, sentences) => {
    expect(refusals(facts)).toEqual(sentences);
  });

  test.each<[string, object[]]>([
    ["all of £1,000.00, in two parts of £600.00 and £400.00", [{ ...credit, net: 60_000 }, credit]],
    [
      "half of £1,000.00, before the supplier's fault leaves £238.36 of it",
      [
        { ...credit, net: 50_000, id: "credit" },
        { ...ended, by: "supplier_fault", on: "2026-06-27" },
      ],
    ],
    ["a purchase, and a better price", [bought, better]],
  ])("%s may be given back or told", (_, facts) => {
    expect(refusals(facts)).toEqual([]);
  });
});

describe("one name is one thing", () => {
  test("a correction that turns an end into a credit is refused, by the day of the end", () => {
    expect(
      refusals([
        { ...ended, id: "x" },
        { ...credit, id: "x", version: 2, known: "2027-02-01" },
      ]),
    ).toEqual(["facts.1.id: x is the name of another fact, of 10 January 2027"]);
  });

  test("other figures in the same version replace nothing, and are not dropped without a word", () => {
    expect(
      refusals([
        { ...credit, id: "x" },
        { ...credit, id: "x", net: 50_000 },
      ]),
    ).toEqual(["facts.1.version: x was reported already in version 1: a correction has a higher one"]);
    expect(
      refusals([
        { ...credit, id: "x" },
        { ...credit, id: "x", net: 50_000, version: 2 },
      ]),
    ).toEqual([]);
  });

  test("what is heard twice is one thing", () => {
    expect(
      refusals([
        { ...ended, id: "x" },
        { ...ended, id: "x", known: "2027-02-01" },
      ]),
    ).toEqual([]);
  });
});
