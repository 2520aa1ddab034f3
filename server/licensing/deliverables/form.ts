import { z } from "zod";
import { day, given } from "#server/lib/fields.ts";
import { byReference } from "../reason-form.ts";

/** What is typed beside a file that is handed in. */
export const handInSchema = byReference.extend({
  deliverable: given(300, "Choose the deliverable that this is"),
});

/** Yes or no to one handing-in. */
export const deliverableDecisionSchema = byReference
  .extend({
    /** The fact that was handed in: exactly what the manager read about. */
    handedIn: given(200, "Choose what you decide on"),
    decision: z.enum(["accept", "reject"], "Choose whether you accept or reject it"),
    on: day("Enter the day of the decision"),
    reason: z.string().trim().max(2000).default(""),
  })
  .refine(({ decision, reason }) => decision === "accept" || reason.length >= 5, {
    path: ["reason"],
    message: "Say what is missing, in at least 5 characters",
  });
export type DeliverableDecision = z.output<typeof deliverableDecisionSchema>;
