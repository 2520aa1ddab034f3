import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { datasets } from "#db/schema/catalogue.ts";
import { datasetDrafts } from "#db/schema/descriptions.ts";
import { proposals } from "#db/schema/proposals.ts";
import { descriptionSchema } from "#server/catalogue/description.ts";
import { publishNew, publishNext } from "#server/catalogue/store/publishing.ts";
import { system } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { discardDraft, findSet, saveDraft, startDraft, startNewSet, takeOver } from "./drafts.ts";
import { decideProposal, proposeDraft, withdrawProposal } from "./proposing.ts";
import { readForDesk, readProposal } from "./read.ts";
import { linkSets, restoreSet, retireSet, unlinkSets } from "./retiring.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;
const slug = "hes-apc";
const note = "The lag was measured anew in October";

const deskOf = (market: Market) => market.as(market.people.elena);
const secondEditor = (market: Market) => ({
  ...market.people.james,
  roles: ["catalogue_editor" as const],
});
const draftOf = async (market: Market, of = slug) => (await readForDesk(deskOf(market), of)).draft!;

async function save(market: Market, patch: Record<string, unknown>, of = slug) {
  const { id, revision } = await draftOf(market, of);
  return saveDraft(deskOf(market), { id, revision, patch, was: {} });
}

async function proposed(market: Market, patch: Record<string, unknown>, of = slug) {
  await startDraft(deskOf(market), of);
  await save(market, patch, of);
  const { id, revision } = await draftOf(market, of);
  return (await proposeDraft(deskOf(market), { id, revision, note })).proposal;
}

/** What an import does: publishes the next version without a draft. */
const publishMeanwhile = (market: Market, change: Record<string, unknown>, of = slug) =>
  asOneChange(market.as(system), async (given) => {
    const set = await findSet(given, eq(datasets.slug, of));
    await publishNext(
      given,
      set!.row.id,
      { ...set!.published, ...change },
      {
        note: "An import",
        madeByName: "Importer",
        approvedByName: null,
      },
    );
  });

const refusal = (code: string, message?: RegExp) =>
  expect.objectContaining({ code, ...(message && { message: expect.stringMatching(message) }) });

test("an edit stands in the catalogue when a second person has published it, with its note and both names", async () => {
  await using market = await marketplace();
  const id = await proposed(market, { lag: "Six weeks", "details.keywords": ["admissions"] });
  const seen = await readProposal(market.as(market.people.samuel), id);
  expect(seen.sets[0]!.differences.map(({ label, after }) => [label, after])).toEqual([
    ["How far behind", "Six weeks"],
    ["Keywords", "admissions"],
  ]);
  const outcome = await decideProposal(market.as(market.people.samuel), { id, approve: true, reason: "" });
  expect(outcome).toEqual({ published: [slug], stayed: [] });
  const after = await readForDesk(deskOf(market), slug);
  expect(after.draft).toBeNull();
  expect(after.description.lag).toBe("Six weeks");
  expect(after.versions[0]).toMatchObject({
    number: 2,
    note,
    madeByName: "Elena Novak",
    approvedByName: "Samuel Clarke",
  });
});

test("nobody publishes their own work: the store refuses it, and so does the database", async () => {
  await using market = await marketplace();
  const id = await proposed(market, { lag: "Six weeks" });
  await expect(decideProposal(deskOf(market), { id, approve: true, reason: "" })).rejects.toEqual(
    refusal("not_your_own_work"),
  );
  await expect(
    asOneChange(deskOf(market), ({ tx }) =>
      tx
        .update(proposals)
        .set({ status: "approved", decidedBy: market.people.elena.personId, decidedAt: new Date() })
        .where(eq(proposals.id, id)),
    ),
  ).rejects.toMatchObject({ cause: { constraint: "nobody_decides_their_own_proposal" } });
  await expect(
    asOneChange(deskOf(market), async (change) => {
      const set = await findSet(change, eq(datasets.slug, slug));
      await publishNext(change, set!.row.id, set!.published, {
        note,
        madeByName: "Elena Novak",
        approvedByName: "Elena Novak",
      });
    }),
  ).rejects.toMatchObject({ cause: { constraint: "a_version_has_two_authors" } });
});

