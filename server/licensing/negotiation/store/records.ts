import { and, eq, sql } from "drizzle-orm";
import { approvals, offers, offerVersions } from "#db/schema/negotiation.ts";
import type { Person } from "#server/lib/actor.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import { type SignedContract, signedContractSchema } from "#server/licensing/contract/contract.ts";
import { after } from "#server/licensing/moves.ts";

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

/** An offer and the version of it that stands, its contract parsed. */
export type StandingOffer = {
  offer: typeof offers.$inferSelect;
  version: Omit<typeof offerVersions.$inferSelect, "contract"> & { contract: SignedContract };
};

/** Read and parsed once in a change, and passed on to whoever needs it; `not_found` when this actor may not see it. */
export async function findStanding({ tx }: Change | Reading, reference: string): Promise<StandingOffer> {
  const [row] = await tx
    .select({ offer: offers, version: offerVersions })
    .from(offers)
    .innerJoin(
      offerVersions,
      and(eq(offerVersions.offerId, offers.id), eq(offerVersions.version, offers.version)),
    )
    .where(eq(offers.reference, reference));
  if (!row) throw notFound();
  const { offer, version } = row;
  return { offer, version: { ...version, contract: signedContractSchema.parse(version.contract) } };
}

/** Who has approved the version that stands. */
export const approvalsOf = ({ tx }: Change | Reading, offer: { id: string; version: number }) =>
  tx
    .select()
    .from(approvals)
    .where(and(eq(approvals.offerId, offer.id), eq(approvals.version, offer.version)));

/** Nobody acts on both sides of a deal, whatever roles they hold by now. The database refuses it again. */
export async function refuseOtherSide({ tx }: Change, offerId: string, actor: Person) {
  const { rows } = await tx.execute(
    sql`select from people_of_deal(${offerId}) where person_id = ${actor.personId} and side <> ${actor.side}`,
  );
  if (rows.length > 0) throw otherSide();
}

export const otherSide = () =>
  new Refusal("not_your_own_work", "You took part in this deal for the other side, so a colleague does this");
