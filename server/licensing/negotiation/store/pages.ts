import { and, desc, eq, inArray } from "drizzle-orm";
import { organisations } from "#db/schema/access.ts";
import { applications } from "#db/schema/applications.ts";
import { offers, offerVersions } from "#db/schema/negotiation.ts";
import { signatures } from "#db/schema/signing.ts";
import type { Valuation } from "#server/commercial-models/engine/model.ts";
import { worth } from "#server/commercial-models/engine/unit-price.ts";
import { assumptionsSchema } from "#server/commercial-models/simulation/assumptions.ts";
import { type Ask, asReading } from "#server/lib/change.ts";
import { civil, periodsOf } from "#server/lib/dates.ts";
import { kindOf, kindsIn, type SignedContract } from "#server/licensing/contract/contract.ts";
import { asEngineContract } from "#server/licensing/contract/engine-contract.ts";
import { paymentsOf } from "#server/licensing/contract/payments.ts";
import type { Reaching } from "#server/pricing/reach.ts";
import { approvalsNeeded } from "#server/pricing/rules.ts";
import { policyOf, priceOfVersion } from "#server/pricing/store/prices.ts";
import { serviceId } from "#server/quoting/service.ts";
import { changesFrom } from "../changes.ts";
import { listedFor } from "../terms.ts";
import { worthOf } from "../worth.ts";
import { approvalsOf, findStanding } from "./records.ts";

/** The offer as both sides read it: the contract that stands, who approved, who signed, and every earlier version. */
export const readOffer = (ask: Ask, reference: string) =>
  asReading(ask, async (reading) => {
    const { offer, version: standing } = await findStanding(reading, reference);
    const kind = kindOf(standing.contract.components[0]!.terms);
    const [found] = await reading.tx
      .select({ application: applications, organisation: organisations })
      .from(applications)
      .innerJoin(organisations, eq(organisations.id, applications.organisationId))
      .where(eq(applications.id, offer.applicationId));
    const { application, organisation } = found!;
    const price = await priceOfVersion(
      reading,
      application.datasetId,
      standing.contract.priceList.version,
      kind,
      organisation.customerKind,
    );
    const { contract } = standing;
    const basis = price?.terms && basisOf(price, contract);
    return {
      ...offer,
      kind,
      application: application.reference,
      quote: application.quoteReference,
      organisation: organisation.name,
      standing,
      contract: standing.contract,
      ...worthOf(
        standing.contract.format === 2
          ? standing.contract.payments
          : paymentsOf(
              asEngineContract(standing.contract, organisation),
              assumptionsSchema.parse(application.assumptions),
              [],
            ),
      ),
      withService: contract.components.some(({ id }) => id === serviceId),
      changes: basis ? changesFrom({ ...basis, withService: application.service !== null }, contract) : [],
      approvalsNeeded: approvalsNeeded(
        await policyOf(reading, kindsIn(standing.contract)),
        standing.valuePence,
      ),
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

/** What the list says for the same days, people and company as a contract was made for. */
function basisOf(price: Reaching, { term, users, components: [first] }: SignedContract) {
  const asked = {
    startsOn: term.from,
    months: periodsOf({ from: civil(term.from), to: civil(term.to) }, 1).length,
    users,
    valuation: valuationIn(first!.terms),
  };
  return { price, asked, listed: listedFor(price, asked) };
}

/** Whose shares were granted, from the terms that were signed: the same price a share, the same shares before. */
function valuationIn({ price, shares, fullyDiluted }: Record<string, unknown>): Valuation | null {
  if (price === undefined || fullyDiluted === undefined) return null;
  const before = Number(fullyDiluted) - Number(shares);
  const each = String(price);
  return before < 1 ? null : { company: worth(BigInt(before), each), shares: before, each };
}

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
