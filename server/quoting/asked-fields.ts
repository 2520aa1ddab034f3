import { z } from "zod";
import type { Valuation } from "#server/commercial-models/engine/model.ts";
import { countryField } from "#server/lib/countries.ts";
import { typedAmount } from "#server/lib/fields.ts";
import { parsePounds } from "#server/lib/money.ts";
import type { ServiceAsked } from "./service.ts";

/**
 * What a price is asked for, in the same words by a quote and an application. Amounts stay as typed: parsing twice gives
 * the same.
 */

const blank = (value: unknown) => (value === "" ? undefined : value);
const orNone = (value: unknown) => (value === "" || value === undefined ? 0 : value);
export const ticked = z.preprocess(
  (value) => value === true || value === "on" || value === "true",
  z.boolean(),
);

/** Whether the service around the data is wanted, and what is expected of it. */
export const serviceFields = {
  service: z.enum(["with", "without"], "Choose with or without the service"),
  refreshes: z.preprocess(
    orNone,
    z.coerce
      .number("Enter how many refreshes you need a year")
      .int("Enter a whole number of refreshes")
      .min(0, "Enter 0 if you need none")
      .max(366, "At most one a day"),
  ),
  cohort: ticked,
  checks: z.preprocess(
    orNone,
    z.coerce
      .number("Enter how many outputs you expect to have checked a month")
      .int("Enter a whole number of output checks")
      .min(0, "Enter 0 if you expect none")
      .max(100_000, "At most 100,000 a month"),
  ),
};

/** What is expected of the service for so many users; null without it. */
export const serviceAsked = ({
  service,
  users,
  refreshes,
  checks,
  cohort,
}: ServiceAsked & { service: "with" | "without" }): ServiceAsked | null =>
  service === "with" ? { users, refreshes, checks, cohort } : null;

/** What the company is worth, where the model takes shares of it. */
export const valuationFields = {
  companyValue: z.preprocess(
    blank,
    typedAmount()
      .optional()
      .refine(
        (typed) => typed === undefined || (parsePounds(typed) ?? 0n) > 0n,
        "Enter what the company is worth in pounds, like 12,400,000",
      ),
  ),
  companyShares: z.preprocess(
    blank,
    z.coerce
      .number("Enter how many shares the company has")
      .int("Enter a whole number of shares")
      .min(1, "A company has at least one share")
      .max(99_000_000_000, "At most 99,000,000,000 shares")
      .optional(),
  ),
};

/** The valuation as typed; null unless both of its figures were. */
export function valuationTyped({
  companyValue,
  companyShares,
}: {
  companyValue?: string | undefined;
  companyShares?: number | undefined;
}): Valuation | null {
  const company = companyValue === undefined ? null : parsePounds(companyValue);
  return company === null || companyShares === undefined ? null : { company, shares: companyShares };
}

/** Where the users sit, if elsewhere than the licensee: VAT is charged where the data is used (README §13.1). */
export const usedInField = () => z.preprocess(blank, countryField().optional());
