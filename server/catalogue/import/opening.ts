import type { Description } from "../description.ts";
import { ruleOf, termsKey } from "../use-terms.ts";

type Terms = Pick<Description, "limitations" | "requirements">;

/**
 * Whether terms open a set to commercial use that was not open before: by what they state, or because a refusal that was
 * decided over the terms before no longer holds. `before` is null for a new dataset; `refused` are terms that a person
 * refused commercial use over.
 */
export function opensCommercialUse(after: Terms, before: Terms | null, refused: readonly string[]): boolean {
  if (ruleOf(after).commercial !== "allowed") return false;
  if (before === null || ruleOf(before).commercial !== "allowed") return true;
  return termsKey(before) !== termsKey(after) && refused.includes(termsKey(before));
}

/** A description that states no terms of use, so that nothing commercial is offered before a person has looked. */
export const withoutTerms = (description: Description): Description => ({
  ...description,
  useTerms: [],
  limitations: [],
  requirements: [],
});
