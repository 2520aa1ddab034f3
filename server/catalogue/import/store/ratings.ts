import { eq, inArray, sql } from "drizzle-orm";
import { datasetRatings } from "#db/schema/columns-of-datasets.ts";
import { sourceRecords } from "#db/schema/imports.ts";
import type { Change } from "#server/lib/change.ts";
import type { RatingRow } from "../readers.ts";
import { cut, harmless } from "../text.ts";

/** Ratings of the datasets that a run's rating files name; the last row about a dimension counts, and only what differs is written. */
export async function storeRatings({ tx, today }: Change, source: string, ratings: readonly RatingRow[]) {
  if (ratings.length === 0) return;
  const known = await tx.select().from(sourceRecords).where(eq(sourceRecords.source, source));
  const setOf = new Map(known.map(({ sourceId, datasetId }) => [sourceId, datasetId]));
  const wanted = new Map<string, typeof datasetRatings.$inferInsert>();
  for (const { keys, source: by, dimension, rating, scoreBp, month } of ratings) {
    const datasetId = keys.map((key) => setOf.get(key)).find(Boolean);
    if (!datasetId || !rating) continue;
    const row = {
      datasetId,
      source: by,
      dimension: cut(harmless(dimension), 200),
      rating: cut(harmless(rating), 200),
      scoreBp,
      asOf: month ? `${month}-01` : today,
    };
    wanted.set(`${datasetId} ${row.source} ${row.dimension}`, row);
  }
  if (wanted.size === 0) return;
  const before = await tx
    .select()
    .from(datasetRatings)
    .where(inArray(datasetRatings.datasetId, [...new Set([...wanted.values()].map((one) => one.datasetId))]));
  for (const one of before) {
    const key = `${one.datasetId} ${one.source} ${one.dimension}`;
    const now = wanted.get(key);
    if (now && now.rating === one.rating && now.scoreBp === one.scoreBp) wanted.delete(key);
  }
  const rows = [...wanted.values()];
  for (let from = 0; from < rows.length; from += 2000)
    await tx
      .insert(datasetRatings)
      .values(rows.slice(from, from + 2000))
      .onConflictDoUpdate({
        target: [datasetRatings.datasetId, datasetRatings.source, datasetRatings.dimension],
        set: { rating: sql`excluded.rating`, scoreBp: sql`excluded.score_bp`, asOf: sql`excluded.as_of` },
      });
}
