import { z } from "zod";
import { asRatio, dated, decimal, pence, positivePence } from "../../engine/fields.ts";

/** A quantity in whole millionths of a unit, so that sums are exact. */
export const units = (text: string) => asRatio(text).num;

const tier = z.strictObject({
  upTo: decimal.nullable().describe("Upper limit of the band in units, inclusive; null for the last"),
  unitPrice: decimal.describe("Pence a unit (or a package), at most six places"),
  flat: pence
    .prefault(0)
    .describe("Pence once for entering the band (graduated) or for being in it (volume)"),
});
export const terms = z
  .strictObject({
    kind: z.literal("usage_based").describe("The model"),
    unit: z.string().min(1).describe("What is counted"),
    aggregation: z
      .enum(["sum", "count", "max", "unique", "latest"])
      .prefault("sum")
      .describe("How tallies become the quantity of a period: added up, the highest, or the last"),
    filter: z.string().min(1).optional().describe("Which events count, in words that both sides signed"),
    pricing: z.enum(["per_unit", "graduated", "volume", "package"]).describe("How bands are priced"),
    tiers: z.array(tier).min(1).describe("Bands with their prices"),
    packageSize: decimal.optional().describe("Units in a package"),
    freeAllowance: decimal.optional().describe("Units free in each period"),
    cap: positivePence.optional().describe("Never more than this a period, in pence"),
    yearlyMinimum: positivePence.optional().describe("Minimum a contract year, in pence"),
    periodMinimum: positivePence
      .optional()
      .describe("Minimum a billing period, in pence; by days for a part"),
    periodMonths: z.literal([1, 3, 6, 12]).prefault(1).describe("Billed in arrears every so many months"),
    graceDays: z
      .number()
      .int()
      .min(0)
      .max(15)
      .prefault(5)
      .describe("Days after the period before it is billed"),
    lateDays: z
      .number()
      .int()
      .min(0)
      .max(365)
      .prefault(90)
      .describe("Days after the period in which late usage still counts"),
    estimateMissing: z
      .boolean()
      .prefault(false)
      .describe(
        "Whether a period without usage that nobody declared complete is estimated: the mean of the last three",
      ),
  })
  .refine(({ tiers }) => tiers.every(({ upTo }, index) => (upTo === null) === (index === tiers.length - 1)), {
    path: ["tiers"],
    message: "Only the last band is open",
  })
  .refine(
    ({ tiers }) =>
      tiers.every(({ upTo }, i) => i === 0 || upTo === null || units(upTo) > units(tiers[i - 1]!.upTo!)),
    {
      path: ["tiers"],
      message: "Bands rise",
    },
  )
  .refine(({ pricing, packageSize }) => (pricing === "package") === (packageSize !== undefined), {
    path: ["packageSize"],
    message: "Package pricing, and only it, has a package size",
  })
  .refine(({ packageSize }) => packageSize === undefined || units(packageSize) > 0n, {
    path: ["packageSize"],
    message: "A package holds more than nothing",
  })
  .refine(({ pricing, tiers }) => pricing === "graduated" || pricing === "volume" || tiers.length === 1, {
    path: ["tiers"],
    message: "One price a unit or package has one band",
  });
export const fact = z.discriminatedUnion("fact", [
  z.strictObject({
    ...dated,
    fact: z.literal("used").describe("Usage of a day"),
    quantity: decimal.describe("Units used on the day, as a tally; for unique, all so far in the period"),
  }),
  z
    .strictObject({
      ...dated,
      fact: z.literal("closed").describe("The feed of a period is complete"),
    })
    .describe(
      "No more usage will come for the period in which `on` lies, so nothing used is zero and not silence",
    ),
]);
export type UsageTerms = z.output<typeof terms>;
export type Fact = z.output<typeof fact>;
export type Used = Extract<Fact, { fact: "used" }>;
