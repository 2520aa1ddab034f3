import { eq, inArray, sql } from "drizzle-orm";
import { custodians, datasets, linkages } from "#db/schema/catalogue.ts";
import { datasetColumns } from "#db/schema/columns-of-datasets.ts";
import { type Compared, compare } from "#server/catalogue/compare.ts";
import { type Ask, asReading, type Reading } from "#server/lib/change.ts";
import { mostCompared } from "../limits.ts";
import { customerAsking, mandatesOf, offersOf } from "./offers.ts";

/**
 * Up to five datasets side by side, in the order in which they were asked for. What is unknown is named, and what is beyond
 * five is left out and named as well: the page says so instead of failing.
 */
export const compareSets = (ask: Ask, slugs: readonly string[]) =>
  asReading(ask, async (reading) => {
    const wanted = slugs.slice(0, mostCompared);
    const rows = wanted.length
      ? await reading.tx
          .select({ dataset: datasets, custodian: custodians.name })
          .from(datasets)
          .innerJoin(custodians, eq(custodians.id, datasets.custodianId))
          .where(inArray(datasets.slug, wanted))
      : [];
    const found = wanted.flatMap((slug) => rows.find(({ dataset }) => dataset.slug === slug) ?? []);
    const sets = await comparedOf(reading, found);
    return {
      sets: sets.map(({ slug, title }) => ({ slug, title })),
      rows: sets.length > 0 ? compare(sets) : [],
      unknown: wanted.filter((slug) => !found.some(({ dataset }) => dataset.slug === slug)),
      tooMany: slugs.slice(mostCompared),
    };
  });

type Found = { dataset: typeof datasets.$inferSelect; custodian: string };

async function comparedOf(reading: Reading, found: readonly Found[]): Promise<Compared[]> {
  const { tx } = reading;
  const ids = found.map(({ dataset }) => dataset.id);
  if (ids.length === 0) return [];
  const offers = await offersOf(
    reading,
    found.map(({ dataset }) => dataset),
    await customerAsking(reading),
  );
  const mandates = await mandatesOf(reading, ids);
  const links = await tx.select().from(linkages).where(inArray(linkages.datasetId, ids));
  const counts = await tx
    .select({ id: datasetColumns.datasetId, columns: sql<number>`count(*)::int` })
    .from(datasetColumns)
    .where(inArray(datasetColumns.datasetId, ids))
    .groupBy(datasetColumns.datasetId);
  const shared = await sharedColumns(reading, ids);
  return found.map(({ dataset, custodian }) => {
    const mandate = mandates.find(({ datasetId }) => datasetId === dataset.id);
    return {
      ...dataset,
      custodian,
      columns: counts.find(({ id }) => id === dataset.id)?.columns ?? 0,
      retiredReason: dataset.retiredOn ? dataset.retiredReason : null,
      mandate: mandate ? `${mandate.reference}, given by ${mandate.grantedBy}` : null,
      offers: offers.get(dataset.id)!,
      links: Object.fromEntries(
        found
          .filter((other) => other.dataset.id !== dataset.id)
          .map((other) => [
            other.dataset.slug,
            {
              by: linkBetween(links, dataset.id, other.dataset.id),
              sharedColumns:
                shared.find(({ a, b }) => a === dataset.id && b === other.dataset.id)?.columns ?? 0,
            },
          ]),
      ),
    };
  });
}

/** A link that is recorded from either end joins both. */
const linkBetween = (links: readonly (typeof linkages.$inferSelect)[], a: string, b: string) =>
  (
    links.find(({ datasetId, withDatasetId }) => datasetId === a && withDatasetId === b) ??
    links.find(({ datasetId, withDatasetId }) => datasetId === b && withDatasetId === a)
  )?.by ?? null;

/** How many names of columns each two datasets have in common, whatever their case and table. */
async function sharedColumns({ tx }: Reading, ids: readonly string[]) {
  const { rows } = await tx.execute<{ a: string; b: string; columns: number }>(sql`
    with names as (select distinct dataset_id, lower(name) as name from dataset_columns
      where dataset_id = any(${sql.param(ids)}::uuid[]))
    select a.dataset_id as a, b.dataset_id as b, count(*)::int as columns
    from names a join names b on b.name = a.name and b.dataset_id <> a.dataset_id group by 1, 2`);
  return rows;
}
