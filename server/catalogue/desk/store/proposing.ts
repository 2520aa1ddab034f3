import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { datasets } from "#db/schema/catalogue.ts";
import { datasetDrafts } from "#db/schema/descriptions.ts";
import { decide, proposeWithin, withdrawWithin } from "#server/access/store/proposals.ts";
import { record } from "#server/audit/store.ts";
import { descriptionSchema } from "#server/catalogue/description.ts";
import { differences } from "#server/catalogue/difference.ts";
import { publishNew, publishNext } from "#server/catalogue/store/publishing.ts";
import { enqueue } from "#server/jobs/queue.ts";
import { asOneChange, type Change } from "#server/lib/change.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import { wrongIn } from "../sections.ts";
import {
  type DraftRow,
  described,
  type Editing,
  findSet,
  mustBeWritten,
  ownDraft,
  refuseFirst,
} from "./drafts.ts";
import { freeSlug } from "./slugs.ts";

/** What a second person decides on, word for word: one dataset, or the datasets of one bulk edit. */
export const proposedBody = z.object({
  batch: z.uuid().nullable(),
  drafts: z
    .array(
      z.object({
        draft: z.uuid(),
        slug: z.string(),
        datasetId: z.uuid().nullable(),
        baseVersion: z.number().int(),
        description: descriptionSchema,
      }),
    )
    .min(1),
});
export type Proposed = z.output<typeof proposedBody>["drafts"][number];

export const bodyOf = (drafts: readonly DraftRow[], batch: string | null) => ({
  batch,
  drafts: drafts.map(({ id, slug, datasetId, baseVersion, description }) => ({
    draft: id,
    slug,
    datasetId,
    baseVersion,
    description,
  })),
});

/** Asks a second person to publish a draft. Refused when it is not whole, says nothing new, or stands on an old version. */
export const proposeDraft = (
  ask: Editing,
  { id, revision, note }: { id: string; revision: number; note: string },
) =>
  asOneChange(ask, async (change) => {
    const draft = await ownDraft({ ...change, actor: ask.actor }, id);
    mustBeWritten(draft);
    if (draft.revision !== revision)
      throw new Refusal(
        "changed_meanwhile",
        "This draft was saved again since you opened this page. Read it once more",
      );
    refuseFirst(wrongIn(draft.description));
    const set = draft.datasetId ? await findSet(change, eq(datasets.id, draft.datasetId), true) : null;
    if (set?.row.retiredOn) throw new Refusal("cannot_do_that_now", "This dataset was retired meanwhile");
    if (set && set.row.versionNumber !== draft.baseVersion) throw publishedMeanwhile(set.row.versionNumber);
    if (set && differences(set.published, described(draft)).length === 0)
      throw new Refusal("cannot_do_that_now", "This draft says nothing that the published version does not");
    const proposal = await proposeWithin(
      { ...change, actor: ask.actor },
      {
        kind: "dataset_version",
        subject: draft.slug,
        organisationId: null,
        body: bodyOf([draft], null),
        reason: note,
      },
    );
    await change.tx
      .update(datasetDrafts)
      .set({ status: "proposed", proposalId: proposal.id, note, revision: draft.revision + 1 })
      .where(eq(datasetDrafts.id, id));
    return { proposal: proposal.id, slug: draft.slug };
  });

const publishedMeanwhile = (number: number) =>
  new Refusal(
    "changed_meanwhile",
    `Version ${number} was published meanwhile. The author has to take the draft over onto it first`,
  );

/** Takes one's own proposal back: a draft is written on; the drafts of a bulk edit fall away together. */
export const withdrawProposal = (ask: Editing, proposal: string) =>
  asOneChange(ask, async (change) => {
    const { body, subject } = await withdrawWithin({ ...change, actor: ask.actor }, proposal);
    const { batch } = proposedBody.parse(body);
    await change.tx
      .update(datasetDrafts)
      .set({ status: batch ? "withdrawn" : "draft", savedAt: ask.now })
      .where(and(eq(datasetDrafts.proposalId, proposal), eq(datasetDrafts.status, "proposed")));
    return { subject, batch };
  });

