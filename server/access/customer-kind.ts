import type { customerKindEnum } from "#db/schema/access.ts";

/** What each kind of customer is called on the screen. */
export const customerKinds = {
  standard: "Standard",
  small_company: "Small company",
  academic: "University or charity",
} as const satisfies Record<(typeof customerKindEnum.enumValues)[number], string>;
