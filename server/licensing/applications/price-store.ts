import { and, asc, eq, inArray } from "drizzle-orm";
import type { organisations } from "#db/schema/access.ts";
import { applications } from "#db/schema/applications.ts";
import type { datasets } from "#db/schema/catalogue.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { currentPrice, priceOfVersion } from "#server/pricing/store/prices.ts";
import { type OnePrice, onePrice } from "#server/quoting/one-price.ts";
import { findQuote } from "#server/quoting/store/quotes.ts";
import { tariffOfVersion, tariffOn } from "#server/quoting/store/tariffs.ts";
import { requestOf } from "./asked.ts";

export type Quote = Awaited<ReturnType<typeof findQuote>>;
type Row = typeof applications.$inferSelect;
/** An application with whom and what it is about. */
type Whole = Row & { dataset: typeof datasets.$inferSelect; organisation: typeof organisations.$inferSelect };

/** The quote that an application was sent with, in time; null without one. What it says holds, whatever prices do since. */
export const quoteBehind = async (
  at: Change | Reading,
  { quoteReference }: Pick<Row, "quoteReference">,
): Promise<Quote | null> => (quoteReference ? findQuote(at, quoteReference) : null);

/** The price of the model that is asked for: by the version of the list that was quoted, otherwise by today's. Null without one. */
export function priceAskedFor(
  at: Change | Reading,
  {
    dataset,
    kind,
    organisation: { customerKind },
  }: Pick<Row, "kind"> & {
    dataset: Pick<Whole["dataset"], "id" | "slug">;
    organisation: Pick<Whole["organisation"], "customerKind">;
  },
  quote: Quote | null,
) {
  const quoted = quote?.body.sets.find(({ slug }) => slug === dataset.slug);
  return quoted
    ? priceOfVersion(at, dataset.id, quoted.priceList.version, kind, customerKind)
    : currentPrice(at, dataset.id, kind, at.today, customerKind);
}

/** The tariff of the service that was quoted, otherwise today's; null where none is in force. */
export async function tariffAskedFor(at: Change | Reading, quote: Quote | null) {
  return quote ? tariffOfVersion(at, quote.body.tariff.version) : (await tariffOn(at, at.today)).tariff;
}

/** What is for the project as a whole: the first application of its quote that is still open, or was approved, bears it. */
export async function bearsProject(
  { tx }: Change | Reading,
  { id, quoteReference }: Pick<Row, "id" | "quoteReference">,
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

export type AskedPrice = Pick<OnePrice, "value" | "total"> & {
  first: { on: string; net: bigint; vat: bigint; gross: bigint } | null;
  withService: boolean;
};

/** What an application comes to at the list's terms, as it is asked for; the sentence of the refusal where it has no price today. */
export async function priceOfApplication(
  at: Change | Reading,
  application: Whole,
): Promise<{ price: AskedPrice; outside: null } | { price: null; outside: string }> {
  const quote = await quoteBehind(at, application);
  const price = await priceAskedFor(at, application, quote);
  if (!price?.terms) return { price: null, outside: "The price list does not offer this model today" };
  const request = requestOf(application, await bearsProject(at, application));
  try {
    const { value, total, first } = onePrice(price, await tariffAskedFor(at, quote), request);
    const invoice = first && { on: first.date, net: first.net, vat: first.vat, gross: first.gross };
    return { price: { value, total, first: invoice, withService: request.service !== null }, outside: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { price: null, outside: error.message };
  }
}
