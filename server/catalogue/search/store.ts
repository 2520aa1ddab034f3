import { and, eq, ilike, isNull, or, sql } from "drizzle-orm";
import { custodians, datasets } from "#db/schema/catalogue.ts";
import { type Ask, asReading } from "#server/lib/change.ts";
import { firstYear } from "#server/pricing/rules.ts";
import { type PriceList, priceListsOn } from "#server/pricing/store.ts";
import { standingsIn } from "../dataset/read.ts";
import { type CatalogueFilter, countFacets, type Entry, passes } from "./filter.ts";

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
      .where(and(isNull(datasets.retiredOn), matching(filter.q)))
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
      settings: dataset.settings,
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

/** Everything that a filter finds, whatever the page. */
export async function allMatches(
  ask: Ask,
  filter: CatalogueFilter,
): Promise<{ id: string; slug: string; title: string }[]> {
  const found: { id: string; slug: string; title: string }[] = [];
  for (let page = 1; ; page++) {
    const { rows, pages } = await searchCatalogue(ask, { ...filter, page });
    found.push(...rows.map(({ id, slug, title }) => ({ id, slug, title })));
    if (page >= pages) return found;
  }
}

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
