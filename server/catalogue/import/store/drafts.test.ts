import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { datasets } from "#db/schema/catalogue.ts";
import { datasetColumns } from "#db/schema/columns-of-datasets.ts";
import { datasetDrafts, datasetVersions } from "#db/schema/descriptions.ts";
import { imports, sourceOriginals, sourceRecords } from "#db/schema/imports.ts";
import { catalogueSize } from "#server/catalogue/dataset/store/read.ts";
import { descriptionSchema } from "#server/catalogue/description.ts";
import { discardDraft, startDraft } from "#server/catalogue/desk/store/drafts.ts";
import { decideProposal, proposeDraft } from "#server/catalogue/desk/store/proposing.ts";
import { publishNext } from "#server/catalogue/store/publishing.ts";
import { system } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { mostRowsOf } from "../readers.ts";
import { readImport } from "./history.ts";
import { importFiles } from "./import.ts";
import { decideMatch, openMatches } from "./matches.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;
const recordOf = (pid: string, title: string, more: object = {}) => ({
  pid,
  version: "1.0.0",
  summary: { title, publisher: { name: "NHS DIGITAL" } },
  ...more,
});
const bring = (market: Market, ...records: unknown[]) =>
  importFiles(market.as(system), "hdruk", [
    { name: "records.jsonl", text: records.map((one) => JSON.stringify(one)).join("\n") },
  ]);
const upload = (market: Market, ...records: unknown[]) =>
  importFiles(market.as(market.people.elena), "hdruk", [
    { name: "records.jsonl", text: records.map((one) => JSON.stringify(one)).join("\n") },
  ]);
const forSale = (pid: string, title: string) =>
  recordOf(pid, title, {
    accessibility: { usage: { dataUseLimitation: ["Commercial research use"] } },
  });
const draftsOf = (market: Market, datasetId: string) =>
  asReading(market.as(system), ({ tx }) =>
    tx
      .select()
      .from(datasetDrafts)
      .where(eq(datasetDrafts.datasetId, datasetId))
      .orderBy(datasetDrafts.authorName),
  );
const publishByPeople = (market: Market, datasetId: string, title: string) =>
  asOneChange(market.as(system), async (change) => {
    const [version] = await change.tx
      .select()
      .from(datasetVersions)
      .where(eq(datasetVersions.datasetId, datasetId));
    const edited = { ...descriptionSchema.parse(version!.description), title };
    await publishNext(change, datasetId, edited, {
      note: "Better",
      madeByName: "Elena Novak",
      approvedByName: "Samuel Clarke",
    });
  });
const setOf = (market: Market, sourceId: string) =>
  asReading(market.as(system), async ({ tx }) => {
    const [found] = await tx
      .select({ set: datasets, record: sourceRecords })
      .from(sourceRecords)
      .innerJoin(datasets, eq(datasets.id, sourceRecords.datasetId))
      .where(and(eq(sourceRecords.source, "hdruk"), eq(sourceRecords.sourceId, sourceId)));
    return found!;
  });
const versions = (market: Market) => asReading(market.as(system), ({ tx }) => tx.$count(datasetVersions));

test("a changed record is a new version with a readable difference, and its slug stays", async () => {
  await using market = await marketplace();
  await bring(market, recordOf("k", "Knees"));
  const before = await setOf(market, "k");
  const { summary, reference } = await bring(market, recordOf("k", "Knees and hips"));
  expect(summary).toMatchObject({ read: 1, created: 0, updated: 1, unchanged: 0, rejected: 0 });
  const after = await setOf(market, "k");
  expect(after.set).toMatchObject({
    slug: before.set.slug,
    title: "Knees and hips",
    versionNumber: 2,
    licensable: "needs_decision",
  });
  const shown = await readImport(market.as(market.people.elena), { reference });
  expect(shown.changes[0]!.differences).toEqual([
    { field: "title", label: "Title", before: "Knees", after: "Knees and hips" },
  ]);
});

