import { z } from "zod";
import { isCivil } from "#server/lib/dates.ts";

/** What a commercial manager may set: the negotiable parameters by their path, the dates, and a note to the buyer. */
export const offerSchema = z.object({
  application: z.string().min(1),
  /** By path ("tiers.standard"), as typed. What is left out stays at the list. */
  parameters: z.record(z.string(), z.string()).default({}),
  startsOn: z.string().refine(isCivil, "Enter the first day of the licence"),
  months: z.coerce
    .number("Enter a number of months")
    .int()
    .min(1, "At least 1 month")
    .max(120, "At most 120 months"),
  expiresOn: z.string().refine(isCivil, "Enter the day on which the offer lapses"),
  note: z.string().trim().max(2000).default(""),
});
export type OfferInput = z.output<typeof offerSchema>;
