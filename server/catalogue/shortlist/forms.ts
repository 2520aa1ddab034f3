import { z } from "zod";
import { storableText } from "#server/lib/storable-text.ts";

export const slugSchema = z.object({ slug: storableText().min(1).max(200) });

const note = storableText().trim().max(500, "Use at most 500 characters").default("");

export const shortlistSchema = slugSchema.extend({ note });
export type Shortlisted = z.output<typeof shortlistSchema>;

/** Sets to compare as they stand in the address, each once and in their order. */
export const compareSchema = z.object({
  set: z
    .union([z.string().max(16_000), z.array(z.string().max(16_000)).max(2000)])
    .optional()
    .transform((given) => [
      ...new Set([given ?? []].flat().map((slug) => slug.replaceAll("\0", "").trim().slice(0, 200))),
    ])
    .transform((slugs) => slugs.filter(Boolean)),
});
