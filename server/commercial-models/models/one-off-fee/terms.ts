import { z } from "zod";
import { asRatio, dated, day, decimal, positivePence } from "../../engine/fields.ts";

const instalment = z
  .strictObject({
    label: z.string().min(1).describe("Name of the instalment; part of the key of its charge"),
    weight: z.number().int().min(1).describe("Its weight among the instalments, in any unit they share"),
    on: day.optional().describe("Day on which it falls due"),
    milestone: z.string().min(1).optional().describe("Milestone that makes it fall due"),
    longStop: day.optional().describe("Day by which the milestone is reached, or never"),
    atLongStop: z
      .enum(["lapses", "falls_due"])
      .prefault("lapses")
      .describe("What becomes of the instalment when its milestone was not reached by the long-stop"),
    plannedQuantity: decimal
      .refine((text) => asRatio(text).num > 0n, "Plan more than nothing")
      .optional()
      .describe("Quantity on which the instalment was sized; the quantity reached sizes it again, once"),
  })
  .refine(
    ({ on, milestone }) => (on === undefined) !== (milestone === undefined),
    "An instalment has a day or a milestone, not both",
  )
  .refine(({ milestone, longStop, plannedQuantity }) => milestone || (!longStop && !plannedQuantity), {
    path: ["longStop"],
    message: "Only a milestone has a long-stop or a quantity",
  });

export const terms = z
  .strictObject({
    kind: z.literal("one_off_fee").describe("The model"),
    fee: positivePence.describe("The fee in pence"),
    recognition: z
      .enum(["point_in_time", "over_time", "when_triggered"])
      .prefault("point_in_time")
      .describe("When income is taken: at transfer, over the term, or as instalments are triggered"),
    instalments: z.array(instalment).min(1).describe("How the fee is split"),
    acceleration: z
      .boolean()
      .prefault(false)
      .describe("Whether instalments by date all fall due when the customer breaks the contract"),
  })
  .refine(({ instalments }) => new Set(instalments.map(({ label }) => label)).size === instalments.length, {
    path: ["instalments"],
    message: "Each instalment has a name of its own",
  })
  .refine(
    ({ recognition, instalments }) =>
      recognition === "when_triggered" || instalments.every(({ plannedQuantity }) => !plannedQuantity),
    {
      path: ["recognition"],
      message: "A fee that is sized by quantity is income as its instalments are triggered",
    },
  );
export const fact = z.discriminatedUnion("fact", [
  z.strictObject({
    ...dated,
    fact: z.literal("reached").describe("A milestone was reached and accepted"),
    milestone: z.string().min(1).describe("Name of the milestone"),
    quantity: decimal.optional().describe("Quantity reached, where the instalment was sized by one"),
    acceptor: z.string().min(1).optional().describe("Who accepted it"),
  }),
]);
export type Terms = z.output<typeof terms>;
export type Instalment = Terms["instalments"][number];
export type Fact = z.output<typeof fact>;
