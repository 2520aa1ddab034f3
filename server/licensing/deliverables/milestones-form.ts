import { z } from "zod";
import { isCivil } from "#server/lib/dates.ts";
import { byReference } from "../reason-form.ts";

/** What a commercial manager says when a milestone is reached. */
export const milestoneSchema = byReference.extend({
  milestone: z.string().min(1, "Choose the milestone"),
  on: z.string().refine(isCivil, "Enter the day on which it was reached"),
  acceptor: z.string().trim().min(3, "Enter the name of whoever accepted it").max(120),
  quantity: z
    .string()
    .trim()
    .regex(/^(\d{1,14}(\.\d{1,6})?)?$/, "Enter a number, like 1200 or 37.5")
    .default(""),
});
export type MilestoneInput = z.output<typeof milestoneSchema>;
