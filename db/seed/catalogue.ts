import { custodians, datasets, linkages, mandates } from "#db/schema/catalogue.ts";
import { type Ask, asOneChange } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import { publishPriceList } from "#server/pricing/store.ts";
import { seedDatasets, seedLinkages } from "./datasets.ts";
import { pricesFor, worths } from "./price-lists.ts";

/** The catalogue of the demonstration: custodians, sets, links, mandates and dated price lists by two named people. */
export const seedCatalogue = (ask: Ask) =>
  asOneChange(ask, async (change) => {
    const { tx } = change;
    const names = [...new Set(seedDatasets.map(({ custodian }) => custodian))];
    const keepers = await tx
      .insert(custodians)
      .values(names.map((name) => ({ name })))
      .returning();
    const keeperOf = new Map(keepers.map(({ id, name }) => [name, id]));
    const rows = await tx
      .insert(datasets)
      .values(
        seedDatasets.map(({ custodian, from, to, population, useTerms, reason, version, ...rest }) => ({
          ...rest,
          custodianId: keeperOf.get(custodian)!,
          periodFrom: from,
          periodTo: to ?? null,
          population: population ?? null,
          useTerms: [...useTerms],
          licensableReason: reason ?? "",
          version: version ?? "1.0.0",
          publishedOn: "2025-04-01",
        })),
      )
      .returning({ id: datasets.id, slug: datasets.slug });
    const idOf = new Map(rows.map(({ id, slug }) => [slug, id]));
    await tx.insert(linkages).values(
      seedLinkages.flatMap(([a, b, by]) => [
        { datasetId: idOf.get(a)!, withDatasetId: idOf.get(b)!, by },
        { datasetId: idOf.get(b)!, withDatasetId: idOf.get(a)!, by },
      ]),
    );
    await tx.insert(mandates).values(
      worths.map(({ slug }, index) => ({
        datasetId: idOf.get(slug)!,
        reference: `MAN-2025-${String(index + 1).padStart(3, "0")}`,
        grantedBy: seedDatasets.find((dataset) => dataset.slug === slug)!.custodian,
        validFrom: "2025-01-01",
        recordedAt: ask.now,
      })),
    );
    for (const worth of worths) {
      const by = { authorName: "James Whitlock", approverName: "Samuel Clarke" };
      await publishPriceList(change, {
        datasetId: idOf.get(worth.slug)!,
        version: 1,
        validFrom: civil("2025-04-01"),
        ...by,
        prices: pricesFor(worth),
      });
      if (worth.risenBp)
        await publishPriceList(change, {
          datasetId: idOf.get(worth.slug)!,
          version: 2,
          validFrom: civil("2026-04-01"),
          ...by,
          prices: pricesFor(worth, worth.risenBp),
        });
    }
  });
