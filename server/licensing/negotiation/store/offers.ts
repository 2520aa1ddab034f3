import { and, desc, eq, lte } from "drizzle-orm";
import type { z } from "zod";
import { installation } from "#db/schema/access.ts";
import { mandates } from "#db/schema/catalogue.ts";
import { offers, offerVersions } from "#db/schema/licensing.ts";
import { nextReference } from "#server/audit/reference-store.ts";
import { record } from "#server/audit/store.ts";
import { modelOf, type Terms, termsSchema, toJson } from "#server/commercial-models/index.ts";
import { baseCase } from "#server/commercial-models/simulation/forecast.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading, type Change } from "#server/lib/change.ts";
import { addDays, addMonths, civil } from "#server/lib/dates.ts";
import { percent } from "#server/lib/money.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { findApplication, moveApplication } from "#server/licensing/applications/store.ts";
import { standardArticles } from "#server/licensing/contract/articles.ts";
import { contractHash, signedContractSchema } from "#server/licensing/contract/contract.ts";
import { asEngineContract, assumptionsSchema } from "#server/licensing/contract/engine-contract.ts";
import { withParameters } from "#server/licensing/contract/terms.ts";
import { allows } from "#server/licensing/moves.ts";
import { atListTerms, fromTyped, withinLimits } from "#server/pricing/rules.ts";
import { kindsOnOffer } from "#server/pricing/store/prices.ts";
import { licensedService } from "#server/quoting/service.ts";
import type { OfferInput } from "../form.ts";
import {
  bearsReviews,
  firstPrice,
  priceAskedFor,
  quoteBehind,
  secondPrice,
  tariffAskedFor,
} from "./price.ts";
import { findOfferRow, moveOffer } from "./records.ts";

/**
 * Offers a contract for an application, or replaces the offer that stands by a new version, which makes its
 * approvals void. Refuses `terms_not_allowed` with the parameter's path when a limit of the price list is broken
 * or the engine does not honour a parameter: no licence is signed on terms that do not bill.
 */
export const makeOffer = (ask: Ask & { actor: Person }, input: OfferInput) =>
  asOneChange(ask, async (change) => {
    const application = await findApplication(change, input.application);
    checkDates(ask, input);
    const quote = await quoteBehind(change, application);
    const price = await firstPrice(change, application, quote);
    const terms = parseTerms(withParameters(price.terms, input.parameters, input.startsOn));
    const [broken] = withinLimits(price, terms);
    if (broken) throw new Refusal("terms_not_allowed", broken.sentence, `parameters.${broken.path}`);
    honoured(terms);
    const licensed = [
      { id: modelOf(application.kind).component, terms: toJson(terms) },
      ...(await secondComponent(change, application, input)),
    ];
    const service =
      input.service === "yes" ? [await serviceComponent(change, application, quote, licensed)] : [];
    const components = [...licensed, ...service];
    const clauses = clausesOf(licensed, input);
    const isAtList = atListTerms(price, terms) && clauses.length === 0;

    const standing = application.offers.find(({ status }) => allows("offer", status, "replace"));
    const reference = standing?.reference ?? (await nextReference(change, "OFR"));
    const version = (standing?.version ?? 0) + 1;
    const contract = signedContractSchema.parse({
      ...(await frame(change, application)),
      offer: reference,
      version,
      term: { from: input.startsOn, to: addMonths(civil(input.startsOn), input.months) },
      priceList: { version: price.version, validFrom: price.validFrom },
      components,
      clauses,
      articles: standardArticles(),
    });
    const hash = contractHash(contract);
    // What is charged at the public tariff is no deal that somebody has to answer for.
    const deal = asEngineContract({ ...contract, components: licensed });
    const valuePence = baseCase(deal, assumptionsSchema.parse(application.assumptions));

    const offerId = standing
      ? await replaceOffer(change, reference, { version, hash, expiresOn: input.expiresOn })
      : await insertOffer(change, application, { reference, hash, expiresOn: input.expiresOn });
    await change.tx.insert(offerVersions).values({
      offerId,
      version,
      organisationId: application.organisationId,
      contract,
      contractHash: hash,
      valuePence,
      atListTerms: isAtList,
      authorId: ask.actor.personId,
      authorName: ask.actor.name,
      madeAt: ask.now,
      note: input.note,
    });
    await record(
      change,
      reference,
      {
        type: "offer.made",
        facts: {
          version,
          contractHash: hash,
          value: String(valuePence),
          atListTerms: isAtList,
        },
      },
      application.organisationId,
    );
    return { reference };
  });

function checkDates(ask: Ask, { startsOn, expiresOn }: OfferInput) {
  if (startsOn < ask.today)
    throw new Refusal("bad_input", "The licence cannot start in the past", "startsOn");
  if (expiresOn < ask.today)
    throw new Refusal("bad_input", "The offer cannot lapse in the past", "expiresOn");
  if (expiresOn > addDays(ask.today, 180))
    throw new Refusal("bad_input", "An offer stands for 180 days at most", "expiresOn");
}

