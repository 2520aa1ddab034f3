import { and, count, desc, eq, inArray, sql } from "drizzle-orm";
import { events } from "#db/schema/audit.ts";
import { custodians, datasets, linkages } from "#db/schema/catalogue.ts";
import { datasetColumns } from "#db/schema/columns-of-datasets.ts";
import { datasetDrafts, datasetVersions } from "#db/schema/descriptions.ts";
import { licences } from "#db/schema/licences.ts";
import { proposals } from "#db/schema/proposals.ts";
import { completenessBp, missingFields } from "#server/catalogue/completeness.ts";
import { type Description, describe } from "#server/catalogue/description.ts";
import { differences } from "#server/catalogue/difference.ts";
import { decisionsOn } from "#server/catalogue/store/publishing.ts";
import { ruleOf, termsKey } from "#server/catalogue/use-terms.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asReading, type Reading } from "#server/lib/change.ts";
import { notFound } from "#server/lib/refusal.ts";
import { wrongIn } from "../sections.ts";
import { described, findSet, openDraft, versionOf } from "./drafts.ts";
import { type Proposed, proposedBody } from "./proposing.ts";
import { rebased } from "./rebase.ts";

type Reader = Ask & { actor: Person };

/** A dataset as its editors see it: what is published, the open draft and what is wrong with it, versions, links, licences. */
export const readForDesk = (ask: Reader, slug: string) =>
  asReading(ask, async (reading) => {
    const { tx } = reading;
    const set = await findSet(reading, eq(datasets.slug, slug));
    const [draft] = await tx
      .select()
      .from(datasetDrafts)
      .where(and(set ? eq(datasetDrafts.datasetId, set.row.id) : eq(datasetDrafts.slug, slug), openDraft));
    if (!set && !draft) throw notFound();
    const columns = set ? await tx.$count(datasetColumns, eq(datasetColumns.datasetId, set.row.id)) : 0;
    const description = draft ? described(draft) : set!.published;
    const published = set?.published ?? null;
    return {
      slug,
      title: description.title,
      description,
      columns,
      completenessBp: completenessBp({ description, columns }),
      missing: missingFields({ description, columns }).map(({ field, group, weight }) => ({
        field,
        group,
        weight,
      })),
      published: set && {
        version: set.row.versionNumber,
        publishedOn: set.row.publishedOn,
        retiredOn: set.row.retiredOn,
        retiredReason: set.row.retiredReason,
        licensable: set.row.licensable,
        completenessBp: set.row.completenessBp,
        sameAs: set.row.sameAsId ? await titleOf(reading, set.row.sameAsId) : null,
      },
      draft: draft
        ? {
            id: draft.id,
            revision: draft.revision,
            status: draft.status,
            note: draft.note,
            authorName: draft.authorName,
            savedAt: draft.savedAt,
            mine: draft.authorId === ask.actor.personId,
            batch: draft.batch !== null,
            proposalId: draft.status === "proposed" ? draft.proposalId : null,
            refused: draft.status === "draft" ? await refusalOf(reading, draft.proposalId) : null,
            differences: published ? differences(published, description) : [],
            wrong: wrongIn(draft.description),
            conflict:
              set && set.row.versionNumber !== draft.baseVersion
                ? await conflictOf(reading, set, draft)
                : null,
          }
        : null,
      terms: await termsOf(reading, set?.row.id ?? null, published, description),
      versions: set
        ? await tx
            .select({
              number: datasetVersions.number,
              note: datasetVersions.note,
              madeByName: datasetVersions.madeByName,
              approvedByName: datasetVersions.approvedByName,
              publishedOn: datasetVersions.publishedOn,
            })
            .from(datasetVersions)
            .where(eq(datasetVersions.datasetId, set.row.id))
            .orderBy(desc(datasetVersions.number))
            .limit(20)
        : [],
      links: set
        ? await tx
            .select({ slug: datasets.slug, title: datasets.title, by: linkages.by })
            .from(linkages)
            .innerJoin(datasets, eq(datasets.id, linkages.withDatasetId))
            .where(eq(linkages.datasetId, set.row.id))
            .orderBy(datasets.title)
        : [],
      licencesInForce: set
        ? await tx.$count(
            licences,
            and(eq(licences.datasetId, set.row.id), inArray(licences.status, ["in_force", "suspended"])),
          )
        : 0,
    };
  });

async function titleOf({ tx }: Reading, id: string) {
  const [row] = await tx
    .select({ slug: datasets.slug, title: datasets.title })
    .from(datasets)
    .where(eq(datasets.id, id));
  return row ?? null;
}

/** Who refused the last proposal of a draft, and why. */
async function refusalOf({ tx }: Reading, proposalId: string | null) {
  if (!proposalId) return null;
  const [row] = await tx
    .select({ by: proposals.decidedByName, subject: proposals.subject })
    .from(proposals)
    .where(and(eq(proposals.id, proposalId), eq(proposals.status, "refused")));
  if (!row) return null;
  const [said] = await tx
    .select({ reason: sql<string>`${events.facts} ->> 'reason'` })
    .from(events)
    .where(and(eq(events.subject, row.subject), eq(events.type, "proposal.decided")))
    .orderBy(desc(events.id))
    .limit(1);
  return { by: row.by ?? "", reason: said?.reason ?? "" };
}

