import { createHash } from "node:crypto";
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { OfferStatus } from "#db/enums.ts";
import { organisations } from "#db/schema/access.ts";
import { applications } from "#db/schema/applications.ts";
import { custodians, datasets } from "#db/schema/catalogue.ts";
import { offers } from "#db/schema/negotiation.ts";
import { nextReference } from "#server/audit/reference-store.ts";
import { record } from "#server/audit/store.ts";
import { whyNotOnOffer } from "#server/catalogue/store/on-offer.ts";
import { toJson } from "#server/commercial-models/index.ts";
import { assumptionsTyped } from "#server/commercial-models/simulation/assumptions.ts";
import type { Person } from "#server/lib/actor.ts";
import { canonical } from "#server/lib/canonical.ts";
import { type Ask, asOneChange, asReading, type Change, type Reading } from "#server/lib/change.ts";
import { formatDate } from "#server/lib/dates.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import { counted } from "#server/lib/words.ts";
import { tell } from "#server/notices/store/tell.ts";
import { termsFor } from "#server/pricing/priced.ts";
import { valuationTyped } from "#server/quoting/asked-fields.ts";
import { demandTariff } from "#server/quoting/one-price.ts";
import type { QuoteRequest } from "#server/quoting/request.ts";
import { demandStart } from "#server/quoting/start.ts";
import { findQuote } from "#server/quoting/store/quotes.ts";
import { after, type moves } from "../moves.ts";
import type { ApplicationInput, QuoteApplicationInput } from "./form.ts";
import { priceAskedFor, priceOfApplication, type Quote, quoteBehind, tariffAskedFor } from "./price-store.ts";

/** Asks for a licence of one dataset under one of the models that its price list offers today. */
export const applyFor = (ask: Ask & { actor: Person }, input: ApplicationInput) =>
  asOneChange(ask, (change) => apply(change, ask.actor, input, null));

/**
 * Asks for everything that a quote holds: one application a dataset, since each custodian decides on its own; all of them or
 * none. What it was applied for with already, and is not closed, is not sent again. Refuses `cannot_do_that_now` when the quote is no longer valid.
 */
export const applyWithQuote = (
  ask: Ask & { actor: Person },
  { quote: reference, ...words }: QuoteApplicationInput,
) =>
  asOneChange(ask, async (change) => {
    const quote = await findQuote(change, reference);
    if (quote.lapsed)
      throw new Refusal(
        "cannot_do_that_now",
        `Quote ${reference} stood until ${formatDate(quote.validUntil)}. Ask again at today's prices`,
      );
    const before = await sentWith(change, reference);
    const references: string[] = [];
    for (const dataset of quote.request.set) {
      const standing = before.get(dataset);
      if (standing) {
        references.push(standing);
        continue;
      }
      const sent = await apply(change, ask.actor, { ...words, dataset, kind: quote.request.kind }, quote);
      references.push(sent.reference);
    }
    return { references };
  });

/**
 * What was sent with a quote and is not closed, by dataset: pressing twice, or two colleagues at once, send each application
 * once. Under a lock until the change is through.
 */
