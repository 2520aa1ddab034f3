import { z } from "zod";
import { allCustomerKinds, allModelKinds } from "#db/enums.ts";
import { assumptionFields } from "#server/commercial-models/simulation/assumptions.ts";
import { day } from "#server/lib/fields.ts";
import { serviceFields, ticked, usedInField, valuationFields } from "./asked-fields.ts";

const list = (value: unknown) =>
  [...new Set([value].flat().filter((one) => typeof one === "string" && one.trim() !== ""))] as string[];
/** Where a visitor says that they belong; a member's organisation says it for them. */
const places = ["uk", "eu", "elsewhere"] as const;

/**
 * What is asked for, as it stands in the address and in the stored quote. Amounts stay as typed, so parsing twice gives
 * the same. The forecast has the names of the application's form.
 */
export const quoteRequestSchema = z.object({
  set: z.preprocess(
    list,
    z
      .array(z.string().max(200))
      .min(1, "Choose at least one dataset")
      .max(10, "A quote is for ten datasets at most"),
  ),
  kind: z.enum(allModelKinds, "Choose one of the nine models"),
  years: z.coerce
    .number("Enter a number of years")
    .int("Enter whole years")
    .min(1, "At least 1 year")
    .max(10, "At most 10 years"),
  users: z.coerce
    .number("Enter how many people will use the data")
    .int("Enter a whole number of people")
    .min(1, "At least one person uses the data")
    .max(10_000, "At most 10,000 people"),
  startsOn: day("Enter the day on which you want to start"),
  ...serviceFields,
  /** A quote of before there was a choice holds it. */
  service: serviceFields.service.default("with"),
  ...assumptionFields,
  ...valuationFields,
  usedIn: usedInField(),
  place: z.enum(places).catch("uk"),
  evidence: ticked,
  customer: z.enum(allCustomerKinds).catch("standard"),
});
export type QuoteRequest = z.output<typeof quoteRequestSchema>;

/** Where these answers lead: the form with the same answers in it. */
export function addressOf(request: Partial<QuoteRequest>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(request)) {
    if (value === undefined || value === false) continue;
    for (const one of [value].flat()) parameters.append(name, one === true ? "on" : String(one));
  }
  return `/quotes/new?${parameters}`;
}