export type Outcome = { published: string[]; stayed: { slug: string; because: string }[] };

/**
 * A second person publishes what was proposed, or refuses it with a reason that the author reads. One dataset whose
 * published version changed meanwhile refuses the decision; in a bulk edit such datasets stay as drafts and are named.
 */
export const decideProposal = (
  ask: Editing,
  { id, approve, reason }: { id: string; approve: boolean; reason: string },
): Promise<Outcome | null> =>
  decide(
    ask,
    { id, approve, kind: "dataset_version", reason },
    async (change, proposal) => {
      const { batch, drafts } = proposedBody.parse(proposal.body);
      const by = {
        note: proposal.reason,
        madeByName: proposal.proposedByName,
        approvedByName: ask.actor.name,
      };
      const outcome: Outcome = { published: [], stayed: [] };
      const done: string[] = [];
      const versions = await lockSets(change, drafts);
      for (const draft of drafts) {
        const because = whyNot(draft, versions.get(draft.datasetId ?? ""));
        if (because && !batch) throw new Refusal("changed_meanwhile", because);
        if (because) outcome.stayed.push({ slug: draft.slug, because });
        else {
          outcome.published.push(await publish(change, draft, by));
          done.push(draft.draft);
        }
      }
      await move(change, done, { status: "published" });
      await move(
        change,
        drafts.map(({ draft }) => draft).filter((draft) => !done.includes(draft)),
        { status: "draft", batch: null, proposalId: null },
      );
      if (done.length) await enqueue(change, "catalogue.alerts", {}, "published");
      return outcome;
    },
    async (change, proposal) => {
      const { batch, drafts } = proposedBody.parse(proposal.body);
      await move(
        change,
        drafts.map(({ draft }) => draft),
        { status: batch ? "refused" : "draft" },
      );
      return null;
    },
  );

type Standing = { versionNumber: number; retiredOn: string | null };

/** Locks the datasets in one order, so that two decisions never wait for each other. */
async function lockSets({ tx }: Change, drafts: readonly Proposed[]): Promise<Map<string, Standing>> {
  const ids = drafts.flatMap(({ datasetId }) => datasetId ?? []);
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: datasets.id, versionNumber: datasets.versionNumber, retiredOn: datasets.retiredOn })
    .from(datasets)
    .where(inArray(datasets.id, ids))
    .orderBy(datasets.id)
    .for("update");
  return new Map(rows.map(({ id, ...standing }) => [id, standing]));
}

function whyNot(draft: Proposed, standing: Standing | undefined): string | null {
  if (draft.datasetId === null) return null;
  if (!standing) throw notFound();
  if (standing.retiredOn) return "It was retired meanwhile";
  return standing.versionNumber === draft.baseVersion
    ? null
    : publishedMeanwhile(standing.versionNumber).message;
}

async function publish(
  change: Change,
  { slug, datasetId, description }: Proposed,
  by: { note: string; madeByName: string; approvedByName: string },
): Promise<string> {
  // An import may have taken the address of a new dataset since it was begun.
  const address = datasetId ? slug : await addressOf(change, slug, description.title);
  const version = datasetId ? await publishNext(change, datasetId, description, by) : 1;
  if (!datasetId)
    await publishNew(change, [{ slug: address, description }], { ...by, publishedOn: change.today });
  await record(
    change,
    address,
    { type: "dataset.published", facts: { version, note: by.note, by: by.madeByName } },
    null,
  );
  return address;
}

async function addressOf(change: Change, slug: string, title: string): Promise<string> {
  const held = await change.tx.$count(datasets, eq(datasets.slug, slug));
  return held ? freeSlug(change, title, slug) : slug;
}

const move = ({ tx }: Change, drafts: readonly string[], to: Partial<DraftRow>) =>
  drafts.length
    ? tx
        .update(datasetDrafts)
        .set(to)
        .where(inArray(datasetDrafts.id, [...drafts]))
    : undefined;