async function sentWith({ tx }: Change, quote: string): Promise<Map<string, string>> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`applying with ${quote}`}, 0))`);
  const rows = await tx
    .select({ slug: datasets.slug, reference: applications.reference })
    .from(applications)
    .innerJoin(datasets, eq(datasets.id, applications.datasetId))
    .where(
      and(
        eq(applications.quoteReference, quote),
        inArray(applications.status, ["submitted", "in_review", "approved"]),
      ),
    );
  return new Map(rows.map(({ slug, reference }) => [slug, reference]));
}

async function apply(change: Change, actor: Person, input: ApplicationInput, quote: Quote | null) {
  const { organisationId, personId, name } = actor;
  const quoteReference = quote?.reference ?? null;
  const { dataset: wanted, organisation } = await licensable(change, input, organisationId);
  demandStart(input.startsOn, change.today);
  await demandPrice(change, input, { dataset: wanted, organisation, quote });
  const requestKey = keyOf(input, quoteReference);
  const before = await sentAlready(change, organisationId, requestKey);
  if (before) return before;
  const reference = await nextReference(change, "APP");
  await change.tx.insert(applications).values({
    reference,
    organisationId,
    datasetId: wanted.id,
    kind: input.kind,
    title: input.title,
    purpose: input.purpose,
    publicBenefit: input.publicBenefit,
    saysForPublication: input.forPublication === "on",
    users: input.users,
    startsOn: input.startsOn,
    months: input.months,
    assumptions: toJson(assumptionsTyped(input)),
    service: serviceKept(input),
    usedIn: input.usedIn ?? null,
    valuation: valuationTyped(input) && toJson(valuationTyped(input)),
    quoteReference,
    requestKey,
    status: "submitted",
    submittedOn: change.today,
    madeBy: personId,
    madeByName: name,
    madeAt: change.now,
  });
  await record(
    change,
    reference,
    { type: "application.submitted", facts: { dataset: input.dataset, kind: input.kind } },
    organisationId,
  );
  await tell(change, {
    kind: "application_received",
    thing: reference,
    organisationId,
    facts: { reference, title: input.title, organisation: actor.organisationName },
  });
  return { reference };
}

/** What is expected of the service; its users are those of the application. */
const serviceKept = ({ service, refreshes, checks, cohort }: ApplicationInput) =>
  service === "with" ? { refreshes, checks, cohort } : null;

/** What is asked for, word for word: a second press, Back or a lost answer sends the same. */
const keyOf = (input: ApplicationInput, quoteReference: string | null) =>
  createHash("sha256")
    .update(canonical({ ...input, quoteReference }))
    .digest("hex");

/** The same words for the same data are one application while it is open, whoever of the organisation sends them again. */
async function sentAlready({ tx }: Change, organisationId: string, requestKey: string) {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`applying ${organisationId} ${requestKey}`}, 0))`,
  );
  const [before] = await tx
    .select({ reference: applications.reference })
    .from(applications)
    .where(
      and(
        eq(applications.organisationId, organisationId),
        eq(applications.requestKey, requestKey),
        inArray(applications.status, ["submitted", "in_review", "approved"]),
      ),
    );
  return before;
}

/** The buyer takes an application back before it is decided. */
export const withdrawApplication = (ask: Ask, { reference, reason }: { reference: string; reason: string }) =>
  close(ask, reference, "withdraw", reason);

/** A commercial manager says no, with the reason that the buyer reads. */
export const rejectApplication = (ask: Ask, { reference, reason }: { reference: string; reason: string }) =>
  close(ask, reference, "reject", reason);

const close = (ask: Ask, reference: string, move: "withdraw" | "reject", reason: string) =>
  asOneChange(ask, async (change) => {
    const application = await findApplication(change, reference);
    await moveApplication(change, application, move, reason);
    const facts = { reason };
    await record(
      change,
      reference,
      move === "reject" ? { type: "application.rejected", facts } : { type: "application.withdrawn", facts },
      application.organisationId,
    );
    if (move === "reject")
      await tell(change, {
        kind: "application_rejected",
        thing: reference,
        organisationId: application.organisationId,
        facts: { reference, title: application.title, reason },
      });
  });

/** Guarded: only the first of two people to change this revision wins. */
export async function moveApplication(
  change: Change,
  application: { id: string; status: (typeof applications.$inferSelect)["status"]; revision: number },
  move: Exclude<keyof typeof moves.application, "submit" | "expire">,
  closedReason: string | null = null,
) {
  const [moved] = await change.tx
    .update(applications)
    .set({
      status: after("application", application.status, move),
      closedReason,
      revision: application.revision + 1,
    })
    .where(and(eq(applications.id, application.id), eq(applications.revision, application.revision)))
    .returning({ id: applications.id });
  if (!moved) throw new Refusal("changed_meanwhile", "Somebody changed this application. Read it again");
}

/** The application of an offer goes where what became of the offer sends it. */
export async function followOffer(
  change: Change,
  applicationId: string,
  move: "review" | "approve" | "reopen",
) {
  const [application] = await change.tx.select().from(applications).where(eq(applications.id, applicationId));
  if (!application) throw notFound();
  await moveApplication(change, application, move);
}

