import { and, desc, eq, ilike, or, sql } from "drizzle-orm";
import { custodians, datasets, linkages, mandates } from "#db/schema/catalogue.ts";
import { type Ask, asReading, type Change, type Reading } from "#server/lib/change.ts";
import { notFound } from "#server/lib/refusal.ts";
import { firstYear, headline } from "#server/pricing/rules.ts";
import { type PriceList, priceListsOn } from "#server/pricing/store.ts";
import { type CatalogueFilter, countFacets, type Entry, passes } from "./rules.ts";

const pageSize = 20;

/**
 * The catalogue under a filter: one page of sets with their nine standings, and counts for every facet. Three
 * queries, however many sets; facets are counted in memory over what the text search found.
 */
export const searchCatalogue = (ask: Ask, filter: CatalogueFilter) =>
  asReading(ask, async (reading) => {
    const rows = await reading.tx
      .select({
        dataset: datasets,
        custodian: custodians.name,
        linkable: sql<number>`(select count(*)::int from linkages l where l.dataset_id = ${datasets.id})`,
      })
      .from(datasets)
      .innerJoin(custodians, eq(custodians.id, datasets.custodianId))
      .where(matching(filter.q))
      .orderBy(datasets.title);
    const lists = await priceListsOn(
      reading,
      rows.map(({ dataset }) => dataset.id),
      ask.today,
    );
    const found = rows.map((row) => ({
      ...row,
      standings: standingsIn(lists.get(row.dataset.id)),
      list: lists.get(row.dataset.id) ?? null,
    }));
    const entries: Entry[] = found.map(({ dataset, custodian, standings }) => ({
      setting: dataset.setting,
      licensable: dataset.licensable,
      custodian,
      standings,
    }));
    const shown = found.filter((_, index) => passes(entries[index]!, filter));
    return {
      total: shown.length,
      pages: Math.max(1, Math.ceil(shown.length / pageSize)),
      counts: countFacets(entries, filter),
      rows: shown
        .slice((filter.page - 1) * pageSize, filter.page * pageSize)
        .map(({ dataset, custodian, linkable, standings, list }) => ({
          ...dataset,
          custodian,
          linkable,
          standings,
          cheapest: cheapest(list),
        })),
    };
  });

/** Every word must stand somewhere in title, summary, description or custodian. */
const matching = (q: string) =>
  and(
    ...q
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => {
        const pattern = `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
        return or(
          ilike(datasets.title, pattern),
          ilike(datasets.summary, pattern),
          ilike(datasets.description, pattern),
          ilike(custodians.name, pattern),
        );
      }),
  );

const standingsIn = (list: PriceList | undefined): Entry["standings"] =>
  Object.fromEntries((list?.prices ?? []).map(({ kind, standing }) => [kind, standing]));

/** The least that a first year costs under the list, where terms alone say it. */
function cheapest(list: PriceList | null) {
  const known = (list?.prices ?? []).flatMap(({ kind, standing, terms }) => {
    const first = standing === "list" ? firstYear(terms) : null;
    return first === null ? [] : [{ kind, first }];
  });
  return known.reduce<(typeof known)[number] | null>(
    (least, price) => (least === null || price.first < least.first ? price : least),
    null,
  );
}

/** One dataset with everything its page says; `not_found` when there is none of that name. */
export const readDataset = (ask: Ask, slug: string) =>
  asReading(ask, async (reading) => {
    const { tx } = reading;
    const [row] = await tx
      .select({ dataset: datasets, custodian: custodians.name })
      .from(datasets)
      .innerJoin(custodians, eq(custodians.id, datasets.custodianId))
      .where(eq(datasets.slug, slug));
    if (!row) throw notFound();
    const { dataset, custodian } = row;
    const list = (await priceListsOn(reading, [dataset.id], ask.today)).get(dataset.id) ?? null;
    return {
      ...dataset,
      custodian,
      mandate: await mandateOf(reading, dataset.id),
      links: await tx
        .select({ slug: datasets.slug, title: datasets.title, by: linkages.by })
        .from(linkages)
        .innerJoin(datasets, eq(datasets.id, linkages.withDatasetId))
        .where(eq(linkages.datasetId, dataset.id))
        .orderBy(datasets.title),
      standings: standingsIn(list ?? undefined),
      priceList: list && { version: list.version, validFrom: list.validFrom },
      prices: (list?.prices ?? []).map((price) => ({ ...price, headline: headline(price.terms) })),
    };
  });

async function mandateOf({ tx }: Change | Reading, datasetId: string) {
  const [mandate] = await tx
    .select()
    .from(mandates)
    .where(eq(mandates.datasetId, datasetId))
    .orderBy(desc(mandates.validFrom))
    .limit(1);
  return mandate ?? null;
}

/** How many sets and custodians there are, for the first page. */
export const catalogueSize = (ask: Ask) =>
  asReading(ask, async ({ tx }) => ({
    datasets: await tx.$count(datasets),
    custodians: await tx.$count(custodians),
  }));
