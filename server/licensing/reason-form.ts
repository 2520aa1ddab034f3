import { z } from "zod";
import { given } from "#server/lib/fields.ts";

export const byReference = z.object({ reference: given() });

/** A "no" to somebody always comes with its reason. */
export const reasonSchema = byReference.extend({
  reason: z.string().trim().min(5, "Give a reason of at least 5 characters").max(2000),
});

/** What an approver confirms: exactly the version whose hash they read. */
export const approvalSchema = byReference.extend({
  contractHash: z.string().length(64),
  evidence: z.string().trim().max(500).default(""),
});
