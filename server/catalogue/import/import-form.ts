import { z } from "zod";

const reference = z.string().max(20);

export const importInput = z.strictObject({
  files: z
    .array(
      z.strictObject({ name: z.string().max(300), text: z.string().max(20 * 1024 * 1024, "At most 20 MB") }),
    )
    .min(1, "Choose at least one file")
    .max(20, "At most 20 files at once"),
});

export const importsPage = z.object({ before: reference.optional().catch(undefined) });

export const importInQuestion = z.object({
  reference,
  after: z.string().max(200).optional().catch(undefined),
});

export const defectsPage = z.object({
  reference,
  field: z.string().max(300).optional().catch(undefined),
  after: z.coerce.number().int().min(0).max(10_000_000).optional().catch(undefined),
});

export const matchDecision = z.object({
  source: z.string().max(50),
  sourceId: z.string().max(200),
  slug: z.string().max(200),
  same: z.enum(["yes", "no"], "Say whether it is the same dataset"),
});
