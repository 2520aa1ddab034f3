import { and, asc, eq, gt, gte, inArray, isNull, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { custodians, datasets, linkages } from "#db/schema/catalogue.ts";
import { datasetColumns } from "#db/schema/columns-of-datasets.ts";
import { catalogueState, datasetVersions } from "#db/schema/descriptions.ts";
import { type Ask, asReading, type Change, type Reading } from "#server/lib/change.ts";
import { notFound } from "#server/lib/refusal.ts";
import { describe } from "../description.ts";
import type { PublicColumn, PublicSet } from "./public-set.ts";
import { grouped } from "./words.ts";

export type Wanted = { after?: string; limit: number; updatedSince?: string; custodian?: string };

/** Published datasets in order of their slugs, after a slug: by key, so that the last page costs what the first does. */
export const pageOfSets = (ask: Ask, wanted: Wanted): Promise<PublicSet[]> =>
  asReading(ask, (reading) =>
    setsWhere(
      reading,
      and(
        isNull(datasets.retiredOn),
        wanted.after === undefined ? undefined : gt(datasets.slug, wanted.after),
        wanted.updatedSince === undefined ? undefined : gte(datasets.publishedOn, wanted.updatedSince),
        wanted.custodian === undefined ? undefined : eq(custodians.name, wanted.custodian),
      ),
      wanted.limit,
    ),
  );

/** Every published dataset, a page at a time; a dataset that is published meanwhile may or may not be among them. */
export async function* everySet(ask: Ask, limit = 200): AsyncGenerator<PublicSet[]> {
  let after: string | undefined;
  for (;;) {
    const page = await pageOfSets(ask, { limit, ...(after !== undefined && { after }) });
    if (page.length > 0) yield page;
    if (page.length < limit) return;
    after = page.at(-1)!.slug;
  }
}

/** One dataset that is published and not retired; `not_found` otherwise. */
export const publicSet = (ask: Ask, slug: string): Promise<PublicSet> =>
  asReading(ask, async (reading) => {
    const [set] = await setsWhere(reading, and(eq(datasets.slug, slug), isNull(datasets.retiredOn)), 1);
    if (!set) throw notFound();
    return set;
  });

/** Columns of a dataset by their places, after a place. */
export const columnsOf = (
  ask: Ask,
  slug: string,
  { after = -1, limit }: { after?: number; limit?: number } = {},
): Promise<PublicColumn[]> =>
  asReading(ask, async ({ tx }) => {
    const found = tx
      .select({
        position: datasetColumns.position,
        table: datasetColumns.tableName,
        name: datasetColumns.name,
        dataType: datasetColumns.dataType,
        description: datasetColumns.description,
        identifierClass: datasetColumns.identifierClass,
      })
      .from(datasetColumns)
      .innerJoin(datasets, eq(datasets.id, datasetColumns.datasetId))
      .where(and(eq(datasets.slug, slug), gt(datasetColumns.position, after)))
      .orderBy(asc(datasetColumns.position));
    return limit === undefined ? found : found.limit(limit);
  });

/** Which state the catalogue is in: any change of it counts. */
export const catalogueVersion = (ask: Ask): Promise<number> =>
  asReading(ask, async ({ tx }) => {
    const [state] = await tx.select({ version: catalogueState.version }).from(catalogueState);
    return state!.version;
  });

/** A map of the site holds 50,000 addresses; ten are left for the pages that are no datasets. */
const mostAddresses = 49_990;

/** Addresses of published datasets and when they last changed, for a map of the site; the first of them, should there be too many. */
export const addressesOfSets = (ask: Ask) =>
  asReading(ask, ({ tx }) =>
    tx
      .select({ slug: datasets.slug, publishedOn: datasets.publishedOn })
      .from(datasets)
      .where(isNull(datasets.retiredOn))
      .orderBy(asc(datasets.slug))
      .limit(mostAddresses),
  );

async function setsWhere(at: Change | Reading, which: SQL | undefined, limit: number): Promise<PublicSet[]> {
  const { tx } = at;
  const rows = await tx
    .select({ dataset: datasets, custodian: custodians.name })
    .from(datasets)
    .innerJoin(custodians, eq(custodians.id, datasets.custodianId))
    .where(which)
    .orderBy(asc(datasets.slug))
    .limit(limit);
  if (rows.length === 0) return [];
  const ids = rows.map(({ dataset }) => dataset.id);
  const versions = grouped(
    await tx
      .select({
        datasetId: datasetVersions.datasetId,
        number: datasetVersions.number,
        publishedOn: datasetVersions.publishedOn,
        at: datasetVersions.at,
        note: datasetVersions.note,
      })
      .from(datasetVersions)
      .where(inArray(datasetVersions.datasetId, ids))
      .orderBy(asc(datasetVersions.number)),
    ({ datasetId }) => datasetId,
  );
  const other = alias(datasets, "other");
  const links = grouped(
    await tx
      .select({ datasetId: linkages.datasetId, slug: other.slug, title: other.title, by: linkages.by })
      .from(linkages)
      .innerJoin(other, eq(other.id, linkages.withDatasetId))
      .where(and(inArray(linkages.datasetId, ids), isNull(other.retiredOn)))
      .orderBy(asc(other.slug)),
    ({ datasetId }) => datasetId,
  );
  return rows.map(({ dataset, custodian }) => ({
    slug: dataset.slug,
    description: describe(dataset, custodian),
    custodianId: dataset.custodianId,
    licensable: dataset.licensable,
    publishedOn: dataset.publishedOn,
    versionNumber: dataset.versionNumber,
    completenessBp: dataset.completenessBp,
    versions: (versions.get(dataset.id) ?? []).map(({ at, datasetId: _id, ...version }) => ({
      ...version,
      at: new Date(at).toISOString(),
    })),
    links: (links.get(dataset.id) ?? []).map(({ datasetId: _id, ...link }) => link),
  }));
}
