import { z } from "zod";
import { allModelKinds } from "#db/enums.ts";
import { day, given, requestKey } from "#server/lib/fields.ts";
import { fromTyped } from "#server/pricing/rules.ts";
import { usedInField, valuationFields } from "#server/quoting/asked-fields.ts";

const percentField = z.preprocess(
  (value) => (value === "" ? undefined : value),
  z
    .string()
    .max(20)
    .optional()
    .refine(
      (value) => value === undefined || (fromTyped("bp", value) ?? 10_001n) <= 10_000n,
      "Enter a part of 100%, like 12.5",
    ),
);

/** What a commercial manager may set: the negotiable parameters by their path, the dates, and a note to the buyer. */
export const offerSchema = z.object({
  application: given(),
  requestKey: requestKey(),
  /** By path ("tiers.standard"), as typed. What is left out stays at the list. */
  parameters: z.record(z.string().max(200), z.string().max(200, "Use at most 200 characters")).default({}),
  startsOn: day("Enter the first day of the licence"),
  months: z.coerce
    .number("Enter a number of months")
    .int()
    .min(1, "At least 1 month")
    .max(120, "At most 120 months"),
  expiresOn: day("Enter the day on which the offer lapses"),
  note: z.string().trim().max(2000).default(""),
  /** Where the users sit, if elsewhere than the licensee. */
  usedIn: usedInField(),
  /** What the company is worth, where the model takes shares of it. */
  ...valuationFields,
  /** A further model at list terms beside the one asked for. */
  second: z.preprocess((value) => (value === "" ? undefined : value), z.enum(allModelKinds).optional()),
  /** Whether what the NHS does around the data is part of it, charged at the tariff; left out, as it was asked for. */
  service: z.enum(["with", "without"]).optional(),
  /** Part of the fees that counts against the second model, in per cent as typed. */
  creditPercent: percentField,
  /** Discount on the model asked for, in per cent as typed, and why the licensee is entitled to it. */
  discountPercent: percentField,
  discountBecause: z.string().trim().max(500).default(""),
});
export type OfferInput = z.output<typeof offerSchema>;