test("a title says nothing about identity, and one identity twice in a run counts once", async () => {
  await using market = await marketplace();
  const { summary, defects } = await bring(
    market,
    recordOf("a", "Knees"),
    recordOf("b", "Knees"),
    recordOf("a", "Knees, older", { modified: "2019" }),
    recordOf("a", "Knees, newest", { modified: "2021" }),
    { title: "No identity" },
  );
  expect(summary).toMatchObject({ read: 5, created: 2, updated: 0, unchanged: 2, rejected: 1 });
  expect(defects.filter(({ sentence }) => sentence.startsWith("Same identity twice"))).toHaveLength(2);
  expect((await setOf(market, "a")).set.title).toBe("Knees, newest");
  expect(await asReading(market.as(system), ({ tx }) => tx.$count(sourceOriginals))).toBe(4);
});

test("a new identity that comes twice, last without a title, is rejected whole, and the others are taken", async () => {
  await using market = await marketplace();
  const { summary } = await bring(
    market,
    recordOf("a", "Knees", { modified: "2020" }),
    { pid: "a", modified: "2021" },
    recordOf("b", "Hips"),
  );
  expect(summary).toMatchObject({ read: 3, created: 1, unchanged: 0, rejected: 2 });
  expect((await setOf(market, "b")).set.title).toBe("Hips");
});

test("what a person edited is not overwritten: the import waits as a draft", async () => {
  await using market = await marketplace();
  await bring(market, recordOf("k", "Knees"));
  const { set } = await setOf(market, "k");
  await publishByPeople(market, set.id, "Knees, as we say");
  const { reference } = await bring(market, recordOf("k", "Knees, as they say"));
  expect((await setOf(market, "k")).set).toMatchObject({ title: "Knees, as we say", versionNumber: 2 });
  expect(await draftsOf(market, set.id)).toMatchObject([
    { baseVersion: 2, authorName: `Import ${reference}`, description: { title: "Knees, as they say" } },
  ]);
});

test("a later import takes the place of what an earlier one left, and a dataset holds one open draft", async () => {
  await using market = await marketplace();
  await bring(market, recordOf("k", "Knees"));
  const { set } = await setOf(market, "k");
  await publishByPeople(market, set.id, "Knees, as we say");
  const first = await bring(market, recordOf("k", "Knees, as they say"));
  const second = await bring(market, recordOf("k", "Knees, as they say now"));
  const waitingOf = async ({ reference }: { reference: string }) =>
    (await readImport(market.as(market.people.elena), { reference })).drafts;
  expect(await waitingOf(first)).toEqual([]);
  expect(await waitingOf(second)).toEqual([{ slug: set.slug, status: "draft" }]);
  const drafts = await draftsOf(market, set.id);
  expect(drafts).toMatchObject([
    { status: "withdrawn", description: { title: "Knees, as they say" } },
    { status: "draft", description: { title: "Knees, as they say now" } },
  ]);
  const { id: _id, ...another } = drafts[1]!;
  await expect(
    asOneChange(market.as(system), ({ tx }) => tx.insert(datasetDrafts).values(another)),
  ).rejects.toMatchObject({ cause: { constraint: "one_open_draft_of_dataset" } });
});

test("where somebody has an open draft the change is named, and comes again with the next import", async () => {
  await using market = await marketplace();
  await bring(market, recordOf("k", "Knees"));
  const { set } = await setOf(market, "k");
  await publishByPeople(market, set.id, "Knees, as we say");
  const elena = { ...market.as(market.people.elena), actor: market.people.elena };
  const { id } = await startDraft(elena, set.slug);
  const changed = recordOf("k", "Knees, as they say");
  const { summary, defects } = await bring(market, changed);
  expect(summary).toMatchObject({ read: 1, updated: 0, unchanged: 1, defects: { draft: 1 } });
  expect(defects).toContainEqual(
    expect.objectContaining({ record: "k", field: "draft", value: market.people.elena.name }),
  );
  expect(await draftsOf(market, set.id)).toMatchObject([{ id, status: "draft" }]);
  await discardDraft(elena, id);
  const again = await bring(market, changed);
  expect(again.summary).toMatchObject({ updated: 1, unchanged: 0, defects: {} });
  expect((await draftsOf(market, set.id)).find(({ status }) => status === "draft")).toMatchObject({
    description: { title: "Knees, as they say" },
  });
});

