import { z } from "zod";
import { allEnquiryStatuses } from "#db/enums.ts";
import { storableText } from "#server/lib/storable-text.ts";

export type { EnquiryStatus } from "#db/enums.ts";

const longestMessage = 4000;

const body = storableText()
  .trim()
  .min(1, "Write your message")
  .max(longestMessage, "Use at most 4,000 characters");
/** Made with the form, so that pressing its button twice sends one message. */
const key = z.uuid();

export const enquirySchema = z.object({
  slug: storableText().min(1).max(200),
  subject: storableText()
    .trim()
    .min(3, "Enter what your question is about")
    .max(120, "Use at most 120 characters")
    .regex(/^[^\r\n]*$/, "Enter one line"),
  body,
  key,
});
export type NewEnquiry = z.output<typeof enquirySchema>;

export const messageSchema = z.object({
  reference: storableText().min(1).max(40),
  body,
  key,
  /** "yes" closes the enquiry; the message says why. */
  close: z.enum(["yes", "no"]).default("no"),
});
export type NewMessage = z.output<typeof messageSchema>;

export const enquiryReference = z.object({ reference: storableText().min(1).max(40) });

/** Filters of the list as they stand in the address; `before` is the last reference of the page before. */
export const enquiryFilter = z.object({
  state: z.enum(allEnquiryStatuses).optional().catch(undefined),
  dataset: storableText().max(200).optional().catch(undefined),
  before: storableText().max(40).optional().catch(undefined),
});
export type EnquiryFilter = z.output<typeof enquiryFilter>;
