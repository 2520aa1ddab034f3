import { eq } from "drizzle-orm";
import type { licences } from "#db/schema/licences.ts";
import { billLimits } from "#db/schema/parked.ts";
import type { Document, Plan } from "#server/commercial-models/engine/plan.ts";
import type { DraftDocument } from "#server/commercial-models/engine/settle.ts";
import { totalOf, unsoundBecause } from "#server/commercial-models/engine/soundness.ts";
import type { Change } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { limitOf, overLimit, TooMuch } from "../limit-rules.ts";

/**
 * Refuses a plan that no model makes, and one whose drafts or whole come to more than this licence may bill by itself,
 * or than two people agreed to. What was agreed is looked up only where it matters.
 */
export const guardOf =
  (
    { tx }: Change,
    { id, valuePence }: Pick<typeof licences.$inferSelect, "id" | "valuePence">,
    { charges }: Pick<Plan, "charges">,
  ) =>
  async (drafts: readonly DraftDocument[], issued: readonly Document[]) => {
    const unsound = unsoundBecause(charges);
    if (unsound) throw new Refusal("cannot_do_that_now", unsound);
    const over = overLimit(drafts, issued, totalOf(charges), limitOf(valuePence));
    if (!over) return;
    const [agreed] = await tx.select().from(billLimits).where(eq(billLimits.licenceId, id));
    if (!agreed) throw over;
    if (over.amount > agreed.mostPence) throw new TooMuch(over.amount, agreed.mostPence);
  };
