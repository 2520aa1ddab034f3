import { z } from "zod";

/** What a signatory enters. The hash says which words were on the page when they signed. */
export const signatureSchema = z.object({
  reference: z.string().min(1),
  contractHash: z.string().length(64),
  name: z.string().trim().min(3, "Enter your full name"),
  authority: z.literal("on", "Confirm that you may sign for your organisation"),
});
export type SignatureInput = z.output<typeof signatureSchema>;
