import { and, desc, eq, inArray } from "drizzle-orm";
import { installation, organisations } from "#db/schema/access.ts";
import { mandates } from "#db/schema/catalogue.ts";
import { applications, approvals, offers, offerVersions, signatures } from "#db/schema/licensing.ts";
import { nextReference } from "#server/audit/references.ts";
import { record } from "#server/audit/store.ts";
import { baseCase } from "#server/commercial-models/forecast.ts";
import { type Terms, termsSchema, toJson } from "#server/commercial-models/index.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading, type Change, type Reading } from "#server/lib/change.ts";
import { addDays, addMonths, civil } from "#server/lib/dates.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import { approvalsNeeded, atListTerms, withinLimits } from "#server/pricing/rules.ts";
import { currentPrice, policyOf } from "#server/pricing/store.ts";
import { findApplication, moveApplication } from "./applications.ts";
import { standardArticles } from "./articles.ts";
import { contractHash, type SignedContract, signedContractSchema } from "./contract.ts";
import { asEngineContract, assumptionsSchema } from "./engine.ts";
import { after, allows } from "./moves.ts";
import type { OfferInput } from "./offers-form.ts";
import { withParameters } from "./terms.ts";

/**
 * Offers a contract for an application, or replaces the offer that stands by a new version, which makes its
 * approvals void. Refuses `terms_not_allowed` with the parameter's path when a limit of the price list is broken
 * or the engine does not honour a parameter: no licence is signed on terms that do not bill.
 */
export const makeOffer = (ask: Ask & { actor: Person }, input: OfferInput) =>
  asOneChange(ask, async (change) => {
    const application = await findApplication(change, input.application);
    checkDates(ask, input);
    const price = await currentPrice(change, application.datasetId, application.kind, ask.today);
    if (!price || price.standing === "not" || !price.terms)
      throw new Refusal("not_licensable", price?.reason ?? "This dataset has no price list today");
    const terms = parseTerms(withParameters(price.terms, input.parameters, input.startsOn));
    const [broken] = withinLimits(price, terms);
    if (broken) throw new Refusal("terms_not_allowed", broken.sentence, `parameters.${broken.path}`);

    const standing = application.offers.find(({ status }) => allows("offer", status, "replace"));
    const reference = standing?.reference ?? (await nextReference(change, "OFR"));
    const version = (standing?.version ?? 0) + 1;
    const contract = signedContractSchema.parse({
      ...(await frame(change, application)),
      offer: reference,
      version,
      term: { from: input.startsOn, to: addMonths(civil(input.startsOn), input.months) },
      priceList: { version: price.version, validFrom: price.validFrom },
      components: [{ id: componentName[application.kind], terms: toJson(terms) }],
      clauses: [],
      articles: standardArticles(),
    });
    const hash = contractHash(contract);
    const valuePence = baseCase(asEngineContract(contract), assumptionsSchema.parse(application.assumptions));

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
      atListTerms: atListTerms(price, terms),
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
          atListTerms: atListTerms(price, terms),
        },
      },
      application.organisationId,
    );
    return { reference };
  });

/** Natural-key names of components: what a charge's key begins with. */
export const componentName = {
  free_access: "access",
  data_return: "return",
  cost_recovery: "service",
  one_off_fee: "fee",
  subscription: "access",
  usage_based: "usage",
  royalty: "royalty",
  equity_share: "equity",
  profit_share: "profit",
} as const;

