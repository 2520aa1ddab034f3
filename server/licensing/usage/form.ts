import { z } from "zod";
import { day, given } from "#server/lib/fields.ts";
import { reasonSchema } from "../reason-form.ts";
import { canonicalQuantity, type UsageEvent } from "./rules.ts";

/** Text that every store and screen can hold: no control characters, no half of a pair. */
const name = (longest: number) =>
  z
    .string("Send text")
    .min(1, "This may not be empty")
    .max(longest, `Use at most ${longest} characters`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "Leave out control characters");

/** Decimal text of at most twelve digits and six places; never a JSON number, which would be a float. */
const quantity = z
  .string('Send the quantity as decimal text, like "12.5"')
  .regex(/^\d{1,12}(\.\d{1,6})?$/, 'Send the quantity as decimal text with at most six places, like "12.5"')
  .transform(canonicalQuantity);

const instantWords = "Send an instant with its zone, like 2026-11-24T10:00:00Z";
const at = z.iso
  .datetime({ offset: true, error: instantWords })
  .transform((text) => new Date(text))
  .refine((instant) => instant.getUTCFullYear() >= 2000, instantWords);

/** The fields of an event that a row of a file has as well. An empty subject is none. */
export const usageRowSchema = z.object({
  source: name(100),
  id: name(200),
  quantity,
  at,
  subject: z.preprocess((value) => (value === "" ? undefined : value), name(200).optional()),
});

export const usageEventSchema = z.strictObject(
  { ...usageRowSchema.shape, licence: name(60), component: name(100).optional() },
  "Send an event as an object",
) satisfies z.ZodType<UsageEvent>;

const mostEvents = 1000;

/** What a machine posts: 1 to 1,000 events. */
export const usageBatchSchema = z.strictObject(
  {
    events: z
      .array(usageEventSchema, "Send a list of events")
      .min(1, "Send at least one event")
      .max(mostEvents, "Send at most 1,000 events at a time"),
  },
  'Send {"events": [...]}',
);

const componentOrNone = z.preprocess((value) => value || undefined, z.string().max(100).optional());

export const usagePageSchema = z.object({
  reference: given(),
  period: day("Choose a period").meta({ format: "date" }).optional().catch(undefined),
  component: componentOrNone.catch(undefined),
});

const licenceWords = "Name the licence, like ?licence=HDL-2026-0001";

/** What a machine asks with: as a page does, under the name that machines know. */
export const usageQuerySchema = usagePageSchema.omit({ reference: true }).extend({
  licence: given(60, licenceWords),
});

/** A file of rows under one licence; the component may be left out where there is one meter. */
export const usageUploadSchema = z.object({
  reference: given(),
  component: componentOrNone,
  csv: z.string().max(5_242_880, "The file is larger than 5 MB"),
});

/** What an NHS commercial manager says of an event that could not be counted; the meter where none was named rightly. */
export const usageDecisionSchema = reasonSchema.extend({
  id: z.uuid(),
  decision: z.enum(["count", "set_aside"], "Choose whether it is counted or set aside"),
  component: componentOrNone,
});
export type UsageDecision = z.output<typeof usageDecisionSchema>;
