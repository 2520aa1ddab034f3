import type { LeadTimeBand } from "#server/catalogue/vocabulary.ts";
import type { CivilDate } from "#server/lib/dates.ts";
import type { Reaching } from "#server/pricing/reach.ts";
import type { CustomerKind, Policy, Price } from "#server/pricing/rules.ts";
import type { Tariff } from "./tariff.ts";

export type QuotedDataset = {
  slug: string;
  title: string;
  custodian: string;
  leadTime: string;
  leadTimeBand: LeadTimeBand;
  /** Why this customer cannot have it under the model. */
  barred: string | null;
  price: (Reaching & Pick<Price, "standing"> & { version: number; validFrom: string }) | null;
};

export type QuotedCustomer = {
  country: string;
  /** Where its users sit, if elsewhere. */
  usedIn?: string | undefined;
  businessFrom?: string | undefined;
  sameRegistrationFrom?: string | undefined;
  dueDays: number;
  kind: CustomerKind;
};

/** Everything that a quote stands on besides what was asked for; the same inputs give the same quote. */
export type QuoteInputs = {
  today: CivilDate;
  customer: QuotedCustomer;
  sets: readonly QuotedDataset[];
  policy: Policy;
  tariff: Tariff | null;
  /** The first day on which a later price list or tariff that is already published holds. */
  nextChange: string | null;
};
