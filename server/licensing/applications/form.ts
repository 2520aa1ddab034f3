import { z } from "zod";
import { allModelKinds } from "#db/enums.ts";
import { assumptionFields } from "#server/commercial-models/simulation/assumptions.ts";
import { day, given, name, prose } from "#server/lib/fields.ts";
import { serviceFields, usedInField, valuationFields } from "#server/quoting/asked-fields.ts";

/**
 * What a buyer writes to ask for a licence. Read by the form, the procedure and the store, so amounts stay as typed:
 * parsing twice must give the same.
 */
export const applicationSchema = z.object({
  dataset: given(200, "Choose a dataset"),
  kind: z.enum(allModelKinds, "Choose one of the nine models"),
  title: name("Give the project a title of at least 5 characters", 120, 5),
  purpose: prose("Say what you will use the data for, in at least 20 characters", 4000, 20),
  publicBenefit: prose("Say how patients or the public gain, in at least 20 characters", 4000, 20),
  /** The form said what stands on the public register: title, purpose and benefit. */
  forPublication: z.literal("on").optional(),
  users: z.coerce
    .number("Enter how many people will use the data")
    .int()
    .min(1, "At least one person uses the data")
    .max(100_000),
  startsOn: day("Enter the day on which you want to start"),
  months: z.coerce
    .number("Enter a number of months")
    .int()
    .min(1, "At least 1 month")
    .max(120, "At most 120 months"),
  ...assumptionFields,
  ...serviceFields,
  ...valuationFields,
  usedIn: usedInField(),
});
export type ApplicationInput = z.output<typeof applicationSchema>;

/** The same from a quote, which says which datasets and which model: one application a dataset, in the same words. */
export const quoteApplicationSchema = applicationSchema
  .omit({ dataset: true, kind: true })
  .extend({ quote: z.string().min(1).max(30) });
export type QuoteApplicationInput = z.output<typeof quoteApplicationSchema>;
