import { and, eq, gt, isNull, lte, or } from "drizzle-orm";
import { type datasets, mandates } from "#db/schema/catalogue.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import type { CustomerKind, Price } from "#server/pricing/rules.ts";
import { priceListsOn } from "#server/pricing/store.ts";
import { decisionsOn } from "./publishing.ts";
import { barredByTerms } from "./use-terms.ts";

/**
 * Why a kind of customer cannot have a set under a model today, in the order in which it could be put right: retired,
 * barred, no mandate of the custodian, use terms, price list. Null when nothing is in the way.
 */
export const whyNotOnOffer = async (
  at: Change | Reading,
  dataset: typeof datasets.$inferSelect,
  kind: Kind,
  customer: CustomerKind,
): Promise<string | null> => (await offersOf(at, dataset, customer))(kind).because;

/** The same for any of the nine, with its price: the database is asked once, however many models are looked at. */
export async function offersOf(
  at: Change | Reading,
  dataset: typeof datasets.$inferSelect,
  customer: CustomerKind,
) {
  const mandated = await hasMandate(at, dataset.id);
  const decisions = await decisionsOn(at, dataset.id);
  const list = (await priceListsOn(at, [dataset.id], at.today, customer)).get(dataset.id);
  return (kind: Kind) => {
    const price = list?.prices.find((one) => one.kind === kind);
    return {
      price: list && price ? { ...price, version: list.version, validFrom: list.validFrom } : null,
      because: whyNot(dataset, { kind, customer, mandated, decisions, price }),
    };
  };
}

function whyNot(
  dataset: typeof datasets.$inferSelect,
  {
    kind,
    customer,
    mandated,
    decisions,
    price,
  }: {
    kind: Kind;
    customer: CustomerKind;
    mandated: boolean;
    decisions: Awaited<ReturnType<typeof decisionsOn>>;
    price: Price | undefined;
  },
): string | null {
  if (dataset.retiredOn) return `This dataset was retired: ${dataset.retiredReason}`;
  if (dataset.licensable === "not_licensable" || dataset.licensable === "proposed")
    return dataset.licensableReason;
  if (!mandated) return "The custodian has given no mandate for this dataset, so it cannot be licensed";
  const barred = barredByTerms(dataset, decisions, kind, customer);
  if (barred) return barred;
  if (!price || price.standing === "not") return price?.reason ?? "This dataset has no price list today";
  return null;
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
