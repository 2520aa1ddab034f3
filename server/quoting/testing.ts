import type { Kind } from "#server/commercial-models/index.ts";
import { kinds } from "#server/commercial-models/index.ts";
import { pricesFor } from "#server/demonstration/price-lists.ts";
import { seedTariffs } from "#server/demonstration/tariffs.ts";
import { civil } from "#server/lib/dates.ts";
import type { QuotedDataset, QuoteInputs } from "./inputs.ts";
import { type QuoteRequest, quoteRequestSchema } from "./request.ts";

/** A request with everything ordinary but what is named. */
export const asked = (changes: Partial<Record<keyof QuoteRequest, unknown>> = {}): QuoteRequest =>
  quoteRequestSchema.parse({
    set: ["hes-apc"],
    kind: "subscription",
    years: "1",
    users: "5",
    refreshes: "0",
    startsOn: "2027-01-01",
    // A made-up company of a million shares at £12.40, for the model that takes shares.
    companyValue: "12,400,000",
    companyShares: "1000000",
    ...changes,
  });

/** A dataset that costs £37,960.00 a year by subscription, under any of the nine. */
export function aDataset(kind: Kind, changes: Partial<QuotedDataset> = {}): QuotedDataset {
  const price = pricesFor({ slug: "hes-apc", year: 37_960, list: kinds, approval: [] }).find(
    (one) => one.kind === kind,
  )!;
  return {
    slug: "hes-apc",
    title: "Hospital episodes",
    custodian: "NHS England",
    leadTime: "Up to a month",
    leadTimeBand: "month",
    barred: null,
    price: { ...price, version: 2, validFrom: "2026-04-01" },
    ...changes,
  };
}

/** A standard customer in the United Kingdom on 24 November 2026, one dataset, the tariff of April 2026. */
export const inputs = (kind: Kind, changes: Partial<QuoteInputs> = {}): QuoteInputs => ({
  today: civil("2026-11-24"),
  customer: { country: "GB", dueDays: 30, kind: "standard" },
  sets: [aDataset(kind)],
  policy: "routine",
  tariff: seedTariffs[1]!,
  nextChange: null,
  ...changes,
});
