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
 * Why a kind of customer cannot have a set under a model, in the order in which it could be put right: retired, barred,
 * no mandate of the custodian, use terms, price list. Null when nothing is in the way.
 */
export function whyBarred(
  { dataset, mandated, decisions }: Offered,
  kind: Kind,
  customer: CustomerKind,
  price: Pick<Price, "standing" | "reason"> | null,
): string | null {
  if (dataset.retiredOn) return `This dataset was retired: ${dataset.retiredReason}`;
  if (dataset.licensable === "not_licensable" || dataset.licensable === "proposed")
    return dataset.licensableReason;
  if (!mandated) return "The custodian has given no mandate for this dataset, so it cannot be licensed";
  const barred = barredByTerms(dataset, decisions, kind, customer);
  if (barred) return barred;
  if (!price) return "This dataset has no price list today";
  return price.standing === "not" ? price.reason : null;
}