test("one person's file opens no commercial use: a new dataset states no terms until a second person publishes them", async () => {
  await using market = await marketplace();
  const { reference, summary } = await upload(market, forSale("k", "Knees"), recordOf("h", "Hips"));
  expect(summary).toMatchObject({ read: 2, created: 2 });
  const { set } = await setOf(market, "k");
  expect(set).toMatchObject({ title: "Knees", limitations: [], licensable: "needs_decision" });
  const [draft] = await draftsOf(market, set.id);
  expect(draft).toMatchObject({
    status: "draft",
    authorId: market.people.elena.personId,
    baseVersion: 1,
    description: { limitations: ["commercial_research"] },
  });
  const shown = await readImport(market.as(market.people.elena), { reference });
  expect(shown.drafts).toEqual([{ slug: set.slug, status: "draft" }]);
  expect(await draftsOf(market, (await setOf(market, "h")).set.id)).toEqual([]);

  const elena = { ...market.as(market.people.elena), actor: market.people.elena };
  const { proposal } = await proposeDraft(elena, { id: draft!.id, revision: 1, note: "As its source says" });
  await expect(decideProposal(elena, { id: proposal, approve: true, reason: "" })).rejects.toMatchObject({
    code: "not_your_own_work",
  });
  expect((await setOf(market, "k")).set.licensable).toBe("needs_decision");
});

test("one person's file opens no dataset that stands; the service's own import publishes what its source states", async () => {
  await using market = await marketplace();
  await bring(market, recordOf("k", "Knees"));
  const { reference } = await upload(market, forSale("k", "Knees"));
  const { set } = await setOf(market, "k");
  expect(set).toMatchObject({ versionNumber: 1, licensable: "needs_decision" });
  expect(await draftsOf(market, set.id)).toMatchObject([
    { authorName: `Import ${reference}`, description: { limitations: ["commercial_research"] } },
  ]);
  await bring(market, forSale("k", "Knees and hips"));
  expect((await setOf(market, "k")).set).toMatchObject({ versionNumber: 2, licensable: "licensable" });
  expect(await draftsOf(market, set.id)).toMatchObject([{ status: "withdrawn" }]);
  await upload(market, forSale("k", "Knees, hips and hands"));
  expect((await setOf(market, "k")).set).toMatchObject({ versionNumber: 3, licensable: "licensable" });
});

test("a person says that a record is a dataset of ours: later imports keep it and no longer write", async () => {
  await using market = await marketplace();
  await bring(market, recordOf("hes", "Hospital Episode Statistics: Admitted Patient Care"));
  const elena = market.as(market.people.elena);
  const [match] = await openMatches(elena);
  expect(match).toMatchObject({
    slug: "hes-apc",
    because: expect.stringContaining("The titles are the same"),
  });
  const imported = (await setOf(market, "hes")).set;
  await decideMatch(elena, { source: "hdruk", sourceId: "hes", slug: "hes-apc", same: "yes" });
  await expect(
    decideMatch(elena, { source: "hdruk", sourceId: "hes", slug: "hes-apc", same: "no" }),
  ).rejects.toThrow("decided this already");
  const [retired] = await asReading(elena, ({ tx }) =>
    tx.select().from(datasets).where(eq(datasets.id, imported.id)),
  );
  expect(retired!.retiredReason).toContain("It is the same as Hospital Episode Statistics");
  const before = await versions(market);
  await bring(market, recordOf("hes", "Renamed at its source"));
  expect(await versions(market)).toBe(before);
  expect((await setOf(market, "hes")).set).toMatchObject({
    slug: "hes-apc",
    title: "Hospital Episode Statistics: Admitted Patient Care",
  });
});

test("a dataset that was retired since stands for no record: the pair is not shown, and a yes is refused", async () => {
  await using market = await marketplace();
  await bring(market, recordOf("hes", "Hospital Episode Statistics: Admitted Patient Care"));
  const elena = market.as(market.people.elena);
  const { datasets: before } = await catalogueSize(elena);
  await asOneChange(market.as(system), ({ tx, today }) =>
    tx
      .update(datasets)
      .set({ retiredOn: today, retiredReason: "No longer kept" })
      .where(eq(datasets.slug, "hes-apc")),
  );
  expect((await catalogueSize(elena)).datasets).toBe(before - 1);
  expect((await openMatches(elena)).map(({ slug }) => slug)).not.toContain("hes-apc");
  await expect(
    decideMatch(elena, { source: "hdruk", sourceId: "hes", slug: "hes-apc", same: "yes" }),
  ).rejects.toMatchObject({ message: expect.stringContaining("retired meanwhile") });
  expect((await setOf(market, "hes")).set.retiredOn).toBeNull();
});

