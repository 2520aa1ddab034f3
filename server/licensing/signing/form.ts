import { z } from "zod";
import { given } from "#server/lib/fields.ts";

/** What a signatory enters: their own name, to agree. The hash says which words were on the page when they signed. */
export const signatureSchema = z.object({
  reference: given(),
  contractHash: z.string().length(64),
  name: z.string().trim().min(1, "Type your name to agree").max(120, "Use at most 120 characters"),
  authority: z.literal("on", "Confirm that you may sign for your organisation"),
});
export type SignatureInput = z.output<typeof signatureSchema>;
