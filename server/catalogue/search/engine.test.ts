import { expect, test } from "vitest";
import { seedDatasets } from "#server/demonstration/datasets.ts";
import { standingsOf } from "#server/pricing/standings.ts";
import { type Entry, SearchIndex } from "./engine.ts";
import { catalogueFilter, facetNames, filterFrom, queryOf } from "./filter.ts";
import { namesOf } from "./names.ts";
import { edits } from "./typing.ts";
import { wordsOf } from "./words.ts";

const entry = (slug: string, title: string): Entry => ({
  id: slug,
  slug,
  title,
  publishedOn: "2026-04-01",
  completenessBp: 5000,
  columns: 0,
  values: Object.fromEntries(facetNames.map((facet) => [facet, []])) as never,
  standings: standingsOf([]),
  cheapest: null,
});
const indexOf = (titles: Record<string, string>, description: (slug: string) => string = () => "") => {
  const index = new SearchIndex();
  for (const [slug, title] of Object.entries(titles))
    index.put(entry(slug, title), {
      title,
      names: namesOf({ title, slug }),
      keywords: "",
      custodian: "",
      summary: "",
      description: description(slug),
      columns: "",
    });
  return index;
};
const seeded = () => {
  const index = new SearchIndex();
  for (const { slug, title, custodian, summary, description } of seedDatasets)
    index.put(entry(slug, title), {
      title,
      names: namesOf({ title, slug }),
      keywords: "",
      custodian,
      summary,
      description,
      columns: "",
    });
  return index;
};
const search = (index: SearchIndex, q: string) => index.search(catalogueFilter.parse({ q }), 10);
const found = (index: SearchIndex, q: string) => search(index, q).entries.map(({ slug }) => slug);

