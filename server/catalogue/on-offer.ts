import { and, eq, gt, isNull, lte, or } from "drizzle-orm";
import { type datasets, mandates } from "#db/schema/catalogue.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import type { CustomerKind, Price } from "#server/pricing/rules.ts";
import { currentPrice } from "#server/pricing/store.ts";
import { decisionsOn } from "./publishing.ts";
import { barredByTerms, type Decision } from "./use-terms.ts";

type OnOffer = {
  dataset: Pick<
    typeof datasets.$inferSelect,
    "retiredOn" | "retiredReason" | "licensable" | "licensableReason" | "limitations" | "requirements"
  >;
  hasMandate: boolean;
  decisions: readonly Decision[];
  price: Pick<Price, "standing" | "reason"> | null;
};

/**
 * What is in the way of licensing a set under a model to a kind of customer, in the order in which it could be put
 * right: retired, barred, no mandate of the custodian, use terms, price list. Null when nothing is.
 */
export function inTheWay(
  { dataset, hasMandate, decisions, price }: OnOffer,
  kind: Kind,
  customer: CustomerKind,
): string | null {
  if (dataset.retiredOn) return `This dataset was retired: ${dataset.retiredReason}`;
  if (dataset.licensable === "not_licensable" || dataset.licensable === "proposed")
    return dataset.licensableReason;
  if (!hasMandate) return "The custodian has given no mandate for this dataset, so it cannot be licensed";
  const barred = barredByTerms(dataset, decisions, kind, customer);
  if (barred) return barred;
  if (!price || price.standing === "not") return price?.reason ?? "This dataset has no price list today";
  return null;
}

/** The same for one set and model, read from the catalogue and the price lists of today. */
export const whyNotOnOffer = async (
  at: Change | Reading,
  dataset: typeof datasets.$inferSelect,
  kind: Kind,
  customer: CustomerKind,
): Promise<string | null> =>
  inTheWay(
    {
      dataset,
      hasMandate: await hasMandate(at, dataset.id),
      decisions: await decisionsOn(at, dataset.id),
      price: await currentPrice(at, dataset.id, kind, at.today, customer),
    },
    kind,
    customer,
  );

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
