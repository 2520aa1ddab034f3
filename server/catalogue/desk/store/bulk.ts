import { randomUUID } from "node:crypto";
import { and, asc, eq, inArray } from "drizzle-orm";
import { custodians, datasets } from "#db/schema/catalogue.ts";
import { datasetDrafts } from "#db/schema/descriptions.ts";
import { proposeWithin } from "#server/access/store/proposals.ts";
import { type Description, describe } from "#server/catalogue/description.ts";
import { type Difference, differences } from "#server/catalogue/difference.ts";
import { type Ask, asOneChange, asReading, type Change, type Reading } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { type BulkChange, bulkLimit, bulkWords, changed } from "../bulk.ts";
import type { DeskFilter } from "../filter.ts";
import { contradictionsIn } from "../sections.ts";
import { type Editing, openDraft } from "./drafts.ts";
import { slugsThatFit } from "./list.ts";
import { bodyOf } from "./proposing.ts";

/** Sets by their slugs, or all that fit a filter. */
export type Choice = { slugs: readonly string[] } | { filter: DeskFilter };
type Member = { id: string; slug: string; title: string; version: number; before: Description };
type LeftOut = { slug: string; title: string; because: string };

/** What a bulk edit would do to each, and which datasets it leaves out and why. Three queries. */
export const previewBulk = (ask: Ask, { choice, change }: { choice: Choice; change: BulkChange | null }) =>
  asReading(ask, async (reading) => {
    const slugs =
      "slugs" in choice ? choice.slugs : await slugsThatFit(reading, choice.filter, bulkLimit + 1);
    const { members, leftOut } = await membersOf(reading, slugs.slice(0, bulkLimit));
    const planned = change ? members.map((member) => plan(member, change)) : [];
    return {
      chosen: slugs.length,
      tooMany: slugs.length > bulkLimit,
      sets: members.map(({ slug, title }) => ({ slug, title })),
      changes: planned.flatMap(({ member, differences: found, wrong }) =>
        found.length && !wrong ? [{ slug: member.slug, title: member.title, differences: found }] : [],
      ),
      leftOut: [...leftOut, ...planned.flatMap(notChanged)],
    };
  });

function plan(member: Member, change: BulkChange) {
  const after = changed(member.before, change);
  return {
    member,
    after,
    differences: differences(member.before, after),
    wrong: Object.values(contradictionsIn(after))[0] ?? null,
  };
}

const notChanged = ({
  member,
  differences: found,
  wrong,
}: {
  member: Member;
  differences: Difference[];
  wrong: string | null;
}): LeftOut[] =>
  wrong || found.length === 0
    ? [{ slug: member.slug, title: member.title, because: wrong ?? "It says so already" }]
    : [];

async function membersOf({ tx }: Change | Reading, slugs: readonly string[], lock = false) {
  if (slugs.length === 0) return { members: [] as Member[], leftOut: [] as LeftOut[] };
  const query = tx
    .select()
    .from(datasets)
    .where(inArray(datasets.slug, [...slugs]))
    .orderBy(asc(datasets.id));
  const rows = lock ? await query.for("update") : await query;
  const names = new Map(
    (await tx.select({ id: custodians.id, name: custodians.name }).from(custodians)).map(({ id, name }) => [
      id,
      name,
    ]),
  );
  const open = await tx
    .select({ datasetId: datasetDrafts.datasetId, authorName: datasetDrafts.authorName })
    .from(datasetDrafts)
    .where(
      and(
        inArray(
          datasetDrafts.datasetId,
          rows.map(({ id }) => id),
        ),
        openDraft,
      ),
    );
  const writer = new Map(open.map(({ datasetId, authorName }) => [datasetId, authorName]));
  const leftOut: LeftOut[] = [];
  const members: Member[] = [];
  for (const row of rows.sort((a, b) => a.title.localeCompare(b.title))) {
    const { id, slug, title } = row;
    if (row.retiredOn) leftOut.push({ slug, title, because: "It is retired" });
    else if (writer.has(id))
      leftOut.push({ slug, title, because: `${writer.get(id)} has an open draft of it` });
    else
      members.push({
        id,
        slug,
        title,
        version: row.versionNumber,
        before: describe(row, names.get(row.custodianId)!),
      });
  }
  return { members, leftOut };
}

/**
 * Makes the drafts of one bulk edit and asks a second person for all of them at once. Sets with an open draft, retired
 * ones and those that say so already are left out and named.
 */
export const makeBulk = (
  ask: Editing,
  { slugs, change: wanted, note }: { slugs: readonly string[]; change: BulkChange; note: string },
) =>
  asOneChange(ask, async (change) => {
    const { members, leftOut } = await membersOf(change, slugs, true);
    const planned = members.map((member) => plan(member, wanted));
    const changing = planned.filter(({ differences: found, wrong }) => found.length > 0 && !wrong);
    if (changing.length === 0)
      throw new Refusal(
        "cannot_do_that_now",
        "None of these datasets would change, so there is nothing to propose",
      );
    const batch = randomUUID();
    const drafts = await change.tx
      .insert(datasetDrafts)
      .values(
        changing.map(({ member, after }) => ({
          datasetId: member.id,
          slug: member.slug,
          description: after,
          baseVersion: member.version,
          note,
          status: "proposed" as const,
          batch,
          authorId: ask.actor.personId,
          authorName: ask.actor.name,
          savedAt: ask.now,
        })),
      )
      .returning();
    const proposal = await proposeWithin(
      { ...change, actor: ask.actor },
      {
        kind: "dataset_version",
        subject: `${bulkWords[wanted.change]}, ${changing.length} datasets, ${batch.slice(0, 8)}`,
        organisationId: null,
        body: bodyOf(drafts, batch),
        reason: note,
      },
    );
    await change.tx
      .update(datasetDrafts)
      .set({ proposalId: proposal.id })
      .where(eq(datasetDrafts.batch, batch));
    return {
      proposal: proposal.id,
      made: changing.length,
      leftOut: [...leftOut, ...planned.flatMap(notChanged)],
    };
  });
