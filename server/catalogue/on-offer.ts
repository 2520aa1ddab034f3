import { and, eq, gt, isNull, lte, or } from "drizzle-orm";
import { type datasets, mandates } from "#db/schema/catalogue.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import type { CustomerKind } from "#server/pricing/rules.ts";
import { currentPrice } from "#server/pricing/store.ts";
import { decisionsOn } from "./publishing.ts";
import { barredByTerms } from "./use-terms.ts";

/**
 * Why a kind of customer cannot have a set under a model today, in the order in which it could be put right: retired,
 * barred, no mandate of the custodian, use terms, price list. Null when nothing is in the way.
 */
export async function whyNotOnOffer(
  at: Change | Reading,
  dataset: typeof datasets.$inferSelect,
  kind: Kind,
  customer: CustomerKind,
): Promise<string | null> {
  const barred = await whyNotLicensable(at, dataset, kind, customer);
  if (barred) return barred;
  const price = await currentPrice(at, dataset.id, kind, at.today, customer);
  if (!price || price.standing === "not") return price?.reason ?? "This dataset has no price list today";
  return null;
}

/**
 * The same but for the price list: an offer keeps the list that it was made under, whatever the list says by the day
 * of its last signature.
 */
export async function whyNotLicensable(
  at: Change | Reading,
  dataset: typeof datasets.$inferSelect,
  kind: Kind,
  customer: CustomerKind,
): Promise<string | null> {
  if (dataset.retiredOn) return `This dataset was retired: ${dataset.retiredReason}`;
  if (dataset.licensable === "not_licensable" || dataset.licensable === "proposed")
    return dataset.licensableReason;
  if (!(await hasMandate(at, dataset.id)))
    return "The custodian has given no mandate for this dataset, so it cannot be licensed";
  return barredByTerms(dataset, await decisionsOn(at, dataset.id), kind, customer);
}

async function hasMandate({ tx, today }: Change | Reading, datasetId: string): Promise<boolean> {
  const inForce = await tx.$count(
    mandates,
    and(
      eq(mandates.datasetId, datasetId),
      lte(mandates.validFrom, today),
      or(isNull(mandates.validTo), gt(mandates.validTo, today)),
    ),
  );
  return inForce > 0;
}
