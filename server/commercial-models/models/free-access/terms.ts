import { z } from "zod";
import { dated, day, decimal, positivePence } from "../../engine/fields.ts";

const dayCount = z.number().int().min(1).max(180);
export const terms = z.strictObject({
  kind: z.literal("free_access").describe("The model"),
  reportMonths: z
    .literal([0, 1, 3, 6, 12])
    .prefault(0)
    .describe("A use report every so many months; 0 for none"),
  reportDueDays: dayCount.prefault(30).describe("Days after the period in which its report is due"),
  suspendAfterDays: dayCount
    .prefault(30)
    .describe("Days of notice after which access may be suspended for an overdue report"),
  certificateDays: dayCount.prefault(30).describe("Days after the end in which destruction is certified"),
  quotas: z
    .array(
      z.strictObject({
        unit: z.string().min(1).describe("What is counted"),
        months: z.literal([1, 3, 6, 12]).prefault(1).describe("In each so many months"),
        limit: decimal.describe("Fair use up to this many; more is enforced, never billed"),
      }),
    )
    .prefault([])
    .describe("Fair use"),
  commercialPrice: positivePence
    .optional()
    .describe("Pence a year from the day on which the use becomes commercial"),
});
export const fact = z.discriminatedUnion("fact", [
  z
    .strictObject({
      ...dated,
      fact: z.literal("commercialised").describe("Consent to commercialise was given"),
    })
    .describe("Consent to commercialise was given"),
  z.strictObject({
    ...dated,
    fact: z.literal("reported_use").describe("A use report came in"),
    period: day.describe("First day of the period reported"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("used_quota").describe("Use that counts towards a quota"),
    unit: z.string().min(1).describe("What was counted"),
    quantity: decimal.describe("How many, on the day"),
  }),
  z
    .strictObject({ ...dated, fact: z.literal("destroyed").describe("Destruction was certified") })
    .describe("Destruction was certified"),
]);
export type Terms = z.output<typeof terms>;
export type Fact = z.output<typeof fact>;
