import { eq } from "drizzle-orm";
import type { organisations } from "#db/schema/access.ts";
import type { licences } from "#db/schema/licences.ts";
import { billLimits } from "#db/schema/parked.ts";
import type { Document, Plan } from "#server/commercial-models/engine/plan.ts";
import type { DraftDocument } from "#server/commercial-models/engine/settle.ts";
import { totalOf, unsoundBecause } from "#server/commercial-models/engine/soundness.ts";
import type { Change } from "#server/lib/change.ts";
import { type Pence, pounds, sum } from "#server/lib/money.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { limitOf, overLimit, TooMuch } from "../limit-rules.ts";

/** A document for which the customer has to give a purchase order number first. */
export class WithoutPurchaseOrder extends Refusal {
  constructor(
    customer: string,
    readonly amount: Pence,
  ) {
    super(
      "cannot_do_that_now",
      `${customer} owes a purchase order number; documents of ${pounds(amount)} wait for it`,
    );
  }
}

/**
 * A customer that requires its purchase order number on invoices is billed nothing without one: it would not be paid. What
 * waits is issued by the first run that finds the number. Credits alone need none.
 */
function demandOrder(
  { name, purchaseOrderRequired, purchaseOrder }: Buyer,
  drafts: readonly DraftDocument[],
) {
  if (!purchaseOrderRequired || purchaseOrder !== null) return;
  const billed = drafts.filter(({ type }) => type !== "credit_note");
  if (billed.length > 0) throw new WithoutPurchaseOrder(name, sum(billed.map(({ gross }) => gross)));
}

type Buyer = Pick<typeof organisations.$inferSelect, "name" | "purchaseOrderRequired" | "purchaseOrder">;

/**
 * Refuses a plan that no model makes, and one whose drafts or whole come to more than this licence may bill by itself,
 * or than two people agreed to. What was agreed is looked up only where it matters.
 */
export const guardOf =
  (
    { tx }: Change,
    {
      licence: { id, valuePence },
      buyer,
      plan: { charges },
    }: {
      licence: Pick<typeof licences.$inferSelect, "id" | "valuePence">;
      buyer: Buyer;
      plan: Pick<Plan, "charges">;
    },
  ) =>
  async (drafts: readonly DraftDocument[], issued: readonly Document[]) => {
    const unsound = unsoundBecause(charges);
    if (unsound) throw new Refusal("cannot_do_that_now", unsound);
    demandOrder(buyer, drafts);
    const over = overLimit(drafts, issued, totalOf(charges), limitOf(valuePence));
    if (!over) return;
    const [agreed] = await tx.select().from(billLimits).where(eq(billLimits.licenceId, id));
    if (!agreed) throw over;
    if (over.amount > agreed.mostPence) throw new TooMuch(over.amount, agreed.mostPence);
  };
