import { createHash } from "node:crypto";
import { and, desc, eq, lt, or } from "drizzle-orm";
import { organisations } from "#db/schema/access.ts";
import { quotes } from "#db/schema/quotes.ts";
import { countTry } from "#server/access/store/rate-limit.ts";
import { nextReference } from "#server/audit/reference-store.ts";
import { record } from "#server/audit/store.ts";
import { toJson } from "#server/commercial-models/index.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading, type Change, type Reading } from "#server/lib/change.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import { type QuoteBody, quoteBodySchema } from "../body.ts";
import { calculateQuote } from "../quote.ts";
import { type QuoteRequest, quoteRequestSchema } from "../request.ts";
import { choicesFor, findDatasets, quoteInputs } from "./inputs.ts";

type Answer =
  | { body: QuoteBody; refusal: null }
  | { body: null; refusal: { sentence: string; field: string } };

/** A quote of ten datasets over ten years is long work, and anybody may ask for one. */
const calculating = { limit: 120, minutes: 5 };

/** A quote that nobody keeps, or why there is none: what the rules refuse is an answer here, for the form to say. */
export async function calculate(ask: Ask, request: QuoteRequest, address: string): Promise<Answer> {
  try {
    await countTry(ask, `calculate from ${address}`, calculating);
    // The inputs are read, then the connection is free: calculating needs none.
    const inputs = await asReading(ask, (reading) => quoteInputs(reading, request));
    return { body: calculateQuote(request, inputs), refusal: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { body: null, refusal: { sentence: error.message, field: error.field ?? "form" } };
  }
}

/**
 * Keeps a quote for good. The same question with the same answer on one day is the same quote: pressing twice, or two
 * colleagues at once, make one.
 */
export const makeQuote = (ask: Ask & { actor: Person }, request: QuoteRequest) =>
  asOneChange(ask, async (change) => {
    const { organisationId, personId, name } = ask.actor;
    const body = calculateQuote(request, await quoteInputs(change, request));
    const requestKey = keyOf(request, body);
    const before = await byRequestKey(change, organisationId, requestKey);
    if (before) return { reference: before };
    const reference = await nextReference(change, "QUO");
    const [made] = await change.tx
      .insert(quotes)
      .values({
        reference,
        organisationId,
        request: toJson(request),
        body: toJson(body),
        netPence: body.total.net,
        vatPence: body.total.vat,
        grossPence: body.total.gross,
        madeBy: personId,
        madeByName: name,
        madeAt: ask.now,
        madeOn: ask.today,
        validUntil: body.validUntil,
        requestKey,
      })
      .onConflictDoNothing({ target: [quotes.organisationId, quotes.requestKey] })
      .returning({ reference: quotes.reference });
    if (!made) return { reference: (await byRequestKey(change, organisationId, requestKey))! };
    await record(
      change,
      reference,
      {
        type: "quote.made",
        facts: {
          datasets: request.set.join(", "),
          kind: request.kind,
          gross: String(body.total.gross),
          validUntil: body.validUntil,
        },
      },
      organisationId,
    );
    return { reference };
  });

const keyOf = (request: QuoteRequest, body: QuoteBody) =>
  createHash("sha256")
    .update(JSON.stringify(toJson([request, body])))
    .digest("hex");

async function byRequestKey({ tx }: Change, organisationId: string, requestKey: string) {
  const [row] = await tx
    .select({ reference: quotes.reference })
    .from(quotes)
    .where(and(eq(quotes.organisationId, organisationId), eq(quotes.requestKey, requestKey)));
  return row?.reference ?? null;
}

/** A quote as it was made, as far as this actor may see it; `not_found` otherwise. */
export async function findQuote({ tx, today }: Change | Reading, reference: string) {
  const [row] = await tx
    .select({ quote: quotes, organisation: organisations.name })
    .from(quotes)
    .innerJoin(organisations, eq(organisations.id, quotes.organisationId))
    .where(eq(quotes.reference, reference));
  if (!row) throw notFound();
  const { quote, organisation } = row;
  return {
    reference: quote.reference,
    organisationId: quote.organisationId,
    organisation,
    madeByName: quote.madeByName,
    madeOn: quote.madeOn,
    validUntil: quote.validUntil,
    lapsed: quote.validUntil < today,
    request: quoteRequestSchema.parse(quote.request),
    body: quoteBodySchema.parse(quote.body),
  };
}

export const readQuote = (ask: Ask, reference: string) =>
  asReading(ask, (reading) => findQuote(reading, reference));

const pageSize = 50;

/** Newest first, fifty a page; `before` is the reference of the last row on the page before. */
export const listQuotes = (ask: Ask, { before }: { before?: string | undefined }) =>
  asReading(ask, async ({ tx }) => {
    const [last] = before
      ? await tx
          .select({ madeAt: quotes.madeAt, reference: quotes.reference })
          .from(quotes)
          .where(eq(quotes.reference, before))
      : [];
    const rows = await tx
      .select({
        reference: quotes.reference,
        organisation: organisations.name,
        request: quotes.request,
        body: quotes.body,
        netPence: quotes.netPence,
        vatPence: quotes.vatPence,
        grossPence: quotes.grossPence,
        madeByName: quotes.madeByName,
        madeOn: quotes.madeOn,
        validUntil: quotes.validUntil,
      })
      .from(quotes)
      .innerJoin(organisations, eq(organisations.id, quotes.organisationId))
      .where(
        last &&
          or(
            lt(quotes.madeAt, last.madeAt),
            and(eq(quotes.madeAt, last.madeAt), lt(quotes.reference, last.reference)),
          ),
      )
      .orderBy(desc(quotes.madeAt), desc(quotes.reference))
      .limit(pageSize + 1);
    const page = rows.slice(0, pageSize);
    return {
      rows: page.map(({ request, body, ...row }) => {
        const { kind, years, users } = quoteRequestSchema.parse(request);
        return {
          ...row,
          kind,
          years,
          users,
          sets: quoteBodySchema.shape.sets.parse((body as { sets: unknown }).sets).map(({ title }) => title),
        };
      }),
      next: rows.length > pageSize ? page.at(-1)!.reference : null,
    };
  });

/** What the form offers for these datasets, and what is found by the words. */
export const quoteChoices = (
  ask: Ask,
  { set, find, ...rest }: Pick<QuoteRequest, "set" | "place" | "evidence" | "customer"> & { find: string },
) =>
  asReading(ask, async (reading) => ({
    ...(await choicesFor(reading, set, rest)),
    found: find.trim() ? await findDatasets(reading, find) : [],
  }));
