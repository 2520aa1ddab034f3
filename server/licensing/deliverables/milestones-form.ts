import { z } from "zod";
import { day, given, name } from "#server/lib/fields.ts";
import { byReference } from "../reason-form.ts";

/** What a commercial manager says when a milestone is reached. */
export const milestoneSchema = byReference.extend({
  milestone: given(300, "Choose the milestone"),
  on: day("Enter the day on which it was reached"),
  acceptor: name("Enter the name of whoever accepted it", 120, 3),
  quantity: z
    .string()
    .trim()
    .max(30)
    .regex(/^(\d{1,14}(\.\d{1,6})?)?$/, "Enter a number, like 1200 or 37.5")
    .default(""),
});
export type MilestoneInput = z.output<typeof milestoneSchema>;