test("two imports at once create each record once", async () => {
  await using market = await marketplace();
  const records = Array.from({ length: 20 }, (_, index) => recordOf(`r${index}`, `Set ${index}`));
  const both = await Promise.all([bring(market, ...records), bring(market, ...records.toReversed())]);
  expect(both.map(({ summary }) => summary.created).sort((a, b) => a - b)).toEqual([0, 20]);
  expect(await asReading(market.as(system), ({ tx }) => tx.$count(sourceRecords))).toBe(20);
});

test("an import that fails leaves nothing half-written", async () => {
  await using market = await marketplace();
  const before = await versions(market);
  const failing = { ...market.as(system), today: "not a day" as never };
  await expect(
    importFiles(failing, "hdruk", [{ name: "x", text: JSON.stringify(recordOf("k", "Knees")) }]),
  ).rejects.toMatchObject({ cause: { message: expect.stringContaining("invalid input syntax") } });
  expect(await versions(market)).toBe(before);
  expect(await asReading(market.as(system), ({ tx }) => tx.$count(imports))).toBe(0);
});

test("hostile records are stored whole and shown as text", async () => {
  await using market = await marketplace();
  const text = [
    `{"pid":"one","title":"<script>alert(1)</script>","title":"=HYPERLINK(\\"http://x.example\\")","__proto__":{"a":1},"description":"\\u0000\\ud800 ${"y".repeat(1_000_000)}"}`,
    `{"pid":"two","title":"\\u202Eevil","deep":${"[".repeat(3000)}${"]".repeat(3000)}}`,
    "\u0000garbage",
  ].join("\n");
  const { summary } = await importFiles(market.as(system), "hdruk", [{ name: "<b>.jsonl", text }]);
  expect(summary).toMatchObject({ read: 3, created: 2, rejected: 1 });
  expect((await setOf(market, "one")).set.title).toBe('=HYPERLINK("http://x.example")');
  expect((await setOf(market, "two")).set.title).toBe("evil");
  const originals = await asReading(market.as(system), ({ tx }) => tx.select().from(sourceOriginals));
  expect(originals.map(({ original }) => original)).toEqual(
    expect.arrayContaining(text.split("\n").slice(0, 2)),
  );
});

test("columns are written once, classified by exact name, and keep what is known without a dictionary", async () => {
  await using market = await marketplace();
  const columns = {
    name: "c.csv",
    text: "dataset_key,table_name,column_name,data_type,description\nk,T,NHSNumber,TEXT,Number\nk,T,other,TEXT,\nnobody,T,x,,\n",
  };
  const dictionary = { name: "d.csv", text: "field_name,governance\n nhsnumber ,DIRECT IDENTIFIER\n" };
  const records = { name: "r.json", text: JSON.stringify([recordOf("k", "Knees")]) };
  const { summary } = await importFiles(market.as(system), "hdruk", [dictionary, columns, records]);
  expect(summary.defects.dataset_key).toBe(1);
  const first = await setOf(market, "k");
  await importFiles(market.as(system), "hdruk", [columns]);
  const kept = await asReading(market.as(system), ({ tx }) =>
    tx
      .select()
      .from(datasetColumns)
      .where(eq(datasetColumns.datasetId, first.set.id))
      .orderBy(datasetColumns.position),
  );
  expect(kept.map(({ name, identifierClass }) => [name, identifierClass])).toEqual([
    ["NHSNumber", "direct"],
    ["other", "unset"],
  ]);
  expect((await setOf(market, "k")).set.touched).toBe(first.set.touched);
});

test("50,000 columns of one dataset are read by the command", async () => {
  await using market = await marketplace();
  const rows = Array.from({ length: 50_000 }, (_, index) => `k,T,c${index},TEXT,`);
  const files = [
    { name: "r.json", text: JSON.stringify([recordOf("k", "Knees")]) },
    { name: "c.csv", text: ["dataset_key,table_name,column_name,data_type,description", ...rows].join("\n") },
  ];
  await importFiles(market.as(system), "hdruk", files, mostRowsOf.command);
  const { set } = await setOf(market, "k");
  expect(
    await asReading(market.as(system), ({ tx }) =>
      tx.$count(datasetColumns, eq(datasetColumns.datasetId, set.id)),
    ),
  ).toBe(50_000);
});
