import { and, eq, inArray } from "drizzle-orm";
import { useDecisions } from "#db/schema/descriptions.ts";
import type { Description } from "#server/catalogue/description.ts";
import { ruleOf, termsKey } from "#server/catalogue/use-terms.ts";
import type { Change } from "#server/lib/change.ts";

type Terms = Pick<Description, "limitations" | "requirements">;

/**
 * Whether terms open a set to commercial use that was not open before: by what they state, or because a refusal that was
 * decided over the terms before no longer holds. `before` is null for a new set; `refused` are terms that a person
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

/** The terms over which somebody refused a commercial use, by set. */
export async function refusedTerms(
  { tx }: Change,
  datasetIds: readonly string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  if (datasetIds.length === 0) return found;
  const rows = await tx
    .select({ datasetId: useDecisions.datasetId, terms: useDecisions.terms })
    .from(useDecisions)
    .where(and(inArray(useDecisions.datasetId, [...datasetIds]), eq(useDecisions.outcome, "refuse")));
  for (const { datasetId, terms } of rows) found.set(datasetId, [...(found.get(datasetId) ?? []), terms]);
  return found;
}