/** What was published since a draft was begun, and where both changed the same. */
async function conflictOf(
  reading: Reading,
  set: NonNullable<Awaited<ReturnType<typeof findSet>>>,
  draft: typeof datasetDrafts.$inferSelect,
) {
  const base = (await versionOf(reading, set.row.id, draft.baseVersion)) ?? set.published;
  return {
    baseVersion: draft.baseVersion,
    version: set.row.versionNumber,
    meanwhile: differences(base, set.published),
    both: rebased(base, set.published, described(draft)).both,
  };
}

/** What changed terms of use mean: the rule before and after, and how many decisions lapse. Null when they are the same. */
async function termsOf(
  reading: Reading,
  datasetId: string | null,
  before: Description | null,
  after: Description,
) {
  const made = datasetId ? await decisionsOn(reading, datasetId) : [];
  const holding = before ? made.filter(({ terms }) => terms === termsKey(before)).length : 0;
  return {
    before: before && ruleOf(before),
    after: ruleOf(after),
    decisions: holding,
    changed: before !== null && termsKey(before) !== termsKey(after),
  };
}

/** What waits for a second person, the oldest first. The bodies, which may be large, stay in the database. */
export const listWaiting = (ask: Reader) =>
  asReading(ask, async ({ tx }) => {
    const rows = await tx
      .select({
        id: proposals.id,
        subject: proposals.subject,
        reason: proposals.reason,
        proposedBy: proposals.proposedBy,
        proposedByName: proposals.proposedByName,
        proposedAt: proposals.proposedAt,
        sets: sql<number>`jsonb_array_length(${proposals.body} -> 'drafts')`,
        batch: sql<boolean>`${proposals.body} ->> 'batch' is not null`,
        title: sql<string>`${proposals.body} -> 'drafts' -> 0 -> 'description' ->> 'title'`,
      })
      .from(proposals)
      .where(and(eq(proposals.kind, "dataset_version"), eq(proposals.status, "waiting")))
      .orderBy(proposals.proposedAt)
      .limit(200);
    return rows.map(({ proposedBy, ...row }) => ({ ...row, mine: proposedBy === ask.actor.personId }));
  });

/** How many proposals wait that this person may decide. */
export const countWaiting = (ask: Reader) =>
  asReading(ask, async ({ tx }) => {
    const [row] = await tx
      .select({
        all: count(),
        yours: sql<number>`count(*) filter (where proposed_by <> ${ask.actor.personId})::int`,
      })
      .from(proposals)
      .where(and(eq(proposals.kind, "dataset_version"), eq(proposals.status, "waiting")));
    return row!;
  });

/** A proposal as the second person reads it: each dataset with its differences against what is published today. */
export const readProposal = (ask: Reader, id: string) =>
  asReading(ask, async (reading) => {
    const { tx } = reading;
    const [proposal] = await tx
      .select()
      .from(proposals)
      .where(and(eq(proposals.id, id), eq(proposals.kind, "dataset_version")));
    if (!proposal) throw notFound();
    const { batch, drafts } = proposedBody.parse(proposal.body);
    const published = await publishedOf(reading, drafts);
    const single = !batch && drafts[0] ? drafts[0] : null;
    return {
      id,
      status: proposal.status,
      reason: proposal.reason,
      proposedByName: proposal.proposedByName,
      proposedAt: proposal.proposedAt,
      decidedByName: proposal.decidedByName,
      mine: proposal.proposedBy === ask.actor.personId,
      batch: batch !== null,
      terms: single
        ? await termsOf(
            reading,
            single.datasetId,
            published.get(single.datasetId ?? "")?.description ?? null,
            single.description,
          )
        : null,
      sets: drafts.map(({ slug, datasetId, baseVersion, description }) => {
        const now = published.get(datasetId ?? "") ?? null;
        return {
          slug,
          title: description.title,
          isNew: datasetId === null,
          description: datasetId === null ? description : null,
          conflict: now !== null && now.version !== baseVersion,
          retired: now?.retired ?? false,
          differences: now ? differences(now.description, description) : [],
        };
      }),
    };
  });

async function publishedOf({ tx }: Reading, drafts: readonly Proposed[]) {
  const ids = drafts.flatMap(({ datasetId }) => datasetId ?? []);
  if (ids.length === 0)
    return new Map<string, { version: number; retired: boolean; description: Description }>();
  const rows = await tx
    .select({ row: datasets, custodian: custodians.name })
    .from(datasets)
    .innerJoin(custodians, eq(custodians.id, datasets.custodianId))
    .where(inArray(datasets.id, ids));
  return new Map(
    rows.map(({ row, custodian }) => [
      row.id,
      {
        version: row.versionNumber,
        retired: row.retiredOn !== null,
        description: describe(row, custodian),
      },
    ]),
  );
}
