import { and, eq, inArray, type SQL } from "drizzle-orm";
import { custodians, datasets } from "#db/schema/catalogue.ts";
import { datasetDrafts, datasetVersions } from "#db/schema/descriptions.ts";
import { type Description, describe, descriptionSchema } from "#server/catalogue/description.ts";
import { fieldLabels, inWords } from "#server/catalogue/difference.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, type Change, type Reading } from "#server/lib/change.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import { type Patch, patched, valueAt } from "../field-text.ts";
import { contradictionsIn, problemsOf, sectionOfField } from "../sections.ts";
import { rebased } from "./rebase.ts";
import { freeSlug } from "./slugs.ts";

export type Editing = Ask & { actor: Person };
export type DraftRow = typeof datasetDrafts.$inferSelect;

/** A dataset has one open draft at most: written on, or waiting for a second person. */
export const openDraft = inArray(datasetDrafts.status, ["draft", "proposed"]);

/** A dataset as it is published, with its description; locked with `lock`. */
export async function findSet({ tx }: Change | Reading, which: SQL, lock = false) {
  const query = tx.select().from(datasets).where(which);
  const [row] = lock ? await query.for("update") : await query;
  if (!row) return null;
  const [custodian] = await tx
    .select({ name: custodians.name })
    .from(custodians)
    .where(eq(custodians.id, row.custodianId));
  return { row, published: describe(row, custodian!.name) };
}

/** Begins a draft of a dataset from its published version, or goes on with one's own. */
export const startDraft = (ask: Editing, slug: string): Promise<{ id: string; slug: string }> =>
  asOneChange(ask, async (change) => {
    const { tx } = change;
    const set = await findSet(change, eq(datasets.slug, slug), true);
    if (!set) throw notFound();
    if (set.row.retiredOn)
      throw new Refusal("cannot_do_that_now", "This dataset was retired. Restore it before you change it");
    const [open] = await tx
      .select()
      .from(datasetDrafts)
      .where(and(eq(datasetDrafts.datasetId, set.row.id), openDraft));
    if (open && open.authorId !== ask.actor.personId)
      throw new Refusal(
        "cannot_do_that_now",
        `${open.authorName} has an open draft of this dataset. Wait until it is published or discarded`,
      );
    if (open) return { id: open.id, slug };
    const [made] = await tx
      .insert(datasetDrafts)
      .values({
        datasetId: set.row.id,
        slug,
        description: set.published,
        baseVersion: set.row.versionNumber,
        authorId: ask.actor.personId,
        authorName: ask.actor.name,
        savedAt: ask.now,
      })
      .returning({ id: datasetDrafts.id });
    return { id: made!.id, slug };
  });

/** Begins a dataset that does not exist yet; its address follows from its title and is free. */
export const startNewSet = (
  ask: Editing,
  { title, custodian }: { title: string; custodian: string },
): Promise<{ id: string; slug: string }> =>
  asOneChange(ask, async (change) => {
    const slug = await freeSlug(change, title);
    const [made] = await change.tx
      .insert(datasetDrafts)
      .values({
        slug,
        description: blank(title, custodian),
        baseVersion: 0,
        authorId: ask.actor.personId,
        authorName: ask.actor.name,
        savedAt: ask.now,
      })
      .returning({ id: datasetDrafts.id });
    return { id: made!.id, slug };
  });

const notStated = "Not stated";
const blank = (title: string, custodian: string): Description =>
  descriptionSchema.parse({
    title,
    custodian,
    summary: "",
    description: "",
    settings: ["not_stated"],
    dataTypes: [],
    periodFrom: null,
    periodTo: null,
    refresh: notStated,
    refreshBand: "not_stated",
    lag: notStated,
    leadTime: notStated,
    leadTimeBand: "not_stated",
    geography: notStated,
    places: [],
    population: null,
    populationNote: notStated,
    vocabularies: [],
    useTerms: [],
    limitations: [],
    requirements: [],
    bar: null,
    version: "1.0.0",
    sources: notStated,
    details: {},
  });

/** An open draft, locked; only its author goes on with it. */
export async function ownDraft(change: Change & { actor: Person }, id: string): Promise<DraftRow> {
  const [draft] = await change.tx
    .select()
    .from(datasetDrafts)
    .where(and(eq(datasetDrafts.id, id), openDraft))
    .for("update");
  if (!draft) throw notFound();
  if (draft.authorId !== change.actor.personId)
    throw new Refusal("not_permitted", `This is the draft of ${draft.authorName}`);
  return draft;
}

