import { asc, count, eq, inArray } from "drizzle-orm";
import { datasets } from "#db/schema/catalogue.ts";
import { datasetColumns } from "#db/schema/columns-of-datasets.ts";
import { datasetVersions, useDecisions } from "#db/schema/descriptions.ts";
import type { Change } from "#server/lib/change.ts";
import { completenessBp } from "../completeness.ts";
import { type Description, describe } from "../description.ts";
import { standingOf } from "../use-terms.ts";
import { custodiansOf } from "./custodians.ts";

/** Who stands for a version: its author, the second person (null for an import), and the import that brought it. */
export type By = { madeByName: string; approvedByName: string | null; importId?: string };

/** Columns of the catalogue that a description fills; what the use terms allow is calculated here and nowhere else. */
function rowOf(
  { custodian, population, bar, details, ...given }: Description,
  known: { custodianId: string; columns: number; decisions: (typeof useDecisions.$inferSelect)[] },
) {
  const standing = bar ? { licensable: bar.kind, reason: bar.reason } : standingOf(given, known.decisions);
  return {
    ...given,
    custodianId: known.custodianId,
    population: population === null ? null : BigInt(population),
    licensable: standing.licensable,
    licensableReason: standing.reason,
    completenessBp: completenessBp({
      description: { ...given, custodian, population, bar, details },
      columns: known.columns,
    }),
    details,
  };
}

export type NewSet = { slug: string; description: Description };

/** Puts new datasets into the catalogue, each as its first version. Slugs must be free. Answers their ids in order. */
export async function publishNew(
  change: Change,
  sets: readonly NewSet[],
  { publishedOn, note, ...by }: By & { publishedOn: string; note: string },
): Promise<string[]> {
  if (sets.length === 0) return [];
  const keepers = await custodiansOf(
    change,
    sets.map(({ description }) => description.custodian),
  );
  const rows = await change.tx
    .insert(datasets)
    .values(
      sets.map(({ slug, description }) => ({
        slug,
        ...rowOf(description, {
          custodianId: keepers.get(description.custodian)!,
          columns: 0,
          decisions: [],
        }),
        publishedOn,
        versionNumber: 1,
      })),
    )
    .returning({ id: datasets.id, slug: datasets.slug });
  const idOf = new Map(rows.map(({ id, slug }) => [slug, id]));
  await change.tx.insert(datasetVersions).values(
    sets.map(({ slug, description }) => ({
      datasetId: idOf.get(slug)!,
      number: 1,
      description,
      note,
      ...by,
      publishedOn,
      at: change.now,
    })),
  );
  return sets.map(({ slug }) => idOf.get(slug)!);
}

/** Publishes the next version of a dataset; the row of the catalogue follows. Answers the version's number. */
export async function publishNext(
  change: Change,
  datasetId: string,
  description: Description,
  { note, ...by }: By & { note: string },
): Promise<number> {
  const { tx } = change;
  const [row] = await tx
    .select({ number: datasets.versionNumber })
    .from(datasets)
    .where(eq(datasets.id, datasetId))
    .for("update");
  const number = row!.number + 1;
  const keepers = await custodiansOf(change, [description.custodian]);
  await tx
    .update(datasets)
    .set({
      ...rowOf(description, {
        custodianId: keepers.get(description.custodian)!,
        columns: await tx.$count(datasetColumns, eq(datasetColumns.datasetId, datasetId)),
        decisions: await decisionsOn(change, datasetId),
      }),
      publishedOn: change.today,
      versionNumber: number,
    })
    .where(eq(datasets.id, datasetId));
  await tx
    .insert(datasetVersions)
    .values({ datasetId, number, description, note, ...by, publishedOn: change.today, at: change.now });
  return number;
}

/** Decisions about the use of a dataset, oldest first. */
export const decisionsOn = ({ tx }: Pick<Change, "tx">, datasetId: string) =>
  tx
    .select()
    .from(useDecisions)
    .where(eq(useDecisions.datasetId, datasetId))
    .orderBy(asc(useDecisions.decidedAt));

/** Calculates anew where commercial use stands and how complete descriptions are: after a decision, or new columns. */
export async function recomputeStanding(change: Change, datasetIds: readonly string[]) {
  const { tx } = change;
  if (datasetIds.length === 0) return;
  const rows = await tx
    .select()
    .from(datasets)
    .where(inArray(datasets.id, [...datasetIds]))
    .for("update");
  const ids = rows.map(({ id }) => id);
  const counted = await tx
    .select({ id: datasetColumns.datasetId, columns: count() })
    .from(datasetColumns)
    .where(inArray(datasetColumns.datasetId, ids))
    .groupBy(datasetColumns.datasetId);
  const columnsOf = new Map(counted.map(({ id, columns }) => [id, columns]));
  const decided = await tx
    .select()
    .from(useDecisions)
    .where(inArray(useDecisions.datasetId, ids))
    .orderBy(asc(useDecisions.decidedAt));
  for (const row of rows) {
    const { licensable, licensableReason, completenessBp } = rowOf(describe(row, "custodian"), {
      custodianId: row.custodianId,
      columns: columnsOf.get(row.id) ?? 0,
      decisions: decided.filter(({ datasetId }) => datasetId === row.id),
    });
    const same =
      licensable === row.licensable &&
      licensableReason === row.licensableReason &&
      completenessBp === row.completenessBp;
    if (!same)
      await tx
        .update(datasets)
        .set({ licensable, licensableReason, completenessBp })
        .where(eq(datasets.id, row.id));
  }
}
