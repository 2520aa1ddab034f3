import { linkages, mandates } from "#db/schema/catalogue.ts";
import { datasetColumns } from "#db/schema/columns-of-datasets.ts";
import { record } from "#server/audit/store.ts";
import { placesOf, refreshBandOf } from "#server/catalogue/bands.ts";
import { descriptionSchema } from "#server/catalogue/description.ts";
import { publishNew, recomputeStanding } from "#server/catalogue/store/publishing.ts";
import { type Ask, asOneChange } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import { publishPriceList } from "#server/pricing/store/prices.ts";
import { publishTariff } from "#server/quoting/store/tariffs.ts";
import { seedColumns } from "./columns.ts";
import { type SeedDataset, seedDatasets, seedLinkages } from "./datasets.ts";
import { seedFacts } from "./facts.ts";
import { ownPrices, pricesFor, type Worth, withOwnPrices, worths } from "./price-lists.ts";
import { seedTariffs } from "./tariffs.ts";

/** The catalogue of the demonstration: custodians, datasets, links, mandates and dated price lists by two named people. */
export const seedCatalogue = (ask: Ask) =>
  asOneChange(ask, async (change) => {
    const { tx } = change;
    const by = { authorName: "James Whitlock", approverName: "Samuel Clarke" };
    const ids = await publishNew(
      change,
      seedDatasets.map((set) => ({ slug: set.slug, description: described(set) })),
      {
        publishedOn: "2025-04-01",
        note: "First description",
        madeByName: "Elena Novak",
        approvedByName: by.approverName,
      },
    );
    for (const { slug } of seedDatasets) {
      const facts = { version: 1, note: "First description", by: "Elena Novak" };
      await record(change, slug, { type: "dataset.published", facts }, null);
    }
    const idOf = new Map(seedDatasets.map(({ slug }, index) => [slug, ids[index]!]));
    await tx.insert(linkages).values(
      seedLinkages.flatMap(([a, b, by]) => [
        { datasetId: idOf.get(a)!, withDatasetId: idOf.get(b)!, by },
        { datasetId: idOf.get(b)!, withDatasetId: idOf.get(a)!, by },
      ]),
    );
    await tx.insert(datasetColumns).values(
      Object.entries(seedColumns).flatMap(([slug, { table, columns }]) =>
        columns.map(([name, dataType, identifierClass, description], index) => ({
          datasetId: idOf.get(slug)!,
          position: index + 1,
          tableName: table,
          name,
          dataType,
          identifierClass,
          description,
        })),
      ),
    );
    await recomputeStanding(
      change,
      Object.keys(seedColumns).map((slug) => idOf.get(slug)!),
    );
    for (const [index, { slug }] of worths.entries()) {
      const reference = `MAN-2025-${String(index + 1).padStart(3, "0")}`;
      const grantedBy = seedDatasets.find((dataset) => dataset.slug === slug)!.custodian;
      const from = "2025-01-01";
      await tx
        .insert(mandates)
        .values({ datasetId: idOf.get(slug)!, reference, grantedBy, validFrom: from, recordedAt: ask.now });
      const facts = { reference, grantedBy, from, to: "" };
      await record(change, slug, { type: "mandate.recorded", facts }, null);
    }
    for (const worth of worths) {
      await publishPriceList(change, {
        datasetId: idOf.get(worth.slug)!,
        version: 1,
        validFrom: civil("2025-04-01"),
        ...by,
        prices: everyPrice(worth),
      });
      if (worth.risenBp)
        await publishPriceList(change, {
          datasetId: idOf.get(worth.slug)!,
          version: 2,
          validFrom: civil("2026-04-01"),
          ...by,
          prices: everyPrice(worth, worth.risenBp),
        });
    }
    for (const tariff of seedTariffs) await publishTariff(change, tariff);
  });

const everyPrice = (worth: Worth, risenBp = 0) => {
  const standard = pricesFor(worth, risenBp);
  return withOwnPrices.includes(worth.slug) ? [...standard, ...ownPrices(standard)] : standard;
};

/** Keys of the use terms that the words of a dataset amount to. */
const termsOf: Record<string, { limitations?: readonly string[]; requirements?: readonly string[] }> = {
  "Commercial research allowed": { limitations: ["commercial_research"] },
  "Commercial research allowed with approval": {
    limitations: ["commercial_research"],
    requirements: ["project"],
  },
  "Not-for-profit use only": { limitations: ["not_for_profit"] },
  "Research use only": { limitations: ["research_use_only"] },
  "Publication of results expected": { requirements: ["publication"] },
};

const described = ({ slug, from, to, reason, population, licensable, ...set }: SeedDataset) =>
  descriptionSchema.parse({
    dataTypes: [...(seedFacts[slug]?.dataTypes ?? [])],
    vocabularies: [...(seedFacts[slug]?.vocabularies ?? [])],
    limitations: set.useTerms.flatMap((term) => termsOf[term]?.limitations ?? []),
    requirements: set.useTerms.flatMap((term) => termsOf[term]?.requirements ?? []),
    refreshBand: refreshBandOf(set.refresh),
    places: placesOf(set.geography),
    leadTime: "Not stated",
    leadTimeBand: "not_stated",
    ...set,
    useTerms: [...set.useTerms],
    periodFrom: from,
    periodTo: to ?? null,
    population: population === undefined ? null : String(population),
    bar:
      licensable === "not_licensable" || licensable === "proposed"
        ? { kind: licensable, reason: reason ?? "" }
        : null,
    version: set.version ?? "1.0.0",
    details: seedFacts[slug]?.details ?? {},
  });
