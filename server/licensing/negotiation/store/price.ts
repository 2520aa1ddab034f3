import { whyNotLicensableToday, whyNotOnOffer } from "#server/catalogue/store/on-offer.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { priceAskedFor, type Quote } from "#server/licensing/applications/price-store.ts";
import type { findApplication } from "#server/licensing/applications/store.ts";
import { currentPrice } from "#server/pricing/store/prices.ts";

type Application = Awaited<ReturnType<typeof findApplication>>;

/** The price that an offer is made from. Refuses `not_licensable` with what is in the way of it. */
export async function firstPrice(at: Change | Reading, application: Application, quote: Quote | null) {
  const { dataset, organisation, kind } = application;
  const whyNot = quote ? whyNotLicensableToday : whyNotOnOffer;
  const because = await whyNot(at, dataset, kind, organisation.customerKind);
  if (because) throw new Refusal("not_licensable", because);
  return withTerms(await priceAskedFor(at, application, quote), application, kind);
}

/** Today's price of a further model. Refuses `not_licensable` on the field that asked for it. */
export async function secondPrice(at: Change | Reading, application: Application, kind: Kind) {
  const { dataset, organisation } = application;
  const because = await whyNotOnOffer(at, dataset, kind, organisation.customerKind);
  if (because) throw new Refusal("not_licensable", because, "second");
  const price = await currentPrice(at, dataset.id, kind, at.today, organisation.customerKind);
  return withTerms(price, application, kind);
}

function withTerms<Price extends { terms: unknown }>(
  price: Price | null,
  { dataset }: Application,
  kind: Kind,
) {
  if (!price?.terms) throw new Error(`${dataset.slug} offers ${kind} without terms`);
  return price;
}
