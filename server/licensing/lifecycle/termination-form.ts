import { z } from "zod";
import { day, given } from "#server/lib/fields.ts";

/** What either side writes to end a licence early. */
export const terminationSchema = z.object({
  reference: given(),
  on: day("Enter the first day without access"),
  by: z.enum(["convenience", "supplier_fault", "customer_breach"], "Say why the licence ends"),
  reason: z.string().trim().min(10, "Give the reason in at least 10 characters").max(2000),
});
export type Termination = z.output<typeof terminationSchema>;
