import { and, desc, eq, gt, isNull, lte, or } from "drizzle-orm";
import { type datasets, mandates } from "#db/schema/catalogue.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import type { CustomerKind } from "#server/pricing/rules.ts";
import { priceListsOn } from "#server/pricing/store/prices.ts";
import { type Offered, whyBarred, whyNotLicensable } from "../offer-rule.ts";
import { decisionsOn } from "./publishing.ts";

type Dataset = typeof datasets.$inferSelect;

/** Why a kind of customer cannot have a dataset under a model today; null when nothing is in the way. */
export const whyNotOnOffer = async (
  at: Change | Reading,
  dataset: Dataset,
  kind: Kind,
  customer: CustomerKind,
): Promise<string | null> => (await offersOf(at, dataset, customer))(kind).because;

/** The same for any of the nine, with its price: the database is asked once, however many models are looked at. */
export async function offersOf(at: Change | Reading, dataset: Dataset, customer: CustomerKind) {
  const offered = await known(at, dataset);
  const list = (await priceListsOn(at, [dataset.id], at.today, customer)).get(dataset.id);
  return (kind: Kind) => {
    const price = list?.prices.find((one) => one.kind === kind) ?? null;
    return {
      price: list && price ? { ...price, version: list.version, validFrom: list.validFrom } : null,
      because: whyBarred(offered, kind, customer, price),
    };
  };
}

/**
 * The same but for the price list: an offer keeps the list that it was made under, whatever the list says by the day
 * of its last signature.
 */
export const whyNotLicensableToday = async (
  at: Change | Reading,
  dataset: Dataset,
  kind: Kind,
  customer: CustomerKind,
): Promise<string | null> => whyNotLicensable(await known(at, dataset), kind, customer);

const known = async (at: Change | Reading, dataset: Dataset): Promise<Offered> => ({
  dataset,
  mandated: (await mandateInForce(at, dataset.id)) !== null,
  decisions: await decisionsOn(at, dataset.id),
});

/** The custodian's mandate that is in force today, the latest where there are several; null without one. */
export async function mandateInForce({ tx, today }: Change | Reading, datasetId: string) {
  const [mandate] = await tx
    .select()
    .from(mandates)
    .where(
      and(
        eq(mandates.datasetId, datasetId),
        lte(mandates.validFrom, today),
        or(isNull(mandates.validTo), gt(mandates.validTo, today)),
      ),
    )
    .orderBy(desc(mandates.validFrom))
    .limit(1);
  return mandate ?? null;
}
