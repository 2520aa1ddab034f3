import { and, eq } from "drizzle-orm";
import type { OfferStatus } from "#db/enums.ts";
import { organisations } from "#db/schema/access.ts";
import { applications } from "#db/schema/applications.ts";
import { approvals, type offers, offerVersions } from "#db/schema/negotiation.ts";
import { actorName } from "#server/lib/actor.ts";
import type { Change } from "#server/lib/change.ts";
import { type Told, tell } from "#server/notices/store/tell.ts";

type Offer = Pick<
  typeof offers.$inferSelect,
  "id" | "reference" | "applicationId" | "organisationId" | "version" | "expiresOn"
>;

/** Tells people of an offer, in its words: what it is for, to whom, until when, and what it is worth (read, unless said). */
export async function tellOfOffer(
  change: Change,
  offer: Offer,
  told: Omit<Told, "organisationId" | "facts" | "thing"> & { thing?: string; facts?: Told["facts"] },
) {
  const [about] = await change.tx
    .select({ title: applications.title, organisation: organisations.name })
    .from(applications)
    .innerJoin(organisations, eq(organisations.id, applications.organisationId))
    .where(eq(applications.id, offer.applicationId));
  await tell(change, {
    ...told,
    thing: told.thing ?? `${offer.reference} version ${offer.version}`,
    organisationId: offer.organisationId,
    facts: {
      reference: offer.reference,
      title: about!.title,
      organisation: about!.organisation,
      by: actorName(change.actor),
      on: offer.expiresOn,
      pence: told.facts?.pence ?? (await worthOf(change, offer)),
      ...told.facts,
    },
  });
}

async function worthOf({ tx }: Change, { id, version }: Offer) {
  const [found] = await tx
    .select({ pence: offerVersions.valuePence })
    .from(offerVersions)
    .where(and(eq(offerVersions.offerId, id), eq(offerVersions.version, version)));
  return found!.pence;
}

/** Who made and who approved the version that stands: an offer is theirs until it is signed. */
export async function handsOf({ tx }: Change, offer: Pick<Offer, "id" | "version">): Promise<string[]> {
  const [author] = await tx
    .select({ id: offerVersions.authorId })
    .from(offerVersions)
    .where(and(eq(offerVersions.offerId, offer.id), eq(offerVersions.version, offer.version)));
  const approved = await tx
    .select({ id: approvals.personId })
    .from(approvals)
    .where(and(eq(approvals.offerId, offer.id), eq(approvals.version, offer.version)));
  return [author!.id, ...approved.map(({ id }) => id)];
}

/** Whom an offer waits for while it stands. */
export const waitsFor: Partial<Record<OfferStatus, string>> = {
  offered: "the NHS's approval",
  approved: "the signature of the buyer",
  part_signed: "the signature of the NHS; the buyer has signed",
};
