import { describe, expect, test } from "vitest";
import { kinds } from "#server/commercial-models/index.ts";
import { type Compared, compare, sharedPeriod } from "./compare.ts";

const set = (given: Partial<Compared>): Compared => ({
  slug: "a",
  title: "A",
  custodian: "NHS England",
  settings: ["hospital"],
  dataTypes: ["care_records"],
  populationNote: "Everybody admitted",
  population: 1_000_000n,
  periodFrom: "2010-04-01",
  periodTo: null,
  refresh: "Monthly",
  lag: "2 months",
  leadTime: "1-2 months",
  geography: "England",
  vocabularies: ["ICD10", "OPCS4"],
  columns: 10,
  completenessBp: 8550,
  useTerms: ["Commercial research allowed"],
  licensable: "licensable",
  licensableReason: "",
  retiredReason: null,
  mandate: "M-1, given by NHS England",
  version: "1.0",
  versionNumber: 1,
  publishedOn: "2026-01-01",
  offers: [],
  links: {},
  ...given,
});
const rowOf = (key: string, ...sets: Compared[]) => compare(sets).find((row) => row.key === key)!;
const b = { slug: "b", title: "B" };

describe("a fact differs when the cells do not all say the same", () => {
  const cases: [string, Partial<Compared>, Partial<Compared>, boolean][] = [
    ["custodian", {}, {}, false],
    ["custodian", {}, { custodian: "NDRS" }, true],
    ["refresh", { refresh: "Monthly" }, { refresh: "monthly " }, false],
    ["refresh", { refresh: "Monthly" }, { refresh: "Quarterly" }, true],
    ["refresh", { refresh: "" }, { refresh: "Not stated" }, false],
    ["vocabularies", { vocabularies: ["OPCS4", "ICD10"] }, {}, false],
    ["vocabularies", { vocabularies: ["ICD10"] }, {}, true],
    ["people", { population: null }, {}, true],
    ["people", { population: null }, { population: null }, false],
    ["period", { periodTo: "2020-03-31" }, {}, true],
    ["commercial", { licensable: "needs_decision", licensableReason: "No terms" }, {}, true],
    ["commercial", { retiredReason: "Replaced" }, {}, true],
    ["mandate", { mandate: null }, {}, true],
    [
      "royalty",
      { offers: [{ kind: "royalty", standing: "list", because: "", headline: "5% of net sales" }] },
      { offers: [{ kind: "royalty", standing: "list", because: "", headline: "6% of net sales" }] },
      true,
    ],
    ["royalty", {}, {}, false],
  ];
  test.each(cases)("%s: %j and %j", (key, left, right, differs) => {
    expect(rowOf(key, set(left), set({ ...b, ...right })).differs).toBe(differs);
  });

  test("a dataset alone differs in nothing, and a third one that differs is seen", () => {
    expect(compare([set({})]).filter(({ differs }) => differs)).toEqual([]);
    expect(rowOf("lag", set({}), set(b), set({ slug: "c", lag: "3 months" })).differs).toBe(true);
  });
});

test("every model has a row with its name, whatever is on offer", () => {
  const rows = compare([set({}), set(b)]).filter(({ kind }) => kind);
  expect(rows).toHaveLength(kinds.length);
  expect(rows.map(({ label }) => label)).toContain("Profit share");
  expect(rows.every(({ cells }) => cells.every(([standing]) => standing === "Not on offer"))).toBe(true);
});

test("how datasets go together is said for each other dataset, and is never a difference", () => {
  const links = (to: string, by: string | null) => ({ [to]: { by, sharedColumns: 4 } });
  const sets = [set({ links: links("b", "NHS number") }), set({ ...b, links: links("a", "NHS number") })];
  expect(rowOf("linked", ...sets)).toMatchObject({
    cells: [["B: yes, by NHS number"], ["A: yes, by NHS number"]],
    differs: null,
  });
  expect(rowOf("shared-columns", ...sets).cells).toEqual([["B: 4"], ["A: 4"]]);
  expect(rowOf("shared-columns", sets[0]!, set({ ...b, columns: 0 })).cells[0]).toEqual([
    "B: not known, columns are not described",
  ]);
});

describe("the period in common", () => {
  const from = (periodFrom: string | null, periodTo: string | null = null) => ({ periodFrom, periodTo });
  test.each([
    [from("2010-04-01"), from("2015-01-01"), "1 January 2015 to today"],
    [from("2010-04-01", "2018-03-31"), from("2015-01-01"), "1 January 2015 to 31 March 2018"],
    [
      from("2010-04-01", "2018-03-31"),
      from("2015-01-01", "2016-12-31"),
      "1 January 2015 to 31 December 2016",
    ],
    [from("2010-04-01", "2014-12-31"), from("2015-01-01"), "none"],
    [from("2010-04-01", "2015-01-01"), from("2015-01-01"), "1 January 2015 to 1 January 2015"],
    [from(null), from("2015-01-01"), "not known, a period is not stated"],
  ])("of %j and %j is %s, either way round", (one, other, words) => {
    expect(sharedPeriod(one, other)).toBe(words);
    expect(sharedPeriod(other, one)).toBe(words);
  });
});

test("what bars a whole dataset is said once, beside its commercial use, and not nine times", () => {
  const because = "Collected for the pandemic only";
  const barred = set({
    licensable: "not_licensable",
    licensableReason: because,
    offers: [{ kind: "royalty", standing: "not", because, headline: "" }],
  });
  expect(rowOf("commercial", barred, set(b)).cells[0]).toEqual(["Not licensable", because]);
  expect(rowOf("royalty", barred, set(b)).cells[0]).toEqual(["Not on offer"]);
});
