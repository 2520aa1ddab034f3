import { z } from "zod";
import { bp, day, decimal, pence, positivePence } from "./fields.ts";

/** What a `rate_override` or a better price of another sets: parameters of the component's own terms. */
export const parameters = z
  .record(z.string(), z.unknown())
  .refine(
    (set) => Object.keys(set).length > 0 && !("kind" in set),
    "Set at least one parameter, not the model",
  );

const names = z.array(z.string().min(1)).min(1);
const valid = z
  .strictObject({ from: day.describe("First day"), to: day.describe("Day after the last") })
  .describe("Service periods that begin on these days, half-open");
const name = z.string().min(1).describe("Name on the document");
const discount = {
  clause: z.literal("discount").describe("A lower price, as a visible allowance"),
  id: name,
  components: names.describe("Components it is for"),
  valid,
  floor: pence.optional().describe("The whole price never falls below this, in pence"),
  maxUses: z
    .number()
    .int()
    .min(1)
    .max(1_000)
    .optional()
    .describe("Counts on at most so many charges, in order of service"),
  budget: positivePence.optional().describe("Never takes more than this in total, in pence"),
  bestOf: z
    .string()
    .min(1)
    .optional()
    .describe("Of the discounts that share this name only the one that takes most counts, charge by charge"),
  evidence: z.string().optional().describe("Why the licensee is entitled to it"),
};
const override = {
  clause: z.literal("override").describe("Other parameters for a while"),
  id: name,
  component: z.string().min(1).describe("Component it is for"),
  valid,
};

/** Commercial clauses on any model, and across components (README §17). */
export const clauseSchema = z
  .discriminatedUnion("clause", [
    z.discriminatedUnion("kind", [
      z.strictObject({
        ...discount,
        kind: z.literal("percent").describe("A part of the price"),
        bp: bp.describe("Discount in basis points"),
      }),
      z.strictObject({
        ...discount,
        kind: z.literal("fixed").describe("A credit that is used up"),
        amount: positivePence.describe("Credit in pence, used up once"),
      }),
    ]),
    z.discriminatedUnion("kind", [
      z.strictObject({
        ...override,
        kind: z.literal("rate_override").describe("Other rates or prices"),
        set: parameters.describe("Parameters of the component's terms with their values in that time"),
      }),
      z.strictObject({
        ...override,
        kind: z.literal("allowance_uplift").describe("A larger free allowance"),
        units: decimal.describe("Units free in each period beside the agreed allowance"),
      }),
      z.strictObject({ ...override, kind: z.literal("price_freeze").describe("No indexation") }),
    ]),
    z.strictObject({
      clause: z.literal("most_favoured").describe("As good a price as the best of the same class"),
      id: name,
      component: z.string().min(1).describe("Component it is for"),
    }),
    z.strictObject({
      clause: z.literal("preferential_supply").describe("The licensee sells to NHS bodies at a better price"),
      id: name,
      list: z.string().min(1).describe("What is sold at that price"),
      bp: bp.describe("Discount that NHS bodies get, in basis points"),
    }),
    z.strictObject({
      clause: z.literal("yearly_cap").describe("Never more than this over several components"),
      id: name,
      components: names.describe("Components that count towards it"),
      yearly: positivePence.describe("Most that is charged a contract year, in pence"),
    }),
    z.strictObject({
      clause: z.literal("aggregate_minimum").describe("At least this over several components"),
      id: name,
      components: names.describe("Components that count towards it"),
      yearly: positivePence.describe("Minimum a contract year in pence"),
      billedBy: z.string().describe("Component with whose last bill of the year the rest is billed"),
    }),
    z.strictObject({
      clause: z.literal("fee_credit").describe("Fees count against a royalty or profit share"),
      id: name,
      from: names.describe("Components whose fees are credited"),
      against: z.string().describe("Component against which they are credited"),
      shareBp: bp.describe("Part of the fees, in basis points"),
    }),
  ])
  .transform((clause) => ({
    ...clause,
    /** Every component it names, so that a contract can refuse one that it does not have. */
    named: namedBy(clause as Named),
  }));
export type Clause = z.output<typeof clauseSchema>;
type Named = {
  components?: string[];
  component?: string;
  billedBy?: string;
  from?: string[];
  against?: string;
};

const namedBy = ({ components = [], component, billedBy, from = [], against }: Named): string[] =>
  [...components, component, billedBy, ...from, against].filter((id) => id !== undefined);
