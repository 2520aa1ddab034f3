import { z } from "zod";
import { allUsageExceptions } from "#db/enums.ts";

const day = z.string().meta({ format: "date" });
const pence = z
  .string()
  .regex(/^-?\d+$/)
  .meta({ description: "Whole pence as text" });
const decimal = z
  .string()
  .regex(/^-?\d+(\.\d{1,6})?$/)
  .meta({ description: "Decimal text of at most six places" });
const count = z.int().min(0);

/** What became of the events of a batch: each is in one of the three. */
export const receivedSchema = z.object({
  accepted: count.meta({ description: "New, and counted" }),
  duplicates: count.meta({ description: "Known already with the same content" }),
  exceptions: z
    .array(
      z.object({
        source: z.string(),
        id: z.string(),
        reason: z.enum(allUsageExceptions),
      }),
    )
    .meta({ description: "Not counted; each waits for a person to decide" }),
});
export type Received = z.output<typeof receivedSchema>;

/** Usage against charge in one billing period of a licence, day by day. */
export const usageAnswerSchema = z.object({
  licence: z.string(),
  component: z.string().meta({ description: "The meter" }),
  unit: z.string(),
  period: z
    .object({ from: day, to: day })
    .meta({ description: "The billing period; its last day is the one before `to`" }),
  billedOn: day,
  days: z.array(
    z.object({
      on: day,
      quantity: decimal,
      cumulative: decimal,
      chargePence: pence.meta({ description: "The charge of the period, were this its last day" }),
    }),
  ),
  charge: z.object({
    netPence: pence,
    lines: z.array(
      z.object({
        description: z.string(),
        workings: z.string().meta({ description: "The sum, to check by hand" }),
        netPence: pence,
      }),
    ),
  }),
  openExceptions: count,
});
export type UsageAnswer = z.output<typeof usageAnswerSchema>;
