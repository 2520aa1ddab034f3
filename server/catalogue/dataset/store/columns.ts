import { and, asc, eq, gt, ilike, or, type SQL, sql } from "drizzle-orm";
import { datasets } from "#db/schema/catalogue.ts";
import { datasetColumns } from "#db/schema/columns-of-datasets.ts";
import { type Ask, asReading, type Change, type Reading } from "#server/lib/change.ts";
import { notFound } from "#server/lib/refusal.ts";
import type { ColumnsFilter } from "../columns-filter.ts";

/** One page of a dataset's data dictionary under a filter, in its own order, with the tables that there are. */
export const readColumns = (ask: Ask, slug: string, filter: ColumnsFilter, limit: number) =>
  asReading(ask, async (reading) => {
    const { tx } = reading;
    const [row] = await tx
      .select({ id: datasets.id, slug: datasets.slug, title: datasets.title })
      .from(datasets)
      .where(eq(datasets.slug, slug));
    if (!row) throw notFound();
    const found = await columnsOf(reading, row.id, limit + 1, filter);
    const rows = found.slice(0, limit);
    const tables = await tx
      .select({ table: datasetColumns.tableName, columns: sql<number>`count(*)::int` })
      .from(datasetColumns)
      .where(eq(datasetColumns.datasetId, row.id))
      .groupBy(datasetColumns.tableName)
      .orderBy(datasetColumns.tableName);
    return {
      slug: row.slug,
      title: row.title,
      tables,
      found: await tx.$count(datasetColumns, matching(row.id, filter)),
      rows,
      next: found.length > limit ? rows.at(-1)!.position : null,
    };
  });

/** The first columns of a dataset under a filter, in their order. */
export const columnsOf = (
  { tx }: Change | Reading,
  datasetId: string,
  limit: number,
  filter: ColumnsFilter = { q: "", table: "", identifier: undefined, after: 0 },
) =>
  tx
    .select({
      position: datasetColumns.position,
      table: datasetColumns.tableName,
      name: datasetColumns.name,
      dataType: datasetColumns.dataType,
      description: datasetColumns.description,
      identifierClass: datasetColumns.identifierClass,
    })
    .from(datasetColumns)
    .where(
      and(
        matching(datasetId, filter),
        // Positions may begin at 0, so the first page asks for nothing beyond.
        filter.after > 0 ? gt(datasetColumns.position, filter.after) : undefined,
      ),
    )
    .orderBy(asc(datasetColumns.position))
    .limit(limit);

/** Every word must stand somewhere in the column's table, name or description. */
const matching = (datasetId: string, { q, table, identifier }: ColumnsFilter): SQL | undefined =>
  and(
    eq(datasetColumns.datasetId, datasetId),
    table ? eq(datasetColumns.tableName, table) : undefined,
    identifier ? eq(datasetColumns.identifierClass, identifier) : undefined,
    ...q
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => {
        const pattern = `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
        return or(
          ilike(datasetColumns.tableName, pattern),
          ilike(datasetColumns.name, pattern),
          ilike(datasetColumns.description, pattern),
        );
      }),
  );
