import { z } from "zod";
import { audited, auditTerms } from "../../engine/audit.ts";
import { anchor, bands, bp, dated, day, pence, positivePence } from "../../engine/fields.ts";

export const terms = z
  .strictObject({
    kind: z.literal("profit_share").describe("The model"),
    bands: bands.describe("Rates by profit of the year"),
    hurdle: pence.prefault(0).describe("Profit a year that is not shared, in pence"),
    overheadCapBp: bp
      .optional()
      .describe("Overheads count up to this part of revenue, in basis points; no limit when left out"),
    costCaps: z
      .record(z.string(), bp)
      .prefault({})
      .describe("Other costs by category: each counts up to this part of revenue, in basis points"),
    lossUseCapBp: bp
      .prefault(10_000)
      .describe("Earlier losses may take up to this part of a year's profit, in basis points"),
    lossYears: z
      .number()
      .int()
      .min(0)
      .max(10)
      .optional()
      .describe("Years for which a loss is kept; for the whole term when left out"),
    floor: positivePence.optional().describe("Never less than this a year, in pence"),
    cap: positivePence.optional().describe("Never more than this a year, in pence"),
    onAccountBp: bp
      .optional()
      .describe("Paid on account each quarter, in basis points of the estimated share"),
    anchor: anchor
      .optional()
      .describe("Month and day on which the partner's financial year begins; the start when left out"),
    statementDueDays: z
      .number()
      .int()
      .min(1)
      .max(180)
      .prefault(90)
      .describe("Days after the last day of the year in which its statement is due"),
    estimateLate: z
      .boolean()
      .prefault(false)
      .describe("Whether a statement ten days late is estimated: the last share × 1.10"),
    tailMonths: z
      .number()
      .int()
      .min(0)
      .max(120)
      .prefault(0)
      .describe("Months after the end in which profit is still shared"),
    vat: z
      .enum(["supply", "outside_scope"])
      .prefault("supply")
      .describe(
        "Consideration for the licence, or the share of a true joint venture outside the scope of VAT",
      ),
    ...auditTerms,
  })
  .refine(({ floor, cap }) => floor === undefined || cap === undefined || floor <= cap, {
    path: ["floor"],
    message: "The floor is not above the cap",
  });
export const fact = z.discriminatedUnion("fact", [
  z.strictObject({
    ...dated,
    fact: z.literal("estimated").describe("The partner's estimate of the share of a quarter"),
    share: pence.describe("Estimated share of the quarter in pence"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("stated").describe("The profit statement of a year"),
    revenue: pence.describe("Attributable revenue of the year in pence"),
    direct: pence.describe("Direct costs in pence"),
    overhead: pence.describe("Overheads claimed in pence"),
    costs: z
      .record(z.string(), pence)
      .prefault({})
      .describe("Other costs by category, in pence; a category that the terms do not name is not allowed"),
  }),
  z.strictObject({
    ...audited,
    additions: z
      .array(
        z.strictObject({
          year: day.describe("A day in the year"),
          profit: pence.describe("Profit that was not stated, in pence"),
        }),
      )
      .describe("What the audit found"),
  }),
]);
export type ProfitTerms = z.output<typeof terms>;
export type ProfitFact = z.output<typeof fact>;
export type Estimated = Extract<ProfitFact, { fact: "estimated" }>;
export type Stated = Extract<ProfitFact, { fact: "stated" }>;
export type Audited = Extract<ProfitFact, { fact: "audited" }>;
