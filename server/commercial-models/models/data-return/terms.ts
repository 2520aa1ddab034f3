import { z } from "zod";
import { bp, dated, day, pence, positivePence } from "../../engine/fields.ts";

const specification = z
  .strictObject({
    columns: z.array(z.string().min(1)).min(1).describe("Columns that the file has, by name"),
    minimumRows: z.number().int().min(0).max(1_000_000_000).describe("At least so many rows"),
    completenessBp: bp.describe("At least this part of all cells is filled, in basis points"),
  })
  .describe("What the dataset must look like");
export type Specification = z.output<typeof specification>;

const deliverable = z.strictObject({
  id: z.string().min(1).describe("Name of the deliverable"),
  weightBp: bp.describe("Its part of the agreed value, in basis points; all add up to 10,000"),
  due: day.describe("Day on which it is due"),
  acceptanceDays: z
    .number()
    .int()
    .min(1)
    .max(60)
    .prefault(20)
    .describe("Days after handing in within which it is accepted or rejected"),
  specification: specification.optional(),
});
export const terms = z
  .strictObject({
    kind: z.literal("data_return").describe("The model"),
    agreedValue: positivePence.describe("Agreed value of the curated dataset in pence"),
    valueBasis: z
      .enum(["vat_inclusive", "exclusive"])
      .prefault("vat_inclusive")
      .describe("Whether the value includes VAT"),
    deliverables: z.array(deliverable).min(1).describe("What is returned, and when"),
    silenceAccepts: z
      .boolean()
      .prefault(false)
      .describe("Whether a deliverable that was neither accepted nor rejected in time counts as accepted"),
    damagesBpPerWeek: z
      .number()
      .int()
      .min(0)
      .max(500)
      .prefault(0)
      .describe("Damages for each started week of delay, in basis points of the part"),
    damagesCapBp: bp.prefault(10_000).describe("Damages at most, in basis points of the part"),
    longStop: day.describe("Day from which nothing more is accepted"),
    fallbackFee: pence.describe("Fee in pence if nothing is delivered; for a part, its weight of it"),
  })
  .refine(({ deliverables }) => deliverables.reduce((all, { weightBp }) => all + weightBp, 0) === 10_000, {
    path: ["deliverables"],
    message: "The weights of the deliverables add up to 10,000 basis points",
  })
  .refine(({ deliverables }) => new Set(deliverables.map(({ id }) => id)).size === deliverables.length, {
    path: ["deliverables"],
    message: "Each deliverable has a name of its own",
  })
  .refine(({ agreedValue, valueBasis }) => valueBasis === "exclusive" || agreedValue % 6n !== 3n, {
    path: ["agreedValue"],
    message:
      "This value splits into a net whose VAT is one penny off: change it by a penny, or agree it without VAT",
  })
  .refine(({ deliverables, longStop }) => deliverables.every(({ due }) => due < longStop), {
    path: ["longStop"],
    message: "The long-stop date is after every due date",
  });
const ofDeliverable = { ...dated, deliverable: z.string().min(1).describe("Name of the deliverable") };
export const fact = z.discriminatedUnion("fact", [
  z.strictObject({ ...ofDeliverable, fact: z.literal("submitted").describe("It was handed in") }),
  z.strictObject({ ...ofDeliverable, fact: z.literal("accepted").describe("The NHS accepted it") }),
  z.strictObject({
    ...ofDeliverable,
    fact: z.literal("rejected").describe("The NHS rejected it; the clock goes on"),
    reason: z.string().describe("What is missing"),
  }),
]);
export type Terms = z.output<typeof terms>;
export type Fact = z.output<typeof fact>;
