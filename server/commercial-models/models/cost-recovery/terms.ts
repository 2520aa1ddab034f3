import { z } from "zod";
import { bp, dated, day, decimal, pence, positivePence } from "../../engine/fields.ts";

const rateCard = z.record(z.string(), positivePence);
export const terms = z
  .strictObject({
    kind: z.literal("cost_recovery").describe("The model"),
    rates: rateCard.describe("Rate card: pence for one unit of each kind of work"),
    laterRates: z
      .array(
        z.strictObject({
          from: day.describe("First day of work at these rates"),
          rates: rateCard.describe("Rates that change on that day, in pence"),
        }),
      )
      .prefault([])
      .describe("Rate cards that follow; work is priced by the card of its day"),
    labour: z.string().optional().describe("Name of the rate that counts as labour and bears overhead"),
    overheadBp: z
      .number()
      .int()
      .min(0)
      .max(5_000)
      .prefault(0)
      .describe("Overhead on labour, in basis points"),
    estimate: positivePence.optional().describe("Estimate in pence"),
    depositBp: bp.prefault(0).describe("Deposit at signature, in basis points of the estimate"),
    cap: positivePence.optional().describe("Never more than this in pence"),
    billed: z
      .enum(["on_completion", "monthly"])
      .prefault("on_completion")
      .describe("Whether the work is billed when it is complete, or what was done at each month's end"),
    lateCostDays: z
      .number()
      .int()
      .min(0)
      .max(365)
      .prefault(90)
      .describe("Days after completion in which a late cost may still be billed"),
    reviewFee: positivePence.optional().describe("Fee in pence for each completed year after the first"),
    vat: z
      .enum(["supply", "outside_scope"])
      .prefault("supply")
      .describe("Payment for a service, or a statutory charge outside the scope of VAT"),
  })
  .refine(({ depositBp, estimate }) => depositBp === 0 || estimate !== undefined, {
    path: ["estimate"],
    message: "A deposit needs an estimate",
  })
  .refine(({ cap, estimate }) => cap === undefined || estimate === undefined || cap >= estimate, {
    path: ["cap"],
    message: "The cap is not below the estimate",
  })
  .refine(({ labour, rates }) => labour === undefined || Object.hasOwn(rates, labour), {
    path: ["labour"],
    message: "The labour rate stands on the rate card",
  });
export const fact = z.discriminatedUnion("fact", [
  z.strictObject({
    ...dated,
    fact: z.literal("worked").describe("Work was done"),
    rate: z.string().min(1).describe("Name on the rate card"),
    quantity: decimal.describe("Units worked"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("spent").describe("Something was paid to others, or is committed when the licence ends"),
    what: z.string().min(1).describe("What was paid to others"),
    cost: pence.describe("Pence, passed on at cost"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("reordered").describe("A change order that both sides agreed"),
    estimate: positivePence.describe("The estimate from then on, in pence"),
    cap: positivePence.optional().describe("The cap from then on, in pence; as before when left out"),
  }),
  z.strictObject({ ...dated, fact: z.literal("completed").describe("The work is complete") }),
]);
export type CostTerms = z.output<typeof terms>;
export type Fact = z.output<typeof fact>;
