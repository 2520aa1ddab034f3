import { and, desc, eq, lte } from "drizzle-orm";
import { installation } from "#db/schema/access.ts";
import { mandates } from "#db/schema/catalogue.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";
import type { findApplication } from "#server/licensing/applications/store.ts";

type Application = Awaited<ReturnType<typeof findApplication>>;

/** Everything in a contract that follows from the application: parties, data, purpose. */
export async function frame(at: Change | Reading, application: Application) {
  const [seller] = await at.tx.select().from(installation);
  const [mandate] = await at.tx
    .select({ reference: mandates.reference })
    .from(mandates)
    .where(and(eq(mandates.datasetId, application.datasetId), lte(mandates.validFrom, at.today)))
    .orderBy(desc(mandates.validFrom))
    .limit(1);
  if (!seller) throw new Error("The installation has no licensor");
  if (!mandate)
    throw new Refusal(
      "not_licensable",
      "The custodian has given no mandate for this dataset, so it cannot be licensed",
    );
  const { organisation, dataset } = application;
  return {
    title: application.title,
    licensor: { name: seller.legalName, address: seller.address, vatNumber: seller.vatNumber },
    licensee: {
      name: organisation.name,
      address: organisation.address,
      country: organisation.country,
      vatNumber: organisation.vatNumber,
    },
    dataset: {
      slug: dataset.slug,
      title: dataset.title,
      version: dataset.version,
      custodian: application.custodian,
      mandate: mandate.reference,
    },
    purpose: application.purpose,
    publicBenefit: application.publicBenefit,
    users: application.users,
    environment: "NHS secure data environment",
    territory: "United Kingdom and European Economic Area",
    useTerms: dataset.useTerms,
    dueDays: organisation.dueDays,
  };
}