/** The description that a draft holds. */
export const described = (draft: { description: unknown }): Description =>
  descriptionSchema.parse(draft.description);

export type Saving = { id: string; revision: number; patch: Patch; was: Patch };

/**
 * Saves a part of a draft. `was` is what the form showed when it was opened: when the draft was saved elsewhere
 * meanwhile and these fields did not change, both are kept; when they did, it is refused with what they say now.
 */
export const saveDraft = (ask: Editing, { id, revision, patch, was }: Saving) =>
  asOneChange(ask, async (change) => {
    const draft = await ownDraft({ ...change, actor: ask.actor }, id);
    mustBeWritten(draft);
    refuseFirst(problemsOf(patch));
    const now = described(draft);
    if (draft.revision !== revision) refuseOverwriting(now, patch, was);
    const description = patched(now, patch);
    refuseFirst(contradictionsIn(description));
    await change.tx
      .update(datasetDrafts)
      .set({ description, savedAt: ask.now, revision: draft.revision + 1 })
      .where(eq(datasetDrafts.id, id));
    return { revision: draft.revision + 1 };
  });

export function mustBeWritten(draft: DraftRow) {
  if (draft.status === "proposed")
    throw new Refusal(
      "cannot_do_that_now",
      "This waits for a second person. Withdraw it before you change it",
    );
}

export function refuseFirst(problems: Record<string, string>) {
  const [first] = Object.entries(problems);
  if (first) throw new Refusal("bad_input", first[1], first[0]);
}

function refuseOverwriting(now: Description, patch: Patch, was: Patch) {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const changed = Object.keys(patch).filter(
    (field) => !same(valueAt(now, field), was[field]) && !same(valueAt(now, field), patch[field]),
  );
  if (changed.length === 0) return;
  const words = changed.map((field) => {
    const label =
      sectionOfField(field)?.fields.find((one) => one.field === field)?.label ?? fieldLabels.title;
    return `${label} (now “${inWords(field.replace("details.", ""), valueAt(now, field)).slice(0, 200)}”)`;
  });
  throw new Refusal(
    "changed_meanwhile",
    `This draft was saved elsewhere meanwhile: ${words.join(", ")}. What you typed stands below: save again to put it in its place`,
  );
}

/** Closes a draft that nobody will publish. Any editor may, so that no dataset is blocked by somebody who has left. */
export const discardDraft = (ask: Editing, id: string) =>
  asOneChange(ask, async ({ tx }) => {
    const [gone] = await tx
      .update(datasetDrafts)
      .set({ status: "withdrawn", savedAt: ask.now })
      .where(and(eq(datasetDrafts.id, id), eq(datasetDrafts.status, "draft")))
      .returning({ slug: datasetDrafts.slug });
    if (!gone) throw new Refusal("cannot_do_that_now", "Only a draft that is being written can be discarded");
    return gone;
  });

/** The description of a version that was published. */
export async function versionOf({ tx }: Change | Reading, datasetId: string, number: number) {
  const [version] = await tx
    .select({ description: datasetVersions.description })
    .from(datasetVersions)
    .where(and(eq(datasetVersions.datasetId, datasetId), eq(datasetVersions.number, number)));
  return version ? descriptionSchema.parse(version.description) : null;
}

/** Takes a draft over onto the version that was published meanwhile. */
export const takeOver = (ask: Editing, id: string) =>
  asOneChange(ask, async (change) => {
    const draft = await ownDraft({ ...change, actor: ask.actor }, id);
    mustBeWritten(draft);
    const set = draft.datasetId ? await findSet(change, eq(datasets.id, draft.datasetId), true) : null;
    if (!set || set.row.versionNumber === draft.baseVersion)
      throw new Refusal("cannot_do_that_now", "No other version was published meanwhile");
    const base = (await versionOf(change, set.row.id, draft.baseVersion)) ?? set.published;
    const { description } = rebased(base, set.published, described(draft));
    await change.tx
      .update(datasetDrafts)
      .set({
        description,
        baseVersion: set.row.versionNumber,
        savedAt: ask.now,
        revision: draft.revision + 1,
      })
      .where(eq(datasetDrafts.id, id));
    return { slug: draft.slug };
  });
