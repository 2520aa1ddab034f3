import { eq, inArray, sql } from "drizzle-orm";
import { custodians, datasets } from "#db/schema/catalogue.ts";
import type { Ask } from "#server/lib/change.ts";
import { isOnOffer } from "#server/pricing/standings.ts";
import { type CatalogueFilter, catalogueFilter } from "../filter.ts";
import { withIndex } from "./index.ts";

const pageSize = 20;
const suggested = 8;

/**
 * The catalogue under a filter: one page of datasets with the nine as a standard customer meets them, and counts for every
 * facet, right under every combination. Two queries in one snapshot, however many datasets; the rest is in memory.
 */
export const searchCatalogue = (ask: Ask, filter: CatalogueFilter) =>
  withIndex(ask, async (index, { tx }) => {
    const known = {
      ...filter,
      custodian: filter.custodian.filter((value) => index.knows("custodian", value)),
      linkable: filter.linkable.filter((value) => index.knows("linkable", value)),
    };
    const { entries, total, counts, corrected, synonyms, relaxed } = index.search(known, pageSize);
    const linked = [...Object.keys(counts.linkable), ...known.linkable];
    const titles = Object.fromEntries(linked.map((slug) => [slug, index.titleOf(slug) ?? slug]));
    const sizes = index.sizes();
    const rows = entries.length
      ? await tx
          .select({
            dataset: datasets,
            custodian: custodians.name,
            linkable: sql<number>`(select count(*)::int from linkages l where l.dataset_id = ${datasets.id})`,
          })
          .from(datasets)
          .innerJoin(custodians, eq(custodians.id, datasets.custodianId))
          .where(
            inArray(
              datasets.id,
              entries.map(({ id }) => id),
            ),
          )
      : [];
    const rowOf = new Map(rows.map((row) => [row.dataset.id, row]));
    return {
      filter: known,
      total,
      pages: Math.max(1, Math.ceil(total / pageSize)),
      counts,
      titles,
      sizes,
      corrected,
      synonyms,
      relaxed,
      rows: entries.flatMap(({ id, standings, cheapest, columns }) => {
        const row = rowOf.get(id);
        if (!row) return [];
        const { dataset, custodian, linkable } = row;
        return [
          {
            slug: dataset.slug,
            title: dataset.title,
            summary: dataset.summary,
            refresh: dataset.refresh,
            lag: dataset.lag,
            periodFrom: dataset.periodFrom,
            periodTo: dataset.periodTo,
            populationNote: dataset.populationNote,
            licensable: dataset.licensable,
            custodian,
            linkable,
            columns,
            standings,
            cheapest,
          },
        ];
      }),
    };
  });

/** Everything that a search finds, by title: what saved searches look for new finds in. */
export const allMatches = (
  ask: Ask,
  filter: CatalogueFilter,
): Promise<{ id: string; slug: string; title: string }[]> =>
  withIndex(ask, (index) => index.all(filter).map(({ id, slug, title }) => ({ id, slug, title })));

/** Datasets that some commercial use is allowed of and that some model is on offer for, to choose from. */
export const setsOnOffer = (ask: Ask) =>
  withIndex(ask, (index) =>
    index
      .all(catalogueFilter.parse({ use: "licensable" }))
      .filter(({ standings }) => isOnOffer(standings))
      .map(({ slug, title }) => ({ slug, title })),
  );

/** What somebody who typed so far may be looking for: datasets first, then words. */
export const suggest = (ask: Ask, typed: string) =>
  withIndex(ask, (index) => {
    const { titles, words } = index.suggest(typed, suggested - 2);
    return [
      ...titles.map(({ slug, title }) => ({ href: `/datasets/${slug}`, label: title })),
      ...words.map((word) => ({ href: `/catalogue?q=${encodeURIComponent(word)}`, label: word })),
    ].slice(0, suggested);
  });
