import { z } from "zod";
import { audited, auditTerms } from "#server/commercial-models/engine/audit.ts";
import {
  bands,
  bp,
  country,
  dated,
  day,
  decimal,
  exchangeRate,
  hundredths,
  isBeyondPounds,
  mostSentence,
  pence,
  positivePence,
  signedHundredths,
} from "#server/commercial-models/engine/fields.ts";

/** What a royalty is agreed by, and what is reported under it (README §7). */

const deductionKinds = ["returns", "tradeDiscounts", "taxes", "freight"] as const;

export const royaltyTerms = z
  .strictObject({
    kind: z.literal("royalty").describe("The model"),
    bands: bands.describe("Rates by cumulative net sales of the contract year"),
    scope: z
      .enum(["all", "product", "country"])
      .prefault("all")
      .describe("Whether the bands count all sales together, or each product or country by itself"),
    allowedDeductions: z
      .array(z.enum(deductionKinds))
      .prefault([...deductionKinds])
      .describe("Kinds of deduction that count; the others are added back"),
    deductionCapBp: bp
      .optional()
      .describe("Deductions count up to this part of gross sales, in basis points; no limit when left out"),
    stackingBp: bp
      .prefault(0)
      .describe("Part of the royalties paid to others that lowers ours, in basis points"),
    stackingFloorBp: bp
      .prefault(5_000)
      .describe("Never lower than this part of the royalty, in basis points"),
    guarantee: positivePence
      .optional()
      .describe("Minimum guarantee a contract year in pence, billed first and recouped"),
    recoupment: z
      .enum(["within_year", "carry_forward", "cross_collateral"])
      .prefault("within_year")
      .describe("How long a guarantee may be recouped: its own year, some years more, or the whole term"),
    carryYears: z
      .number()
      .int()
      .min(1)
      .max(10)
      .prefault(1)
      .describe("With carry_forward: years after its own in which a guarantee is still recouped"),
    royaltyMonths: z
      .number()
      .int()
      .min(1)
      .max(360)
      .optional()
      .describe("Months from the first sale of a product in a country in which its sales bear royalty"),
    salesEnd: day.optional().describe("Sales from this day on bear no royalty"),
    sellOffMonths: z
      .number()
      .int()
      .min(0)
      .max(24)
      .prefault(6)
      .describe("Months after an early end in which sales still bear royalty"),
    reportDueDays: z
      .number()
      .int()
      .min(1)
      .max(120)
      .prefault(45)
      .describe("Days after the last day of a quarter in which its statement is due"),
    estimateLate: z
      .boolean()
      .prefault(false)
      .describe("Whether a statement ten days late is estimated: the mean of the last four quarters × 1.10"),
    fxSource: z
      .enum(["monthly_average", "day_rate"])
      .prefault("monthly_average")
      .describe("Which rate turns foreign sales into pounds"),
    ...auditTerms,
  })
  .refine(({ recoupment, guarantee }) => recoupment === "within_year" || guarantee !== undefined, {
    path: ["recoupment"],
    message: "Only a guarantee can be carried forward",
  });
export type RoyaltyTerms = z.output<typeof royaltyTerms>;

const deductions = z.union([
  hundredths.describe("All deductions together, in hundredths of the currency"),
  z
    .strictObject({
      returns: hundredths.prefault(0).describe("Goods that came back"),
      tradeDiscounts: hundredths.prefault(0).describe("Discounts given to the trade"),
      taxes: hundredths.prefault(0).describe("Sales taxes"),
      freight: hundredths.prefault(0).describe("Freight and insurance"),
    })
    .describe("Deductions by kind, in hundredths of the currency"),
]);

const sale = z
  .strictObject({
    on: day.describe("Month or day of the sales"),
    product: z.string().min(1).optional().describe("Product sold"),
    country: country.optional().describe("Country of the sale, ISO 3166"),
    channel: z.string().min(1).optional().describe("Channel of the sale"),
    units: decimal.optional().describe("Units sold"),
    gross: signedHundredths.describe(
      "Gross sales in hundredths of their currency; below zero for returns of earlier sales",
    ),
    deductions: deductions.prefault(0).describe("Returns, discounts, taxes, freight, in the same unit"),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, "Three capital letters")
      .optional()
      .describe("Currency, ISO 4217; pounds when left out"),
    fx: exchangeRate.optional().describe("Pounds for one unit of the currency; left out for sales in pounds"),
    combination: z
      .strictObject({
        a: decimal.describe("Price of the part made with the data, sold alone"),
        b: decimal.describe("Price of the other parts, sold alone"),
      })
      .optional()
      .describe("A combination product bears royalty on A ÷ (A + B) of its sales"),
  })
  .superRefine(({ currency, fx, gross, deductions }, refusing) => {
    if (currency !== undefined && currency !== "GBP" && fx === undefined)
      refusing.addIssue({
        code: "custom",
        path: ["fx"],
        message: `Sales in ${currency} need pounds for one unit`,
      });
    const kinds = typeof deductions === "bigint" ? { "": deductions } : deductions;
    const amounts = [
      { path: ["gross"], amount: gross },
      ...Object.entries(kinds).map(([kind, amount]) => ({
        path: ["deductions", kind].filter(Boolean),
        amount,
      })),
    ];
    for (const { path, amount } of amounts)
      if (isBeyondPounds(amount, fx)) refusing.addIssue({ code: "custom", path, message: mostSentence });
  });
export type Sale = z.output<typeof sale>;

export const royaltyFact = z.discriminatedUnion("fact", [
  z.strictObject({
    ...dated,
    fact: z.literal("reported").describe("The statement of a quarter"),
    sales: z.array(sale).describe("Sales of the quarter that begins on `on`"),
    thirdParty: pence.prefault(0).describe("Royalties paid to others on the same sales, in pence"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("launched").describe("First commercial sale; from it the royalty months count"),
    product: z.string().min(1).describe("Product"),
    country: country.describe("Country, ISO 3166"),
  }),
  z.strictObject({
    ...audited,
    additions: z
      .array(
        z.strictObject({
          quarter: day.describe("First day of the quarter"),
          net: pence.describe("Net sales that were not reported, in pence"),
          product: z.string().min(1).optional().describe("Product, where the bands count by product"),
          country: country.optional().describe("Country, where the bands count by country"),
        }),
      )
      .describe("What the audit found"),
  }),
]);
export type RoyaltyFact = z.output<typeof royaltyFact>;
export type Reported = Extract<RoyaltyFact, { fact: "reported" }>;
export type Launched = Extract<RoyaltyFact, { fact: "launched" }>;
export type Audited = Extract<RoyaltyFact, { fact: "audited" }>;
