import { and, eq, gte, sql } from "drizzle-orm";
import { type documents, openItems } from "#db/schema/documents.ts";
import type { Change } from "#server/lib/change.ts";
import { type Pence, pounds } from "#server/lib/money.ts";
import { Refusal } from "#server/lib/refusal.ts";

/**
 * Takes a sum off what is owed on a document, and answers what is still owed. The row is held, so that two cannot settle the
 * same pound: refuses `sum_does_not_fit` on `amount` with what is left.
 */
export async function takeOffItem(
  { tx }: Change,
  { id, number }: Pick<typeof documents.$inferSelect, "id" | "number">,
  amount: Pence,
): Promise<Pence> {
  const [open] = await tx
    .update(openItems)
    .set({ outstandingPence: sql`${openItems.outstandingPence} - ${amount}` })
    .where(and(eq(openItems.documentId, id), gte(openItems.outstandingPence, amount)))
    .returning();
  if (open) return open.outstandingPence;
  const [item] = await tx.select().from(openItems).where(eq(openItems.documentId, id));
  throw new Refusal(
    "sum_does_not_fit",
    `Only ${pounds(item?.outstandingPence ?? 0n)} is still owed on ${number}`,
    "amount",
  );
}
