import { z } from "zod";
import { decisionSchema } from "#server/access/decision-form.ts";
import { name } from "#server/lib/fields.ts";
import { bulkChange, bulkLimit } from "./bulk.ts";
import { deskFilter } from "./filter.ts";

const slug = z.string().min(1).max(200);
/** A reason for something that people see on the page of the dataset. */
const reason = z
  .string()
  .trim()
  .min(10, "Say why in at least 10 characters")
  .max(1000, "Enter at most 1,000 characters");

/** A dataset by its slug or by the address of its page. */
const otherSet = z
  .string()
  .trim()
  .max(300)
  .transform((typed) => typed.split(/[?#]/, 1)[0]!.split("/").at(-1)!);

export const bySlug = z.object({ slug });
export const newSetSchema = z.object({
  title: name("Enter a title", 500, 3),
  custodian: name("Enter the custodian", 200),
});
/** Values by field; each is checked by the schema of its field in the store. */
const patch = z
  .record(z.string().max(60), z.unknown())
  .refine((given) => Object.keys(given).length <= 60, "That is too much at once");
export const savingSchema = z.object({
  id: z.uuid(),
  revision: z.number().int().min(0).max(1_000_000_000),
  patch,
  was: patch,
});

const revision = z.coerce.number().int().min(0).max(1_000_000_000);
export const proposingSchema = z.object({
  id: z.uuid(),
  revision,
  note: z
    .string()
    .trim()
    .min(10, "Say in at least 10 characters what changed and why")
    .max(1000, "Enter at most 1,000 characters"),
});
export const draftDecisionSchema = decisionSchema
  .extend({
    reason: z.string().trim().max(1000, "Enter at most 1,000 characters").default(""),
  })
  .refine(({ approve, reason: why }) => approve || why.length >= 10, {
    path: ["reason"],
    message: "Say in at least 10 characters why it is refused",
  });
export const retiringSchema = z.object({ slug, reason, sameAs: otherSet.default("") });
export const restoringSchema = z.object({ slug, reason });
export const linkingSchema = z.object({
  slug,
  withSlug: otherSet.refine((typed) => typed !== "", "Enter the other dataset"),
  by: name("Say by what they are linked", 200, 2),
});
export const unlinkingSchema = linkingSchema.omit({ by: true });
/** Two forms on one page: their fields have names of their own. */
export const unlinkingForm = z.object({
  slug,
  linked: z.string().min(1, "Choose the link to remove").max(200),
});

const slugs = z
  .array(slug)
  .min(1, "Choose at least one dataset")
  .max(bulkLimit, `Choose at most ${bulkLimit} datasets`);
export const bulkPreviewSchema = z.object({
  choice: z.union([z.object({ slugs: z.array(slug).max(bulkLimit) }), z.object({ filter: deskFilter })]),
  change: bulkChange.nullable(),
});
const note = proposingSchema.shape.note;
export const bulkSchema = z.object({ slugs, change: bulkChange, note });

/** Undefined when it is none. */
export const fromJson = (text: unknown) => {
  try {
    return typeof text === "string" ? (JSON.parse(text) as unknown) : text;
  } catch {
    return undefined;
  }
};
/** The form that was filled with what was previewed. */
export const bulkFormSchema = z.object({
  slugs: z.preprocess((sent) => (typeof sent === "string" ? sent.split(" ") : sent), slugs),
  change: z.preprocess(fromJson, bulkChange),
  note,
});