/** A further model at the list terms of the same set, under a name of its own. */
async function secondComponent(
  change: Change,
  application: Awaited<ReturnType<typeof findApplication>>,
  { second, startsOn }: OfferInput,
) {
  if (!second) return [];
  const id = modelOf(second).component;
  if (id === modelOf(application.kind).component)
    throw new Refusal("bad_input", "Choose a second model that charges for something else", "second");
  const price = await secondPrice(change, application, second);
  const terms = parseTerms(withParameters(price.terms, {}, startsOn));
  honoured(terms);
  return [{ id, terms: toJson(terms) }];
}

/** What the NHS does around the data, at the tariff; what the set's own rate card charges for is left to it. */
async function serviceComponent(
  change: Change,
  application: Awaited<ReturnType<typeof findApplication>>,
  quote: Awaited<ReturnType<typeof quoteBehind>>,
  licensed: readonly { terms: unknown }[],
) {
  const tariff = await tariffAskedFor(change, quote);
  if (!tariff)
    throw new Refusal("cannot_do_that_now", "No tariff of the service is in force today", "service");
  const models = licensed.map(({ terms }) => parseTerms(terms));
  return licensedService(tariff, { models, reviewed: await bearsReviews(change, application) });
}

/** A discount on the first component, and fees of one that count against the royalty or profit share of the other. */
function clausesOf(components: readonly { id: string; terms: Terms }[], input: OfferInput) {
  const [first, second] = components as [{ id: string; terms: Terms }, { id: string; terms: Terms }?];
  const clauses: Record<string, z.core.util.JSONType>[] = [];
  const discount = input.discountPercent && fromTyped("bp", input.discountPercent);
  if (discount)
    clauses.push({
      clause: "discount",
      kind: "percent",
      id: `Discount of ${percent(discount)}`,
      bp: Number(discount),
      components: [first.id],
      valid: { from: input.startsOn, to: addMonths(civil(input.startsOn), input.months) },
      ...(input.discountBecause && { evidence: input.discountBecause }),
    });
  const credit = input.creditPercent && fromTyped("bp", input.creditPercent);
  if (!credit) return clauses;
  const [against, from] = second && takesFees(second.terms) ? [second, first] : [first, second];
  if (!from || !takesFees(against.terms))
    throw new Refusal(
      "bad_input",
      "Fees count against a royalty or a profit share: choose one as the second model",
      "creditPercent",
    );
  clauses.push({
    clause: "fee_credit",
    id: `${percent(credit)} of fees paid`,
    from: [from.id],
    against: against.id,
    shareBp: Number(credit),
  });
  return clauses;
}

const takesFees = ({ kind }: Terms) => modelOf(kind).takesFeeCredit;

/** Terms that a model knows but that no licence is signed on. */
function honoured(terms: Terms) {
  const refused = modelOf(terms.kind).refuses(terms);
  if (refused) throw new Refusal("terms_not_allowed", refused.sentence, refused.parameter);
}

function parseTerms(raw: unknown): Terms {
  const parsed = termsSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new Refusal("terms_not_allowed", issue.message, issue.path.map(String).join("."));
}

/** Everything in a contract that follows from the application: parties, data, purpose. */
async function frame(change: Change, application: Awaited<ReturnType<typeof findApplication>>) {
  const [seller] = await change.tx.select().from(installation);
  const [mandate] = await change.tx
    .select({ reference: mandates.reference })
    .from(mandates)
    .where(and(eq(mandates.datasetId, application.datasetId), lte(mandates.validFrom, change.today)))
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
    format: 1,
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

async function insertOffer(
  change: Change,
  application: Awaited<ReturnType<typeof findApplication>>,
  { reference, hash, expiresOn }: { reference: string; hash: string; expiresOn: string },
) {
  await moveApplication(change, application, "approve");
  const [offer] = await change.tx
    .insert(offers)
    .values({
      reference,
      applicationId: application.id,
      organisationId: application.organisationId,
      status: "offered",
      version: 1,
      contractHash: hash,
      expiresOn,
      madeOn: change.today,
    })
    .returning({ id: offers.id });
  return offer!.id;
}

async function replaceOffer(
  change: Change,
  reference: string,
  { version, hash, expiresOn }: { version: number; hash: string; expiresOn: string },
) {
  const offer = await findOfferRow(change, reference);
  await moveOffer(change, offer, "replace", { version, contractHash: hash, expiresOn });
  return offer.id;
}

/** What a commercial manager needs to make an offer: the application and today's price for what it asks. */
export const offerBasis = (ask: Ask, reference: string) =>
  asReading(ask, async (reading) => {
    const application = await findApplication(reading, reference);
    const { customerKind } = application.organisation;
    const quote = await quoteBehind(reading, application);
    return {
      application,
      price: await priceAskedFor(reading, application, quote),
      others: (await kindsOnOffer(reading, application.datasetId, ask.today, customerKind)).filter(
        (kind) => modelOf(kind).component !== modelOf(application.kind).component,
      ),
      /** The tariff at which the service may be charged beside this model. */
      tariff: await tariffAskedFor(reading, quote),
    };
  });
