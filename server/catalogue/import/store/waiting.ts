import { and, eq, inArray } from "drizzle-orm";
import { datasetDrafts } from "#db/schema/descriptions.ts";
import type { Description } from "#server/catalogue/description.ts";
import { openDraft } from "#server/catalogue/desk/store/drafts.ts";
import type { Change } from "#server/lib/change.ts";
import type { OpenDraft, Waiting } from "../plan.ts";

/** Why an import leaves a draft instead of publishing. */
const because: Record<Waiting, string> = {
  edited: "its source changed it after a person had edited it here",
  opens: "its terms open it to commercial use, which a second person has to confirm",
};

type Draft = typeof datasetDrafts.$inferSelect;

// What a person saved or proposed since is that person's.
const isOfImport = ({ authorName, status, revision }: Draft) =>
  authorName.startsWith("Import IMP-") && status === "draft" && revision === 1;

/** The open draft of each of these datasets. */
export async function openDraftsOf(
  { tx }: Change,
  datasetIds: readonly string[],
): Promise<Map<string, OpenDraft>> {
  if (datasetIds.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(datasetDrafts)
    .where(and(inArray(datasetDrafts.datasetId, [...datasetIds]), openDraft))
    .for("update");
  return new Map(
    rows.map((row) => [
      row.datasetId!,
      { id: row.id, authorName: row.authorName, ofImport: isOfImport(row) },
    ]),
  );
}

/** Closes what an earlier import left: what came now stands in its place. */
export const supersede = ({ tx, now }: Change, { id }: OpenDraft) =>
  tx.update(datasetDrafts).set({ status: "withdrawn", savedAt: now }).where(eq(datasetDrafts.id, id));

type Left = {
  datasetId: string;
  slug: string;
  baseVersion: number;
  description: Description;
  why: Waiting;
};

/** Leaves drafts for people; whoever uploaded the file may propose them, and somebody else publishes. */
export async function leaveDrafts(change: Change, reference: string, drafts: readonly Left[]) {
  if (drafts.length === 0) return;
  await change.tx.insert(datasetDrafts).values(
    drafts.map(({ why, ...draft }) => ({
      ...draft,
      note: `Import ${reference}: ${because[why]}`,
      authorId: change.actor.kind === "person" ? change.actor.personId : null,
      authorName: `Import ${reference}`,
      savedAt: change.now,
    })),
  );
}
