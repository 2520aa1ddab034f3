import { modelOf, type Terms, termsSchema } from "#server/commercial-models/index.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { withParameters } from "#server/licensing/contract/terms.ts";
import { type Price, withinLimits } from "#server/pricing/rules.ts";
import type { OfferInput } from "./form.ts";

/**
 * The list's terms with what was agreed instead. Refuses `terms_not_allowed` where a limit of the list is broken or the
 * engine does not honour a parameter: no licence is signed on terms that do not bill.
 */
export function agreedTerms(
  price: Pick<Price, "terms" | "limits">,
  { parameters, startsOn }: OfferInput,
): Terms {
  const terms = parseTerms(withParameters(price.terms, parameters, startsOn));
  const [broken] = withinLimits(price, terms);
  if (broken) throw new Refusal("terms_not_allowed", broken.sentence, `parameters.${broken.path}`);
  return honoured(terms);
}

/** The terms as they stand in the list, from the day on which the licence starts. */
export const listedTerms = (price: { terms: unknown }, { startsOn }: OfferInput): Terms =>
  honoured(parseTerms(withParameters(price.terms, {}, startsOn)));

/** Refuses what the model itself says that no licence is signed on. */
function honoured(terms: Terms): Terms {
  const refused = modelOf(terms.kind).refuses(terms);
  if (refused) throw new Refusal("terms_not_allowed", refused.sentence, refused.parameter);
  return terms;
}

function parseTerms(raw: unknown): Terms {
  const parsed = termsSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new Refusal("terms_not_allowed", issue.message, issue.path.map(String).join("."));
}