test.each([
  ["ICD-10 codes, icd10", ["icd10", "code", "icd10"]],
  ["Studies of arthritis and hospices", ["study", "of", "arthritis", "and", "hospice"]],
  ["admissionDate ADMI_DATE", ["admission", "date", "admi", "date"]],
  ["A&E at Guy’s, café", ["aande", "at", "guy", "cafe"]],
])("%s is read as the words that it holds", (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test.each([
  ["ICD 10", "icd10"],
  ["opcs 4", "opcs4"],
  ["ﬁbrosis", "fibrosis"],
  ["fœtal hæmoglobin", "foetal haemoglobin"],
  ["Łódź Straße", "lodz strasse"],
])("%s is read as %s", (typed, read) => {
  expect(wordsOf(typed).join(" ")).toBe(read);
});

test.each([
  ["HES", ["hes-ae", "hes-apc", "hes-cc", "hes-op"]],
  ["APC", ["hes-apc"]],
  ["HES APC", ["hes-apc"]],
  ["HES-APC", ["hes-apc"]],
  ["hesapc", ["hes-apc"]],
  ["SUS", ["sus-pbr"]],
  ["ECDS", ["ecds"]],
  ["MHSDS", ["mhsds"]],
  ["GDPPR", ["gdppr"]],
  ["SSNAP", ["ssnap"]],
  ["MINAP", ["minap"]],
  ["NDA", ["nda"]],
])("%s finds the dataset that everybody calls so", (q, slugs) => {
  expect(found(seeded(), q).slice(0, slugs.length).sort()).toEqual(slugs);
});

test("a dataset without a short address is found by the first letters of its title", () => {
  const index = indexOf({
    "emergency-care-dataset": "Emergency Care Dataset",
    "national-audit-of-dementia": "National Audit of Dementia",
    other: "Dental visits",
  });
  expect(found(index, "ECDS")).toEqual(["emergency-care-dataset"]);
  expect(found(index, "NAD")).toEqual(["national-audit-of-dementia"]);
});

test("the catalogue opens with what can be licensed, each part by title; by title it is one list", () => {
  const index = new SearchIndex();
  const open = standingsOf([{ kind: "subscription", standing: "list" }]);
  for (const [title, standings] of [
    ["Alpha", standingsOf([])],
    ["Beta", open],
    ["Gamma", standingsOf([])],
    ["Delta", open],
  ] as const)
    index.put(
      { ...entry(title, title), standings },
      { title, names: "", keywords: "", custodian: "", summary: "", description: "", columns: "" },
    );
  const titles = (filter: Record<string, string>) =>
    index.search(catalogueFilter.parse(filter), 3).entries.map((one) => one.title);
  expect(titles({})).toEqual(["Beta", "Delta", "Alpha"]);
  expect(titles({ page: "2" })).toEqual(["Gamma"]);
  expect(titles({ sort: "title" })).toEqual(["Alpha", "Beta", "Delta"]);
});

test.each([
  ["heart attack", "minap"],
  ["myocardial infarction", "minap"],
  ["MI", "minap"],
  ["I21", "minap"],
])("%s finds a set that says it in other words", (q, slug) => {
  const index = indexOf({ minap: "Heart attack audit", other: "Heart rhythm", third: "Panic attack survey" });
  expect(found(index, q)[0]).toBe(slug);
});

test.each([
  ["high blood pressure", "hypertension"],
  ["GP", "General practice"],
  ["primary care", "GP records"],
  ["A&E", "Emergency department"],
  ["cancer", "Malignant neoplasm register"],
  ["tumour", "Oncology"],
  ["covid-19", "Coronavirus tests"],
  ["stroke", "Cerebrovascular accident register"],
])("%s finds %s", (q, title) => {
  expect(found(indexOf({ it: title, other: "Dental visits" }), q)).toEqual(["it"]);
});

test("says what else it looked for", () => {
  expect(search(indexOf({ it: "Heart attack audit" }), "myocardial infarction").synonyms).toEqual(
    expect.arrayContaining(["heart attack", "MI", "I21"]),
  );
});

test.each([
  ["hospitl", "hospital"],
  ["hopsital", "hospital"],
  ["epizodes", "episodes"],
  ["immunisatoins", "immunisation"],
  ["diabtes", "diabetes"],
])("%s is taken for %s, as people write it, and said", (typed, instead) => {
  const index = indexOf({
    a: "Hospital episodes",
    b: "Immunisations of children: each immunisation",
    c: "Diabetes audit",
  });
  const { corrected, total } = search(index, typed);
  expect(total).toBe(1);
  expect(corrected[0]).toEqual({ typed, instead: [instead] });
});

test("a phrase is known with a typing fault in it, and what else it is called is looked for too", () => {
  const index = indexOf({
    a: "Myocardial infarction register",
    b: "Heart rhythm",
    c: "Heart attack audit",
    d: "Attack",
  });
  const { entries, corrected, synonyms } = search(index, "heart attak");
  expect(entries.map(({ slug }) => slug).sort()).toEqual(["a", "c"]);
  expect(corrected).toEqual([{ typed: "heart attak", instead: ["heart attack"] }]);
  expect(synonyms).toContain("myocardial infarction");
});

test("a short word or a stranger is not guessed at", () => {
  const index = indexOf({ a: "Hip audit", b: "Hospital episodes" });
  expect(search(index, "hop").total).toBe(0);
  expect(search(index, "xylophone").total).toBe(0);
});

test("the last word may be unfinished, the others not", () => {
  const index = indexOf({ a: "Hospital episodes", b: "Hospital beds" });
  expect(found(index, "hospital ep")).toEqual(["a"]);
});

test("without a dataset that has all words it shows those with most, and says so", () => {
  const index = indexOf({ a: "Hospital episodes of care", b: "Dental visits", c: "Hospital beds" });
  const answer = search(index, "hospital episodes dental");
  expect(answer.relaxed).toBe(true);
  expect(answer.entries.map(({ slug }) => slug)).toEqual(["a"]);
});

test("a word in the title weighs more than in the description", () => {
  const index = indexOf({ a: "Audit of care", b: "Fracture register" }, (slug) =>
    slug === "a" ? "Holds each fracture" : "",
  );
  expect(found(index, "fracture")).toEqual(["b", "a"]);
});

test("a dataset that is described anew or taken out is no longer found by its old words", () => {
  const index = indexOf({ a: "Hospital episodes" });
  index.put(entry("a", "Dental visits"), {
    title: "Dental visits",
    names: "",
    keywords: "",
    custodian: "",
    summary: "",
    description: "",
    columns: "",
  });
  expect(search(index, "episodes").total).toBe(0);
  expect(found(index, "dental")).toEqual(["a"]);
  index.remove("a");
  expect(search(index, "").total).toBe(0);
});

test("with one typing fault in a title word the dataset is still among the first ten, at least 95 times in 100", () => {
  const index = seeded();
  let [tries, hits] = [0, 0];
  let seed = 7;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  for (const { slug, title } of seedDatasets) {
    const words = title.toLowerCase().match(/[a-z]+/g)!;
    words.forEach((word, place) => {
      if (word.length < 5) return;
      for (let kind = 0; kind < 4; kind++) {
        const at = 1 + random(word.length - 2);
        const letter = "abcdefghijklmnopqrstuvwxyz"[random(26)]!;
        const faulty = [
          word.slice(0, at) + word.slice(at + 1),
          word.slice(0, at) + letter + word.slice(at),
          word.slice(0, at) + letter + word.slice(at + 1),
          word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2),
        ][kind]!;
        tries++;
        if (found(index, words.with(place, faulty).join(" ")).includes(slug)) hits++;
      }
    });
  }
  expect(tries).toBeGreaterThan(300);
  expect(hits / tries).toBeGreaterThanOrEqual(0.95);
});

test("edits count swapped neighbours once and give up beyond the most", () => {
  expect(edits("hospital", "hopsital", 2)).toBe(1);
  expect(edits("hospital", "hospice", 2)).toBe(3);
  expect(edits("audit", "audits", 1)).toBe(1);
});

test("a query is written in one order, read back the same, and unknown values fall out", () => {
  const filter = filterFrom(
    "model=royalty&setting=hospital&setting=nonsense&q=heart&period=1990&period=1995&page=3",
  );
  expect(queryOf(filter)).toBe("q=heart&setting=hospital&period=1990&model=royalty");
  expect(queryOf(filterFrom(queryOf(filter)))).toBe(queryOf(filter));
});
