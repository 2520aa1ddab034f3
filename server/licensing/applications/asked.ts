import { z } from "zod";
import { assumptionsSchema } from "#server/commercial-models/simulation/assumptions.ts";
import type { CustomerKind } from "#server/pricing/rules.ts";
import type { PriceRequest } from "#server/quoting/one-price.ts";
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

/** For what an application's price is asked, of whom and what it is about. */
export const requestOf = (
  application: {
    startsOn: string;
    months: number;
    users: number;
    assumptions: unknown;
    service: unknown;
    valuation: unknown;
    usedIn: string | null;
    organisation: {
      country: string;
      businessFrom: string | null;
      sameRegistrationFrom: string | null;
      dueDays: number;
      customerKind: CustomerKind;
    };
  },
  bearsProject: boolean,
): PriceRequest => ({
  startsOn: application.startsOn,
  months: application.months,
  users: application.users,
  service: serviceOf(application),
  bearsProject,
  assumptions: assumptionsSchema.parse(application.assumptions),
  valuation: valuationOf(application),
  customer: {
    country: application.organisation.country,
    usedIn: application.usedIn ?? undefined,
    businessFrom: application.organisation.businessFrom ?? undefined,
    sameRegistrationFrom: application.organisation.sameRegistrationFrom ?? undefined,
    dueDays: application.organisation.dueDays,
    kind: application.organisation.customerKind,
  },
});
