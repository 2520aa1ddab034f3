import { eq } from "drizzle-orm";
import type { licences } from "#db/schema/licences.ts";
import { billLimits } from "#db/schema/parked.ts";
import type { Document } from "#server/commercial-models/engine/plan.ts";
import type { DraftDocument } from "#server/commercial-models/engine/settle.ts";
import type { Change } from "#server/lib/change.ts";
import { limitOf, overLimit } from "../limit-rules.ts";

/** Refuses drafts that come to more than this licence may bill by itself, or than two people agreed to. */
export async function guardOf(
  { tx }: Change,
  { id, valuePence }: Pick<typeof licences.$inferSelect, "id" | "valuePence">,
) {
  const [agreed] = await tx.select().from(billLimits).where(eq(billLimits.licenceId, id));
  const byItself = limitOf(valuePence);
  const limit = agreed && agreed.mostPence > byItself ? agreed.mostPence : byItself;
  return (drafts: readonly DraftDocument[], issued: readonly Document[]) => {
    const over = overLimit(drafts, issued, limit);
    if (over) throw over;
  };
}
