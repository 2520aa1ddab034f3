import { z } from "zod";
import { storableText } from "#server/lib/storable-text.ts";

const name = storableText()
  .trim()
  .min(1, "Enter a name for this search")
  .max(80, "Use at most 80 characters")
  .regex(/^[^\r\n]*$/, "Enter one line");

export const saveSearchSchema = z.object({
  name,
  /** The part of the catalogue's address after the question mark. */
  query: storableText().max(4000, "This search is too long to be kept"),
  mailed: z.enum(["yes", "no"], "Choose whether to be told").default("no"),
});
export type NewSearch = z.output<typeof saveSearchSchema>;

export const searchIdSchema = z.object({ id: z.uuid() });
export const renameSchema = searchIdSchema.extend({ name });
export const mailedSchema = searchIdSchema.extend({ mailed: z.enum(["yes", "no"]) });
