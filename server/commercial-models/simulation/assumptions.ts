import { z } from "zod";
import { type Pence, parsePounds } from "#server/lib/money.ts";
import type { Outlook } from "../engine/outlook.ts";

/** What a buyer expects of an ordinary year, when asked in the simplest way. */
export type Assumptions = {
  /** Units a month, decimal text. */
  usagePerMonth?: string | undefined;
  netSalesPerYear?: Pence | undefined;
  profitPerYear?: Pence | undefined;
};

const blank = (value: unknown) => (value === "" ? undefined : value);
const poundsField = z.preprocess(
  blank,
  z
    .string()
    .max(30)
    .optional()
    .refine(
      (value) => value === undefined || (parsePounds(value) ?? -1n) >= 0n,
      "Enter an amount in pounds, like 48,000",
    ),
);

/** The three questions as a form asks them, alike for a quote and an application. Amounts stay as typed: parsing twice gives the same. */
export const assumptionFields = {
  usagePerMonth: z.preprocess(
    blank,
    z
      .string()
      .max(30)
      .regex(/^\d{1,14}(\.\d{1,6})?$/, "Enter a quantity, like 250000")
      .optional(),
  ),
  netSalesPerYear: poundsField,
  profitPerYear: poundsField,
};

type Typed = { [Field in keyof Assumptions]?: string | undefined };

/** From what was typed; what was not said stays unsaid. */
export const assumptionsTyped = ({ usagePerMonth, netSalesPerYear, profitPerYear }: Typed): Assumptions => ({
  ...(usagePerMonth && { usagePerMonth }),
  ...(netSalesPerYear && { netSalesPerYear: parsePounds(netSalesPerYear) ?? undefined }),
  ...(profitPerYear && { profitPerYear: parsePounds(profitPerYear) ?? undefined }),
});

/** As stored with an application. */
export const assumptionsSchema = z.object({
  usagePerMonth: z.string().optional(),
  netSalesPerYear: z.coerce.bigint().optional(),
  profitPerYear: z.coerce.bigint().optional(),
});

/**
 * The outlook in which every year is alike. Sales that were not named are none; a profit that was not named is not
 * stated at all.
 */
export const everyYearAlike = ({ usagePerMonth, netSalesPerYear, profitPerYear }: Assumptions): Outlook => ({
  salesIn: () => (netSalesPerYear ?? 0n) / 4n,
  profitIn: () => (profitPerYear === undefined ? null : { revenue: profitPerYear, direct: 0n, overhead: 0n }),
  usagePerMonth: usagePerMonth ?? null,
  companyValue: 0n,
});