test("of two who decide at once one wins, and one version is published", async () => {
  await using market = await marketplace();
  const id = await proposed(market, { lag: "Six weeks" });
  const answers = await Promise.allSettled([
    decideProposal(market.as(market.people.samuel), { id, approve: true, reason: "" }),
    decideProposal(market.as(market.people.farah), { id, approve: true, reason: "" }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect((await readForDesk(deskOf(market), slug)).published!.version).toBe(2);
});

test("a refused draft comes back to its author with the reason, and can be proposed again", async () => {
  await using market = await marketplace();
  const id = await proposed(market, { lag: "Six weeks" });
  const reason = "Six weeks is the provisional version";
  expect(await decideProposal(market.as(market.people.samuel), { id, approve: false, reason })).toBeNull();
  const draft = await draftOf(market);
  expect(draft).toMatchObject({ status: "draft", refused: { by: "Samuel Clarke", reason } });
  await proposeDraft(deskOf(market), { id: draft.id, revision: draft.revision, note });
});

test("a withdrawn proposal is a draft again, and nobody can decide it", async () => {
  await using market = await marketplace();
  const id = await proposed(market, { lag: "Six weeks" });
  await expect(save(market, { lag: "Seven weeks" })).rejects.toEqual(
    refusal("cannot_do_that_now", /Withdraw/),
  );
  await withdrawProposal(deskOf(market), id);
  await save(market, { lag: "Seven weeks" });
  await expect(
    decideProposal(market.as(market.people.samuel), { id, approve: true, reason: "" }),
  ).rejects.toEqual(refusal("changed_meanwhile"));
});

test("a version that was published meanwhile stops the decision; the draft is taken over and keeps its own words", async () => {
  await using market = await marketplace();
  const id = await proposed(market, { lag: "Six weeks", geography: "England and Wales" });
  await publishMeanwhile(market, { refresh: "Weekly", lag: "Five weeks" });
  await expect(
    decideProposal(market.as(market.people.samuel), { id, approve: true, reason: "" }),
  ).rejects.toEqual(refusal("changed_meanwhile", /Version 2 was published meanwhile/));
  await withdrawProposal(deskOf(market), id);
  const { conflict, ...draft } = await draftOf(market);
  expect(conflict!.meanwhile.map(({ field }) => field)).toEqual(["refresh", "lag"]);
  expect(conflict!.both.map(({ field, before, after }) => [field, before, after])).toEqual([
    ["lag", "Five weeks", "Six weeks"],
  ]);
  await takeOver(deskOf(market), draft.id);
  const after = await readForDesk(deskOf(market), slug);
  expect(after.draft!.conflict).toBeNull();
  expect(after.description).toMatchObject({
    refresh: "Weekly",
    lag: "Six weeks",
    geography: "England and Wales",
  });
});

test("two windows that save different parts both keep theirs; the same part is refused with what it says now", async () => {
  await using market = await marketplace();
  await startDraft(deskOf(market), slug);
  const { id, revision } = await draftOf(market);
  const was = (await readForDesk(deskOf(market), slug)).description;
  const saving = (patch: Record<string, unknown>, shown: Record<string, unknown>) =>
    saveDraft(deskOf(market), { id, revision, patch, was: shown });
  await saving({ lag: "Six weeks" }, { lag: was.lag });
  await saving({ geography: "England and Wales" }, { geography: was.geography });
  await expect(saving({ lag: "Seven weeks" }, { lag: was.lag })).rejects.toEqual(
    refusal("changed_meanwhile", /How far behind \(now “Six weeks”\)/),
  );
  const { description } = await readForDesk(deskOf(market), slug);
  expect(description).toMatchObject({ lag: "Six weeks", geography: "England and Wales" });
});

test("two saves at the same moment lose nothing: one after the other", async () => {
  await using market = await marketplace();
  await startDraft(deskOf(market), slug);
  const { id, revision } = await draftOf(market);
  const { lag, geography } = (await readForDesk(deskOf(market), slug)).description;
  await Promise.all([
    saveDraft(deskOf(market), { id, revision, patch: { lag: "Six weeks" }, was: { lag } }),
    saveDraft(deskOf(market), { id, revision, patch: { geography: "Wales" }, was: { geography } }),
  ]);
  expect((await readForDesk(deskOf(market), slug)).description).toMatchObject({
    lag: "Six weeks",
    geography: "Wales",
  });
});

test("a dataset has one open draft: a second editor is told whose, and no two begin one at once", async () => {
  await using market = await marketplace();
  const other = market.as(secondEditor(market));
  const begun = await Promise.allSettled([startDraft(deskOf(market), slug), startDraft(other, slug)]);
  expect(begun.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const [draft] = await asReading(market.as(system), ({ tx }) => tx.select().from(datasetDrafts));
  const late = draft!.authorName === "Elena Novak" ? other : deskOf(market);
  await expect(startDraft(late, slug)).rejects.toEqual(
    refusal("cannot_do_that_now", new RegExp(`${draft!.authorName} has an open draft`)),
  );
  await expect(saveDraft(late, { id: draft!.id, revision: 1, patch: { lag: "x" }, was: {} })).rejects.toEqual(
    refusal("not_permitted"),
  );
  await discardDraft(late, draft!.id);
  await startDraft(late, slug);
});

test("what is wrong is named by field, and a draft that says nothing new is not proposed", async () => {
  await using market = await marketplace();
  await startDraft(deskOf(market), slug);
  const { id, revision } = await draftOf(market);
  await expect(proposeDraft(deskOf(market), { id, revision, note })).rejects.toEqual(
    refusal("cannot_do_that_now", /nothing/),
  );
  await expect(save(market, { title: "" })).rejects.toMatchObject({ code: "bad_input", field: "title" });
  await expect(save(market, { periodTo: "1901-01-01" })).rejects.toMatchObject({ field: "periodTo" });
  await expect(save(market, { periodTo: "2026-02-30" })).rejects.toMatchObject({ field: "periodTo" });
  await expect(save(market, { useTermsOfNobody: "x" })).rejects.toMatchObject({ code: "bad_input" });
});

test("a new dataset takes a free address from its title, also when the title or the address is taken meanwhile", async () => {
  await using market = await marketplace();
  const begin = () => startNewSet(deskOf(market), { title: "Ward Notes", custodian: "NHS England" });
  const [one, two] = await Promise.all([begin(), begin()]);
  expect([one.slug, two.slug].sort()).toEqual(["ward-notes", "ward-notes-2"]);
  expect((await startNewSet(deskOf(market), { title: "New", custodian: "NHS England" })).slug).toBe("new-2");
  const { id, revision } = await draftOf(market, "ward-notes");
  const { proposal } = await proposeDraft(deskOf(market), { id, revision, note });
  const { description } = await readForDesk(deskOf(market), "ward-notes");
  await asOneChange(market.as(system), (change) =>
    publishNew(change, [{ slug: "ward-notes", description: descriptionSchema.parse(description) }], {
      note: "An import",
      madeByName: "Importer",
      approvedByName: null,
      publishedOn: change.today,
    }),
  );
  const outcome = await decideProposal(market.as(market.people.samuel), {
    id: proposal,
    approve: true,
    reason: "",
  });
  expect(outcome!.published).toEqual(["ward-notes-3"]);
});

test("a retired dataset says why and what it is, is not edited, and comes back when it is restored", async () => {
  await using market = await marketplace();
  const reason = "It is published as part of another set";
  await expect(retireSet(deskOf(market), { slug, reason, sameAs: slug })).rejects.toMatchObject({
    field: "sameAs",
  });
  await retireSet(deskOf(market), { slug, reason, sameAs: "gdppr" });
  expect((await readForDesk(deskOf(market), slug)).published).toMatchObject({
    retiredOn: market.today,
    retiredReason: reason,
    sameAs: { slug: "gdppr" },
  });
  await expect(startDraft(deskOf(market), slug)).rejects.toEqual(refusal("cannot_do_that_now", /Restore/));
  await restoreSet(deskOf(market), { slug, reason: "The other set was closed" });
  expect((await readForDesk(deskOf(market), slug)).published!.retiredOn).toBeNull();
});

test("a link between two datasets holds for both at once, and is taken away from both", async () => {
  await using market = await marketplace();
  const linksOf = async (of: string) =>
    (await readForDesk(deskOf(market), of)).links.map((link) => link.slug);
  await linkSets(deskOf(market), { slug: "hes-apc", withSlug: "gdppr", by: "NHS number" });
  expect(await linksOf("hes-apc")).toContain("gdppr");
  expect(await linksOf("gdppr")).toContain("hes-apc");
  await unlinkSets(deskOf(market), { slug: "gdppr", withSlug: "hes-apc" });
  expect(await linksOf("hes-apc")).not.toContain("gdppr");
});
