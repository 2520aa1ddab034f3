import { z } from "zod";
import { anchor, dated, positivePence, signedBp } from "../../engine/fields.ts";

const quantity = z.number().int().min(1).max(1_000_000);
export const terms = z
  .strictObject({
    kind: z.literal("subscription").describe("The model"),
    tiers: z.record(z.string(), positivePence).describe("Price in pence a year of each tier"),
    tier: z.string().describe("Tier at the start"),
    quantity: quantity.prefault(1).describe("How many subscriptions, or seats"),
    anchor: anchor.optional().describe("Month and day on which each year begins; the start when left out"),
    periodMonths: z.literal([1, 3, 6, 12]).prefault(12).describe("Billed in advance every so many months"),
    downgrade: z
      .enum(["at_renewal", "credited"])
      .prefault("at_renewal")
      .describe("Whether a fall waits for the next period or is credited from its day"),
    trueUp: z
      .boolean()
      .prefault(false)
      .describe("Whether seats above the quantity are billed at the anniversary, each from its first day"),
    indexation: z
      .strictObject({
        index: z.string().min(1).describe("Name of the index"),
        capBp: signedBp.prefault(10_000).describe("The price rises by at most this, in basis points"),
        floorBp: signedBp
          .prefault(0)
          .describe("The price rises by at least this, in basis points; below zero it may fall"),
      })
      .optional()
      .describe("The price of each new year follows an index"),
    noticeDays: z
      .number()
      .int()
      .min(0)
      .max(365)
      .prefault(0)
      .describe("Days of notice before an end for convenience or a renewal"),
    autoRenew: z
      .boolean()
      .prefault(false)
      .describe("Whether it goes on for another year on the same terms unless notice was given"),
  })
  .refine(({ tiers, tier }) => Object.hasOwn(tiers, tier), {
    path: ["tier"],
    message: "The tier stands on the price list",
  })
  .refine(({ indexation }) => !indexation || indexation.floorBp <= indexation.capBp, {
    path: ["indexation", "floorBp"],
    message: "The floor is not above the cap",
  });
export const fact = z.discriminatedUnion("fact", [
  z.strictObject({
    ...dated,
    fact: z.literal("changed").describe("Another tier or number from a day"),
    tier: z.string().optional().describe("New tier"),
    quantity: quantity.optional().describe("New number"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("indexed").describe("The index was published; it counts for the next year that begins"),
    bp: signedBp.describe("Change of the index in basis points, below zero for a fall"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("seated").describe("So many seats were in use from a day"),
    seats: z.number().int().min(0).max(1_000_000).describe("Seats in use"),
  }),
  z.strictObject({ ...dated, fact: z.literal("noticed").describe("Notice was given: it does not renew") }),
]);
export type Terms = z.output<typeof terms>;
export type Fact = z.output<typeof fact>;
