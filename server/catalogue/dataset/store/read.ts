import { asc, desc, eq, isNull } from "drizzle-orm";
import { organisations } from "#db/schema/access.ts";
import { custodians, datasets, linkages } from "#db/schema/catalogue.ts";
import { datasetColumns, datasetRatings } from "#db/schema/columns-of-datasets.ts";
import { datasetVersions } from "#db/schema/descriptions.ts";
import { describe } from "#server/catalogue/description.ts";
import { whyBarred } from "#server/catalogue/offer-rule.ts";
import { mandateInForce } from "#server/catalogue/store/on-offer.ts";
import { decisionsOn } from "#server/catalogue/store/publishing.ts";
import { barredByTerms, ruleOf, termsKey } from "#server/catalogue/use-terms.ts";
import { kinds } from "#server/commercial-models/index.ts";
import { type Ask, asReading, type Reading } from "#server/lib/change.ts";
import { notFound } from "#server/lib/refusal.ts";
import { type CustomerKind, headline } from "#server/pricing/rules.ts";
import { standingsOf } from "#server/pricing/standings.ts";
import { priceListsOn } from "#server/pricing/store/prices.ts";
import { linkBars, overlapOf } from "../periods.ts";
import { columnsOf } from "./columns.ts";

const firstColumns = 20;
const lastVersions = 5;

/**
 * One dataset with everything its page says, priced for the kind of customer that asks: a buyer's own, for others the
 * standard one unless they want to see it as another. `not_found` when there is none of that name. As many queries for a
 * set with nine prices and fifty links as for a bare one.
 */
export const readDataset = (ask: Ask, { slug, as }: { slug: string; as?: CustomerKind | undefined }) =>
  asReading(ask, async (reading) => {
    const { tx } = reading;
    const [row] = await tx
      .select({ dataset: datasets, custodian: custodians.name })
      .from(datasets)
      .innerJoin(custodians, eq(custodians.id, datasets.custodianId))
      .where(eq(datasets.slug, slug));
    if (!row) throw notFound();
    const { dataset, custodian } = row;
    const customer = await customerKindOf(reading, as);
    const list = (await priceListsOn(reading, [dataset.id], ask.today, customer)).get(dataset.id) ?? null;
    const decisions = await decisionsOn(reading, dataset.id);
    const mandate = await mandateInForce(reading, dataset.id);
    const offered = { dataset, mandated: mandate !== null, decisions };
    const description = describe(dataset, custodian);
    return {
      ...dataset,
      custodian,
      details: description.details,
      customer,
      mandate,
      columns: {
        count: await tx.$count(datasetColumns, eq(datasetColumns.datasetId, dataset.id)),
        first: await columnsOf(reading, dataset.id, firstColumns),
      },
      ratings: await tx
        .select()
        .from(datasetRatings)
        .where(eq(datasetRatings.datasetId, dataset.id))
        .orderBy(asc(datasetRatings.source), asc(datasetRatings.dimension)),
      versions: await tx
        .select({
          number: datasetVersions.number,
          note: datasetVersions.note,
          madeByName: datasetVersions.madeByName,
          approvedByName: datasetVersions.approvedByName,
          publishedOn: datasetVersions.publishedOn,
        })
        .from(datasetVersions)
        .where(eq(datasetVersions.datasetId, dataset.id))
        .orderBy(desc(datasetVersions.number))
        .limit(lastVersions),
      sameAs: await sameAs(reading, dataset.sameAsId),
      links: await linksOf(reading, dataset),
      rule: ruleOf(dataset),
      termsKey: termsKey(dataset),
      decisions: decisions.map(({ datasetId: _, decidedBy: __, ...made }) => ({
        ...made,
        holds: made.terms === termsKey(dataset),
      })),
      /** What the terms and the decisions over them say of each of the nine, by kind of customer; null: may be had. */
      byTerms: kinds.map((kind) => ({
        kind,
        barred: {
          standard: barredByTerms(dataset, decisions, kind, "standard"),
          small_company: barredByTerms(dataset, decisions, kind, "small_company"),
          academic: barredByTerms(dataset, decisions, kind, "academic"),
        } satisfies Record<CustomerKind, string | null>,
      })),
      standings: standingsOf(list?.prices ?? []),
      priceList: list && { version: list.version, validFrom: list.validFrom },
      prices: (list?.prices ?? []).map((price) => ({
        ...price,
        headline: headline(price.terms),
        barred: whyBarred(offered, price.kind, customer, price),
      })),
    };
  });

/** A buyer is what its organisation is; everybody else may look as any kind. */
async function customerKindOf({ tx, actor }: Reading, as: CustomerKind = "standard"): Promise<CustomerKind> {
  if (actor.kind !== "person" || actor.side !== "buyer") return as;
  const [own] = await tx
    .select({ customerKind: organisations.customerKind })
    .from(organisations)
    .where(eq(organisations.id, actor.organisationId));
  return own?.customerKind ?? "standard";
}

async function sameAs({ tx }: Reading, id: string | null) {
  if (id === null) return null;
  const [other] = await tx
    .select({ slug: datasets.slug, title: datasets.title })
    .from(datasets)
    .where(eq(datasets.id, id));
  return other ?? null;
}

/** The datasets that it can be linked with: the days that both cover, and what stands against it. */
async function linksOf({ tx, today }: Reading, own: typeof datasets.$inferSelect) {
  const rows = await tx
    .select({ dataset: datasets, by: linkages.by })
    .from(linkages)
    .innerJoin(datasets, eq(datasets.id, linkages.withDatasetId))
    .where(eq(linkages.datasetId, own.id))
    .orderBy(datasets.title);
  return rows.map(({ dataset, by }) => ({
    slug: dataset.slug,
    title: dataset.title,
    by,
    periodFrom: dataset.periodFrom,
    periodTo: dataset.periodTo,
    overlap: overlapOf(own, dataset, today),
    bars: linkBars(own, {
      ...dataset,
      bar:
        dataset.licensable === "not_licensable" || dataset.licensable === "proposed"
          ? dataset.licensableReason
          : null,
    }),
  }));
}

/** How many datasets stand in the catalogue, and how many custodians, for the first page. */
export const catalogueSize = (ask: Ask) =>
  asReading(ask, async ({ tx }) => ({
    datasets: await tx.$count(datasets, isNull(datasets.retiredOn)),
    custodians: await tx.$count(custodians),
  }));