function checkDates(ask: Ask, { startsOn, expiresOn }: OfferInput) {
  if (startsOn < ask.today)
    throw new Refusal("bad_input", "The licence cannot start in the past", "startsOn");
  if (expiresOn < ask.today)
    throw new Refusal("bad_input", "The offer cannot lapse in the past", "expiresOn");
  if (expiresOn > addDays(ask.today, 180))
    throw new Refusal("bad_input", "An offer stands for 180 days at most", "expiresOn");
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
    .where(eq(mandates.datasetId, application.datasetId))
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

/**
 * An approver (or finance, or the approver recording the board's decision) approves exactly the version that stands.
 * When all that policy and value ask for are there, the offer goes to the buyer for signature.
 */
export const approveOffer = (
  ask: Ask & { actor: Person },
  {
    reference,
    contractHash: hash,
    as,
    evidence,
  }: { reference: string; contractHash: string; as: "approver" | "finance" | "board"; evidence: string },
) =>
  asOneChange(ask, async (change) => {
    const offer = await findOfferRow(change, reference);
    after("offer", offer.status, "approve");
    const version = await findVersion(change, offer);
    if (offer.contractHash !== hash)
      throw new Refusal(
        "changed_meanwhile",
        "A new version was offered meanwhile. Read it before you approve",
      );
    if (version.authorId === ask.actor.personId)
      throw new Refusal("not_your_own_work", "You made this offer, so somebody else has to approve it");
    if (as === "board" && evidence.trim().length < 5)
      throw new Refusal("bad_input", "Enter the reference of the board's decision", "evidence");

    const needed = approvalsNeeded(
      await policyOf(change, version.contract.components[0]!.terms.kind as Terms["kind"]),
      version.valuePence,
    );
    if (!needed.includes(as))
      throw new Refusal("cannot_do_that_now", "This offer does not need that approval");
    const given = await approvalsOf(change, offer);
    if (given.some((approval) => approval.approvedAs === as || approval.personId === ask.actor.personId))
      throw new Refusal(
        "cannot_do_that_now",
        "That approval was already given, or you have already approved this offer",
      );

    await change.tx.insert(approvals).values({
      offerId: offer.id,
      version: offer.version,
      organisationId: offer.organisationId,
      contractHash: hash,
      approvedAs: as,
      personId: ask.actor.personId,
      personName: ask.actor.name,
      evidence,
      approvedAt: ask.now,
    });
    await record(
      change,
      reference,
      { type: "offer.approved", facts: { version: offer.version, contractHash: hash, as, evidence } },
      offer.organisationId,
    );
    const all = new Set([...given.map((approval) => approval.approvedAs), as]);
    await moveOffer(change, offer, needed.every((need) => all.has(need)) ? "approve" : null, {});
  });

/** The buyer's signatory says no, or the commercial manager takes the offer back; always with a reason. */
export const closeOffer = (
  ask: Ask,
  { reference, move, reason }: { reference: string; move: "decline" | "withdraw"; reason: string },
) =>
  asOneChange(ask, async (change) => {
    const offer = await findOfferRow(change, reference);
    await moveOffer(change, offer, move, { closedReason: reason });
    const facts = { reason };
    await record(
      change,
      reference,
      move === "decline" ? { type: "offer.declined", facts } : { type: "offer.withdrawn", facts },
      offer.organisationId,
    );
  });

/** Offers whose day has passed lapse: nobody signs on old terms. */
export const lapseOffers = (ask: Ask) =>
  asOneChange(ask, async (change) => {
    const standing = await change.tx
      .select()
      .from(offers)
      .where(inArray(offers.status, ["offered", "approved", "part_signed"]))
      .for("update");
    for (const offer of standing.filter(({ expiresOn }) => expiresOn < ask.today)) {
      await moveOffer(change, offer, "lapse", {});
      await record(
        change,
        offer.reference,
        { type: "offer.lapsed", facts: { expiredOn: offer.expiresOn } },
        offer.organisationId,
      );
    }
  });

/** Guarded by the revision that was read; with no move only the revision steps, so two approvals at once are one each. */
export async function moveOffer(
  change: Change,
  offer: typeof offers.$inferSelect,
  move: Parameters<typeof after<"offer">>[2] | null,
  set: Partial<typeof offers.$inferInsert>,
) {
  const [moved] = await change.tx
    .update(offers)
    .set({
      ...set,
      ...(move && { status: after("offer", offer.status, move) }),
      revision: offer.revision + 1,
    })
    .where(and(eq(offers.id, offer.id), eq(offers.revision, offer.revision)))
    .returning({ id: offers.id });
  if (!moved)
    throw new Refusal("changed_meanwhile", "Somebody changed this offer at the same moment. Read it again");
}

export async function findOfferRow({ tx }: Change | Reading, reference: string) {
  const [offer] = await tx.select().from(offers).where(eq(offers.reference, reference));
  if (!offer) throw notFound();
  return offer;
}

/** The version that stands, its contract parsed. */
export async function findVersion({ tx }: Change | Reading, offer: { id: string; version: number }) {
  const [row] = await tx
    .select()
    .from(offerVersions)
    .where(and(eq(offerVersions.offerId, offer.id), eq(offerVersions.version, offer.version)));
  if (!row) throw new Error(`Offer ${offer.id} has no version ${offer.version}`);
  return { ...row, contract: signedContractSchema.parse(row.contract) as SignedContract };
}

const approvalsOf = ({ tx }: Change | Reading, offer: { id: string; version: number }) =>
  tx
    .select()
    .from(approvals)
    .where(and(eq(approvals.offerId, offer.id), eq(approvals.version, offer.version)));

/** The offer as both sides read it: the contract that stands, who approved, who signed, and every earlier version. */
export const readOffer = (ask: Ask, reference: string) =>
  asReading(ask, async (reading) => {
    const offer = await findOfferRow(reading, reference);
    const standing = await findVersion(reading, offer);
    const kind = standing.contract.components[0]!.terms.kind as Terms["kind"];
    const [application] = await reading.tx
      .select({ reference: applications.reference })
      .from(applications)
      .where(eq(applications.id, offer.applicationId));
    const [organisation] = await reading.tx
      .select({ name: organisations.name })
      .from(organisations)
      .where(eq(organisations.id, offer.organisationId));
    return {
      ...offer,
      kind,
      application: application!.reference,
      organisation: organisation!.name,
      standing,
      contract: standing.contract,
      approvalsNeeded: approvalsNeeded(await policyOf(reading, kind), standing.valuePence),
      approvals: await approvalsOf(reading, offer),
      signatures: await reading.tx.select().from(signatures).where(eq(signatures.offerId, offer.id)),
      versions: await reading.tx
        .select({
          version: offerVersions.version,
          authorName: offerVersions.authorName,
          madeAt: offerVersions.madeAt,
          note: offerVersions.note,
        })
        .from(offerVersions)
        .where(eq(offerVersions.offerId, offer.id))
        .orderBy(desc(offerVersions.version)),
    };
  });

/** Offers in the given states, newest first: the pipeline and what waits for approval or signature. */
export const listOffers = (ask: Ask, { statuses }: { statuses?: (typeof offers.$inferSelect)["status"][] }) =>
  asReading(ask, ({ tx }) =>
    tx
      .select({
        reference: offers.reference,
        status: offers.status,
        expiresOn: offers.expiresOn,
        madeOn: offers.madeOn,
        title: applications.title,
        kind: applications.kind,
        organisation: organisations.name,
        valuePence: offerVersions.valuePence,
        author: offerVersions.authorName,
        atListTerms: offerVersions.atListTerms,
      })
      .from(offers)
      .innerJoin(applications, eq(applications.id, offers.applicationId))
      .innerJoin(organisations, eq(organisations.id, offers.organisationId))
      .innerJoin(
        offerVersions,
        and(eq(offerVersions.offerId, offers.id), eq(offerVersions.version, offers.version)),
      )
      .where(statuses ? inArray(offers.status, statuses) : undefined)
      .orderBy(desc(offers.madeOn), desc(offers.reference))
      .limit(200),
  );

/** What a commercial manager needs to make an offer: the application and today's price for what it asks. */
export const offerBasis = (ask: Ask, reference: string) =>
  asReading(ask, async (reading) => {
    const application = await findApplication(reading, reference);
    return {
      application,
      price: await currentPrice(reading, application.datasetId, application.kind, ask.today),
    };
  });