/** Refuses `not_licensable` with the reason when the dataset, or this model on it, is not on offer to the applicant today. */
async function licensable(change: Change, { dataset, kind }: ApplicationInput, organisationId: string) {
  const [found] = await change.tx.select().from(datasets).where(eq(datasets.slug, dataset));
  if (!found) throw new Refusal("not_found", "We cannot find that dataset", "dataset");
  const [applicant] = await change.tx
    .select({ customerKind: organisations.customerKind })
    .from(organisations)
    .where(eq(organisations.id, organisationId));
  const because = await whyNotOnOffer(change, found, kind, applicant!.customerKind);
  if (because) throw new Refusal("not_licensable", because, "dataset");
  return { dataset: found, organisation: applicant! };
}

/** Refuses `terms_not_allowed` with the field where the list has no price for what is asked: so long, or so many users. */
async function demandPrice(
  change: Change,
  input: ApplicationInput,
  about: Pick<Parameters<typeof priceAskedFor>[1], "dataset" | "organisation"> & { quote: Quote | null },
) {
  const price = await priceAskedFor(change, { ...about, kind: input.kind }, about.quote);
  if (price?.terms) termsFor(price, { ...input, valuation: valuationTyped(input) });
  if (input.service === "with") demandTariff(await tariffAskedFor(change, about.quote));
}

/** One application with its dataset and applicant, as far as this actor may see it; `not_found` otherwise. */
export async function findApplication({ tx }: Change | Reading, reference: string) {
  const [row] = await tx
    .select({
      application: applications,
      dataset: datasets,
      custodian: custodians.name,
      organisation: organisations,
    })
    .from(applications)
    .innerJoin(datasets, eq(datasets.id, applications.datasetId))
    .innerJoin(custodians, eq(custodians.id, datasets.custodianId))
    .innerJoin(organisations, eq(organisations.id, applications.organisationId))
    .where(eq(applications.reference, reference));
  if (!row) throw notFound();
  const offered = await tx
    .select({ reference: offers.reference, status: offers.status, version: offers.version })
    .from(offers)
    .where(eq(offers.applicationId, row.application.id))
    .orderBy(desc(offers.madeOn), desc(offers.reference));
  return {
    ...row.application,
    dataset: row.dataset,
    custodian: row.custodian,
    organisation: row.organisation,
    offers: offered,
  };
}

export const readApplication = (ask: Ask, reference: string) =>
  asReading(ask, async (reading) => {
    const application = await findApplication(reading, reference);
    const quote = await quoteBehind(reading, application);
    return {
      ...application,
      ...(await priceOfApplication(reading, application)),
      otherThanQuoted: quote ? otherThanQuoted(application, quote.request) : [],
    };
  });

type Asked = Pick<typeof applications.$inferSelect, "users" | "months" | "startsOn" | "service">;

/** In what an application asks for more, less or other than the quote that it came with was calculated for. */
const otherThanQuoted = (asked: Asked, quoted: QuoteRequest): string[] =>
  [
    asked.users !== quoted.users && `${asked.users} people, quoted for ${quoted.users}`,
    asked.months !== quoted.years * 12 &&
      `${counted(asked.months, "month")}, quoted for ${quoted.years * 12}`,
    asked.startsOn !== quoted.startsOn &&
      `from ${formatDate(asked.startsOn)}, quoted from ${formatDate(quoted.startsOn)}`,
    (asked.service === null) !== (quoted.service === "without") &&
      (asked.service === null
        ? "without the service, quoted with it"
        : "with the service, quoted without it"),
  ].filter((difference) => difference !== false);

/** Newest first, two hundred at most. */
export const listApplications = (
  ask: Ask,
  { status }: { status?: (typeof applications.$inferSelect)["status"] },
) =>
  asReading(ask, ({ tx }) =>
    tx
      .select({
        reference: applications.reference,
        title: applications.title,
        kind: applications.kind,
        status: applications.status,
        /** Of its last offer, if one was made. */
        offer: sql<OfferStatus | null>`(select o.status from ${offers} o where o.application_id = ${applications.id}
          order by o.made_on desc, o.reference desc limit 1)`,
        submittedOn: applications.submittedOn,
        dataset: datasets.title,
        organisation: organisations.name,
      })
      .from(applications)
      .innerJoin(datasets, eq(datasets.id, applications.datasetId))
      .innerJoin(organisations, eq(organisations.id, applications.organisationId))
      .where(status ? eq(applications.status, status) : undefined)
      .orderBy(desc(applications.madeAt))
      .limit(200),
  );
