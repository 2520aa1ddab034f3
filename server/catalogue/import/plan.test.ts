import { expect, test } from "vitest";
import { descriptionSchema } from "../description.ts";
import { type Known, planOf, type Standing } from "./plan.ts";
import { readFiles } from "./readers.ts";
import { sorted } from "./sorting.ts";

const record = (pid: string, more: object = {}) => ({
  pid,
  summary: { title: `Title of ${pid}`, publisher: { name: "NHS DIGITAL" } },
  ...more,
});
const forSale = { accessibility: { usage: { dataUseLimitation: ["Commercial research use"] } } };
const read = (...records: unknown[]) =>
  readFiles([{ name: "r.jsonl", text: records.map((one) => JSON.stringify(one)).join("\n") }]).records;
const nothing: Known = { standing: new Map(), custodians: new Map(), identities: [], byPerson: true };

/** Plans one record that changed at its source, over what stands here. */
function changing(standing: Partial<Standing>, more: object = {}, byPerson = true) {
  const into = sorted(read(record("k", more)), new Map([["k", "before"]]), "hdruk");
  const description = descriptionSchema.parse({ ...into.updated[0]!.description, limitations: [] });
  const whole: Standing = {
    datasetId: "d",
    slug: "k",
    number: 1,
    description: { ...description, title: "Before" },
    byImport: true,
    isOurs: false,
    open: null,
    refused: [],
    ...standing,
  };
  return planOf(into, { ...nothing, standing: new Map([["k", whole]]), byPerson }, "hdruk", []);
}
const draft = { id: "x", authorName: "Elena Novak", ofImport: false };
const left = { ...draft, authorName: "Import IMP-2026-0001", ofImport: true };

test.each([
  ["what an import wrote is published anew", {}, {}, "published"],
  ["what people wrote waits", { byImport: false }, {}, "edited"],
  ["what is one of our own is kept", { isOurs: true }, {}, "nothing"],
  ["what opens commercial use waits", {}, forSale, "opens"],
  ["a draft of a person stops nothing that is published", { open: draft }, {}, "published"],
] as const)("%s", (_what, standing, more, becomes) => {
  const { changed, summary } = changing(standing, more);
  expect(changed.map((one) => one.becomes)).toEqual([becomes]);
  expect(summary).toMatchObject({ read: 1, updated: 1, unchanged: 0 });
});

test("what opens commercial use is published where the service itself imports", () => {
  expect(changing({}, forSale, false).changed[0]!.becomes).toBe("published");
});

test("what an earlier import left is superseded; what a person began is not, and the record comes again", () => {
  expect(changing({ byImport: false, open: left }).changed[0]!.supersedes).toEqual(left);
  const { changed, originals, summary, defects } = changing({ byImport: false, open: draft });
  expect([changed, originals.length]).toEqual([[], 1]);
  expect(summary).toMatchObject({ updated: 0, unchanged: 1, defects: { draft: 1 } });
  expect(defects.at(-1)).toMatchObject({ record: "k", field: "draft", value: "Elena Novak" });
});

test("a custodian that is spelled in two ways has one name: the known one, or the first", () => {
  const records = read(
    record("a", { summary: { title: "A", publisher: { name: "A new  trust" } } }),
    record("b", { summary: { title: "B", publisher: { name: "A New Trust" } } }),
    record("c", { summary: { title: "C", publisher: { name: "NCS > Nhs England" } } }),
  );
  const known = { ...nothing, custodians: new Map([["nhs england", { name: "NHS England" }]]) };
  const { created } = planOf(sorted(records, new Map(), "hdruk"), known, "hdruk", []);
  expect(created.map(({ published }) => published.custodian)).toEqual([
    "A new trust",
    "A new trust",
    "NHS England",
  ]);
});

test("where the state that counts cannot be taken, an older one of the same identity is no substitute", () => {
  const records = read(
    record("k", { modified: "2020" }),
    { pid: "k", modified: "2021" },
    record("h", { modified: "2020" }),
  );
  const into = sorted(records, new Map(), "hdruk");
  const { summary, originals } = planOf(into, nothing, "hdruk", []);
  expect(summary).toMatchObject({ read: 3, created: 1, updated: 0, unchanged: 0, rejected: 2 });
  expect(originals.map(({ id }) => id)).toEqual(["h"]);
  expect(into.rejected.map(({ line, sentence }) => [line, sentence])).toEqual([
    [2, "It has no title"],
    [1, "The state of k that its source changed last was rejected, so this one is too"],
  ]);
});

test("planning changes nothing that it was given, and names columns of nobody", () => {
  const into = sorted(read(record("k", forSale)), new Map(), "hdruk");
  const before = structuredClone(into);
  const { created, defects } = planOf(into, nothing, "hdruk", ["k", "nobody", "nobody"]);
  expect(into).toEqual(before);
  expect(created[0]!.published.limitations).toEqual([]);
  expect(created[0]!.waits!.limitations).toEqual(["commercial_research"]);
  expect(defects.filter(({ field }) => field === "dataset_key").map((one) => one.record)).toEqual(["nobody"]);
});
