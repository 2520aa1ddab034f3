import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { documents, openItems } from "#db/schema/documents.ts";
import { allocations, receiptBalances, receipts, reversals } from "#db/schema/receipts.ts";
import { decide, proposeWithin } from "#server/access/store/proposals.ts";
import { record } from "#server/audit/store.ts";
import { book } from "#server/ledger/store.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, type Change } from "#server/lib/change.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import type { Reversal } from "./form.ts";
import { takesTwoPeople } from "./rules.ts";
import { licenceFirst } from "./store.ts";

type Asking = Ask & { actor: Person };
type Receipt = typeof receipts.$inferSelect;
/** What is taken back: one allocation, or the receipt itself. */
type Taken = {
  receipt: Receipt;
  allocation: (typeof allocations.$inferSelect & { document: string; licenceId: string }) | null;
};
/** Who answers for it: one person, or the one who proposed it to another. */
type Answerable = { reason: string; proposalId: string | null; by: { id: string; name: string } };

/**
 * Takes an allocation or a whole receipt back, by a posting the other way; nothing is deleted, and the row says why. Above
 * the sum that one person handles alone it waits for a second one.
 */
export const reverse = (ask: Asking, input: Reversal): Promise<{ waits: boolean }> =>
  asOneChange(ask, async (change) => {
    const taken = await find(change, input);
    const { receipt, allocation } = taken;
    if (!takesTwoPeople((allocation ?? receipt).amountPence)) {
      const by = { id: ask.actor.personId, name: ask.actor.name };
      await takeBack(change, taken, { reason: input.reason, proposalId: null, by });
      return { waits: false };
    }
    await proposeWithin(
      { ...change, actor: ask.actor },
      {
        kind: "receipt_reversal",
        subject: allocation ? `${receipt.reference} to ${allocation.document}` : receipt.reference,
        organisationId: receipt.organisationId,
        body: { receipt: receipt.reference, allocation: allocation?.id ?? "" },
        reason: input.reason,
      },
    );
    return { waits: true };
  });

/** A second finance officer decides; approved, it is taken back in the same transaction. */
export const decideReversal = (ask: Asking, { id, approve }: { id: string; approve: boolean }) =>
  decide(ask, { id, approve, kind: "receipt_reversal" }, async (change, proposal) => {
    const body = z.object({ receipt: z.string(), allocation: z.string() }).parse(proposal.body);
    await takeBack(change, await find(change, body), {
      reason: proposal.reason,
      proposalId: proposal.id,
      by: { id: proposal.proposedBy, name: proposal.proposedByName },
    });
  });

async function find(
  { tx }: Change,
  { receipt: reference, allocation: id }: Pick<Reversal, "receipt" | "allocation">,
): Promise<Taken> {
  const [receipt] = await tx.select().from(receipts).where(eq(receipts.reference, reference));
  if (!receipt) throw notFound();
  if (!id) return { receipt, allocation: null };
  const [found] = await tx
    .select({ allocation: allocations, document: documents.number, licenceId: documents.licenceId })
    .from(allocations)
    .innerJoin(documents, eq(documents.id, allocations.documentId))
    .where(and(eq(allocations.id, id), eq(allocations.receiptId, receipt.id)));
  if (!found) throw notFound();
  return {
    receipt,
    allocation: { ...found.allocation, document: found.document, licenceId: found.licenceId },
  };
}

async function takeBack(change: Change, { receipt, allocation }: Taken, answerable: Answerable) {
  const { reason, proposalId, by } = answerable;
  if (allocation) await licenceFirst(change, allocation);
  // The balance first, as whoever allocates does, so that neither blocks the other.
  await (allocation ? giveBackTo(change, receipt, allocation) : empty(change, receipt));
  const [reversed] = await change.tx
    .insert(reversals)
    .values({
      receiptId: receipt.id,
      allocationId: allocation?.id ?? null,
      organisationId: receipt.organisationId,
      amountPence: (allocation ?? receipt).amountPence,
      reason,
      proposalId,
      reversedOn: change.today,
      reversedBy: by.id,
      reversedByName: by.name,
      reversedAt: change.now,
    })
    .onConflictDoNothing()
    .returning({ id: reversals.id });
  if (!reversed) throw new Refusal("changed_meanwhile", "Somebody took this back already");
  await bookBack(change, receipt, allocation);
  const amount = String((allocation ?? receipt).amountPence);
  await record(
    change,
    receipt.reference,
    allocation
      ? { type: "receipt.allocation_reversed", facts: { document: allocation.document, amount, reason } }
      : { type: "receipt.reversed", facts: { amount, reason } },
    allocation?.organisationId ?? receipt.organisationId,
  );
}

/** What was allocated is left of the receipt again, and owed on the document again. */
async function giveBackTo(
  { tx }: Change,
  receipt: Receipt,
  { amountPence, documentId }: NonNullable<Taken["allocation"]>,
) {
  await tx
    .update(receiptBalances)
    .set({ unallocatedPence: sql`${receiptBalances.unallocatedPence} + ${amountPence}` })
    .where(eq(receiptBalances.receiptId, receipt.id));
  await tx
    .update(openItems)
    .set({ outstandingPence: sql`${openItems.outstandingPence} + ${amountPence}` })
    .where(eq(openItems.documentId, documentId));
}

/** A receipt is taken back whole, once nothing of it is allocated any more. */
async function empty({ tx }: Change, receipt: Receipt) {
  const [emptied] = await tx
    .update(receiptBalances)
    .set({ unallocatedPence: 0n })
    .where(
      and(
        eq(receiptBalances.receiptId, receipt.id),
        eq(receiptBalances.unallocatedPence, receipt.amountPence),
      ),
    )
    .returning();
  if (!emptied)
    throw new Refusal(
      "cannot_do_that_now",
      "Take its allocations back first; a receipt is taken back whole, and once",
    );
}

/** The postings of the receipt or the allocation, the other way. */
async function bookBack(change: Change, receipt: Receipt, allocation: Taken["allocation"]) {
  const held = receipt.organisationId ? "2310" : "2300";
  const on = change.today;
  if (!allocation)
    return book(change, [
      {
        key: `${receipt.reference} reversed`,
        on,
        licenceId: null,
        organisationId: receipt.organisationId,
        transfers: [{ debit: held, credit: "1200", amount: receipt.amountPence }],
      },
    ]);
  await book(change, [
    {
      key: `${receipt.reference} back from ${allocation.document} ${allocation.id}`,
      on,
      licenceId: allocation.licenceId,
      organisationId: allocation.organisationId,
      transfers: [{ debit: "1100", credit: "2310", amount: allocation.amountPence }],
    },
  ]);
  if (!receipt.organisationId) await backToSuspense(change, receipt, allocation);
}

/** A receipt that nothing says the customer of any more, as its last allocation was taken back, stands in suspense again. */
async function backToSuspense(
  change: Change,
  receipt: Receipt,
  { id, organisationId }: NonNullable<Taken["allocation"]>,
) {
  const emptied = await change.tx
    .update(receiptBalances)
    .set({ organisationId: null })
    .where(
      and(
        eq(receiptBalances.receiptId, receipt.id),
        eq(receiptBalances.unallocatedPence, receipt.amountPence),
      ),
    )
    .returning({ receiptId: receiptBalances.receiptId });
  if (emptied.length === 0) return;
  await book(change, [
    {
      key: `${receipt.reference} back in suspense ${id}`,
      on: change.today,
      licenceId: null,
      organisationId,
      transfers: [{ debit: "2310", credit: "2300", amount: receipt.amountPence }],
    },
  ]);
}
