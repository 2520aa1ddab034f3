import type { Kind } from "#server/commercial-models/index.ts";
import type { CustomerKind, Price } from "#server/pricing/rules.ts";
import type { Licensable } from "./description.ts";
import { barredByTerms, type Decision } from "./use-terms.ts";

/** What has to be known of a set to say whether it is on offer. */
export type Offered = {
  dataset: {
    retiredOn: string | null;
    retiredReason: string;
    licensable: Licensable;
    licensableReason: string;
    limitations: readonly string[];
    requirements: readonly string[];
  };
  /** Whether a mandate of the custodian is in force today. */
  mandated: boolean;
  /** Oldest first. */
  decisions: readonly Decision[];
};

/**
 * Why a dataset may not be licensed under a model to a kind of customer whatever it costs, in the order in which it could be
 * put right: retired, barred, no mandate of the custodian, use terms. Null when nothing is in the way.
 */
export function whyNotLicensable(
  { dataset, mandated, decisions }: Offered,
  kind: Kind,
  customer: CustomerKind,
): string | null {
  if (dataset.retiredOn) return `This dataset was retired: ${dataset.retiredReason}`;
  if (dataset.licensable === "not_licensable" || dataset.licensable === "proposed")
    return dataset.licensableReason;
  if (!mandated) return "The custodian has given no mandate for this dataset, so it cannot be licensed";
  return barredByTerms(dataset, decisions, kind, customer);
}

/** Why it is not on offer: the same, and then what the price list says. */
export function whyBarred(
  offered: Offered,
  kind: Kind,
  customer: CustomerKind,
  price: Pick<Price, "standing" | "reason"> | null,
): string | null {
  const barred = whyNotLicensable(offered, kind, customer);
  if (barred) return barred;
  if (!price) return "This dataset has no price list today";
  return price.standing === "not" ? price.reason : null;
}
