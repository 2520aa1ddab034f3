import type { Description } from "#server/catalogue/description.ts";
import { type Difference, differences } from "#server/catalogue/difference.ts";
import { type Patch, patched, valueAt } from "../field-text.ts";

/** The fields in which a draft differs from what it was begun from, with the draft's values. */
export const changesOf = (base: Description, draft: Description): Patch =>
  Object.fromEntries(differences(base, draft).map(({ field }) => [field, valueAt(draft, field)]));

/**
 * A draft taken over onto a version that was published meanwhile: the fields that the draft changed keep the draft's
 * words, all others follow the new version. `both` are the fields that both changed, each to something else: the
 * editor has to look at these.
 */
export function rebased(
  base: Description,
  published: Description,
  draft: Description,
): { description: Description; both: Difference[] } {
  const mine = changesOf(base, draft);
  const theirs = changesOf(base, published);
  return {
    description: patched(published, mine),
    both: differences(published, draft).filter(({ field }) => field in mine && field in theirs),
  };
}
