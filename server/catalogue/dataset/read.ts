import { desc, eq } from "drizzle-orm";
import { custodians, datasets, linkages, mandates } from "#db/schema/catalogue.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import { type Ask, asReading, type Change, type Reading } from "#server/lib/change.ts";
import { notFound } from "#server/lib/refusal.ts";
import { headline, type Standing } from "#server/pricing/rules.ts";
import { type PriceList, priceListsOn } from "#server/pricing/store.ts";

/** Where each of the nine stands on a price list. */
export const standingsIn = (list: PriceList | undefined): Partial<Record<Kind, Standing>> =>
  Object.fromEntries((list?.prices ?? []).map(({ kind, standing }) => [kind, standing]));

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
