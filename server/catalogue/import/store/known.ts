import { and, eq, inArray } from "drizzle-orm";
import { datasets } from "#db/schema/catalogue.ts";
import { datasetVersions, useDecisions } from "#db/schema/descriptions.ts";
import { sourceRecords } from "#db/schema/imports.ts";
import { descriptionSchema } from "#server/catalogue/description.ts";
import { custodiansByKey, keyOfName } from "#server/catalogue/store/custodians.ts";
import type { Change } from "#server/lib/change.ts";
import type { Known, Standing } from "../plan.ts";
import type { Sorted } from "../sorting.ts";
import { openDraftsOf } from "./waiting.ts";

/** Records of a source that were imported before. */
export type KnownRecord = typeof sourceRecords.$inferSelect;

export const recordsOf = ({ tx }: Change, source: string): Promise<KnownRecord[]> =>
  tx.select().from(sourceRecords).where(eq(sourceRecords.source, source));

/** What the plan has to know about records that were sorted; what it decides on is kept from others meanwhile. */
export async function knownFor(
  change: Change,
  { created, updated }: Pick<Sorted, "created" | "updated">,
  records: readonly KnownRecord[],
): Promise<Known> {
  const names = [...created, ...updated].map(({ description }) => description.custodian);
  return {
    standing: await standingOf(
      change,
      updated.map(({ id }) => id),
      records,
    ),
    custodians: await custodiansByKey(change, [...new Set(names.map(keyOfName))]),
    identities: records.map(({ sourceId }) => sourceId),
    byPerson: change.actor.kind === "person",
  };
}

async function standingOf(
  change: Change,
  sourceIds: readonly string[],
  records: readonly KnownRecord[],
): Promise<Map<string, Standing>> {
  if (sourceIds.length === 0) return new Map();
  const recordOf = new Map(records.map((one) => [one.sourceId, one]));
  const wanted = sourceIds.map((sourceId) => recordOf.get(sourceId)!);
  const ids = [...new Set(wanted.map(({ datasetId }) => datasetId))];
  const versions = new Map((await versionsThatStand(change, ids)).map((one) => [one.datasetId, one]));
  const drafts = await openDraftsOf(change, ids);
  const refused = await refusedTerms(change, ids);
  return new Map(
    wanted.map(({ sourceId, datasetId, linkedByName }) => {
      const { description, importId, approvedByName, ...version } = versions.get(datasetId)!;
      return [
        sourceId,
        {
          ...version,
          description: descriptionSchema.parse(description),
          byImport: importId !== null || approvedByName === null,
          isOurs: linkedByName !== null,
          open: drafts.get(datasetId) ?? null,
          refused: refused.get(datasetId) ?? [],
        },
      ];
    }),
  );
}

const versionsThatStand = ({ tx }: Change, datasetIds: readonly string[]) =>
  tx
    .select({
      datasetId: datasets.id,
      slug: datasets.slug,
      number: datasets.versionNumber,
      description: datasetVersions.description,
      importId: datasetVersions.importId,
      approvedByName: datasetVersions.approvedByName,
    })
    .from(datasets)
    .innerJoin(
      datasetVersions,
      and(eq(datasetVersions.datasetId, datasets.id), eq(datasetVersions.number, datasets.versionNumber)),
    )
    .where(inArray(datasets.id, [...datasetIds]))
    .for("update", { of: datasets });

/** The terms over which somebody refused a commercial use, by set. */
async function refusedTerms({ tx }: Change, datasetIds: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const rows = await tx
    .select({ datasetId: useDecisions.datasetId, terms: useDecisions.terms })
    .from(useDecisions)
    .where(and(inArray(useDecisions.datasetId, [...datasetIds]), eq(useDecisions.outcome, "refuse")));
  for (const { datasetId, terms } of rows) found.set(datasetId, [...(found.get(datasetId) ?? []), terms]);
  return found;
}
