import { z } from "zod";
import { day } from "#server/lib/fields.ts";

const wholeNumber = (from: number, to: number) => {
  const words = `Enter a whole number from ${from} to ${to}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, words)
    .transform(Number)
    .pipe(z.int(words).min(from, words).max(to, words));
};
const limit = wholeNumber(1, 200).default(50).meta({ description: "How many to a page" });
const key = (most: number) =>
  z.string().min(1, "Enter something").max(most, `Enter at most ${most} characters`);

/** What a machine may ask of the list of datasets. */
export const datasetsQuery = z.strictObject({
  limit,
  after: key(200).optional().meta({ description: "The slug after which the page begins" }),
  updatedSince: day("Enter a day like 2026-04-01").optional().meta({
    format: "date",
    description: "Only datasets whose description was published on this day or later",
  }),
  custodian: key(200).optional().meta({ description: "Only datasets of the custodian of exactly this name" }),
});

export const columnsQuery = z.strictObject({
  limit,
  after: wholeNumber(0, 999_999_999)
    .optional()
    .meta({ description: "The position after which the page begins" }),
});

export const nothingAsked = z.strictObject({});

export const hdrukQuery = z.object({
  explain: z.literal("1", "Write explain=1, or leave it out").optional(),
});
