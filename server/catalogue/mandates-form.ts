import { z } from "zod";
import { day, name } from "#server/lib/fields.ts";

/** A custodian's mandate as it is put on record. */
export const mandateSchema = z
  .object({
    slug: z.string().min(1).max(200),
    reference: z
      .string()
      .trim()
      .min(3, "Enter the reference of the mandate")
      .max(100, "At most 100 characters"),
    grantedBy: name("Enter who granted it", 200, 2),
    validFrom: day("Enter the first day of the mandate"),
    validTo: z.preprocess(
      (value) => (value === "" || value === null ? undefined : value),
      day("Enter a day, or leave it empty").optional(),
    ),
  })
  .refine(({ validFrom, validTo }) => validTo === undefined || validTo > validFrom, {
    path: ["validTo"],
    message: "The mandate ends after it begins",
  });
export type MandateInput = z.output<typeof mandateSchema>;
