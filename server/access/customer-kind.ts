import type { CustomerKind } from "#db/enums.ts";

/** What each kind of customer is called on the screen. */
export const customerKinds = {
  standard: "Standard",
  small_company: "Small company",
  academic: "University or charity",
} as const satisfies Record<CustomerKind, string>;
