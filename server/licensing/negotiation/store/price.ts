import { and, asc, eq, inArray } from "drizzle-orm";
import { applications } from "#db/schema/applications.ts";
import { whyNotLicensableToday, whyNotOnOffer } from "#server/catalogue/store/on-offer.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";
import type { findApplication } from "#server/licensing/applications/store.ts";
import { currentPrice, priceOfVersion } from "#server/pricing/store/prices.ts";
import { findQuote } from "#server/quoting/store/quotes.ts";
import { tariffOfVersion, tariffOn } from "#server/quoting/store/tariffs.ts";

type Application = Awaited<ReturnType<typeof findApplication>>;
type Quote = Awaited<ReturnType<typeof findQuote>>;

/** The quote that an application was sent with, in time; null without one. What it says holds, whatever prices do since. */
export const quoteBehind = async (
  at: Change | Reading,
  { quoteReference }: Pick<Application, "quoteReference">,
): Promise<Quote | null> => (quoteReference ? findQuote(at, quoteReference) : null);

/** The price of the model that was asked for: by the version of the list that was quoted, otherwise by today's. Null without one. */
export function priceAskedFor(
  at: Change | Reading,
  { datasetId, dataset, kind, organisation: { customerKind } }: Application,
  quote: Quote | null,
) {
  const quoted = quote?.body.sets.find(({ slug }) => slug === dataset.slug);
  return quoted
    ? priceOfVersion(at, datasetId, quoted.priceList.version, kind, customerKind)
    : currentPrice(at, datasetId, kind, at.today, customerKind);
}

/** The same for an offer. Refuses `not_licensable` with what is in the way of it. */
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
  return { ...price, terms: price.terms };
}

/** The tariff of the service that was quoted, otherwise today's; null where none is in force. */
export async function tariffAskedFor(at: Change | Reading, quote: Quote | null) {
  return quote ? tariffOfVersion(at, quote.body.tariff.version) : (await tariffOn(at, at.today)).tariff;
}

/** Reviews are of a project: the first application of its quote that is still open, or was approved, bears them. */
export async function bearsReviews(
  { tx }: Change | Reading,
  { id, quoteReference }: Application,
): Promise<boolean> {
  if (!quoteReference) return true;
  const [first] = await tx
    .select({ id: applications.id })
    .from(applications)
    .where(
      and(
        eq(applications.quoteReference, quoteReference),
        inArray(applications.status, ["submitted", "in_review", "approved"]),
      ),
    )
    .orderBy(asc(applications.reference))
    .limit(1);
  return first?.id === id;
}
