import { and, desc, eq, inArray } from "drizzle-orm";
import { organisations } from "#db/schema/access.ts";
import { applications } from "#db/schema/applications.ts";
import { offers, offerVersions } from "#db/schema/negotiation.ts";
import { signatures } from "#db/schema/signing.ts";
import type { Terms } from "#server/commercial-models/index.ts";
import { type Ask, asReading } from "#server/lib/change.ts";
import { kindsIn } from "#server/licensing/contract/contract.ts";
import { approvalsNeeded } from "#server/pricing/rules.ts";
import { policyOf } from "#server/pricing/store/prices.ts";
import { approvalsOf, findStanding } from "./records.ts";

/** The offer as both sides read it: the contract that stands, who approved, who signed, and every earlier version. */
export const readOffer = (ask: Ask, reference: string) =>
  asReading(ask, async (reading) => {
    const { offer, version: standing } = await findStanding(reading, reference);
    const kind = standing.contract.components[0]!.terms.kind as Terms["kind"];
    const [application] = await reading.tx
      .select({ reference: applications.reference, quote: applications.quoteReference })
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
      quote: application!.quote,
      organisation: organisation!.name,
      standing,
      contract: standing.contract,
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
