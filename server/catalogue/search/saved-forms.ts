import { z } from "zod";
import { name } from "#server/lib/fields.ts";
import { storableText } from "#server/lib/storable-text.ts";

const searchName = name("Enter a name for this search", 80);

export const saveSearchSchema = z.object({
  name: searchName,
  /** The part of the catalogue's address after the question mark. */
  query: storableText().max(4000, "This search is too long to be kept"),
  mailed: z.enum(["yes", "no"], "Choose whether to be told").default("no"),
});
export type NewSearch = z.output<typeof saveSearchSchema>;

export const searchIdSchema = z.object({ id: z.uuid() });
export const renameSchema = searchIdSchema.extend({ name: searchName });
export const mailedSchema = searchIdSchema.extend({ mailed: z.enum(["yes", "no"]) });
