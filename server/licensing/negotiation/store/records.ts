import { and, eq } from "drizzle-orm";
import { approvals, offers, offerVersions } from "#db/schema/licensing.ts";
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

/** The version that stands, its contract parsed. */
export async function findVersion({ tx }: Change | Reading, offer: { id: string; version: number }) {
  const [row] = await tx
    .select()
    .from(offerVersions)
    .where(and(eq(offerVersions.offerId, offer.id), eq(offerVersions.version, offer.version)));
  if (!row) throw new Error(`Offer ${offer.id} has no version ${offer.version}`);
  return { ...row, contract: signedContractSchema.parse(row.contract) as SignedContract };
}

/** Who has approved the version that stands. */
export const approvalsOf = ({ tx }: Change | Reading, offer: { id: string; version: number }) =>
  tx
    .select()
    .from(approvals)
    .where(and(eq(approvals.offerId, offer.id), eq(approvals.version, offer.version)));
