import { z } from "zod";
import { amount } from "#server/quoting/tariff.ts";

/** What an application keeps of what its price is asked for. */

const serviceSchema = z
  .object({ refreshes: z.number().int(), checks: z.number().int(), cohort: z.boolean() })
  .nullable();
const valuationSchema = z.object({ company: amount, shares: z.number().int() }).nullable();

/** The service that was asked for, with the people of the application; null: without. */
export function serviceOf({ service, users }: { service: unknown; users: number }) {
  const kept = serviceSchema.parse(service ?? null);
  return kept && { ...kept, users };
}

/** What the company is worth, as it was asked with; null where nobody said. */
export const valuationOf = ({ valuation }: { valuation: unknown }) =>
  valuationSchema.parse(valuation ?? null);
