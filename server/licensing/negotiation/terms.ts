import { modelOf, type Terms, termsSchema } from "#server/commercial-models/index.ts";
import { addMonths, civil, type Period } from "#server/lib/dates.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { withParameters } from "#server/licensing/contract/terms.ts";
import { type Price, withinLimits } from "#server/pricing/rules.ts";
import type { OfferInput } from "./form.ts";

/**
 * The list's terms with what was agreed instead. Refuses `terms_not_allowed` where a limit of the list is broken or the
 * engine does not honour a parameter: no licence is signed on terms that do not bill.
 */
export function agreedTerms(price: Pick<Price, "terms" | "limits">, input: OfferInput): Terms {
  const terms = parseTerms(withParameters(price.terms, input.parameters, input.startsOn));
  const [broken] = withinLimits(price, terms);
  if (broken) throw new Refusal("terms_not_allowed", broken.sentence, `parameters.${broken.path}`);
  return honoured(terms, input);
}

/** The terms as they stand in the list, from the day on which the licence starts. */
export const listedTerms = (price: { terms: unknown }, input: OfferInput): Terms =>
  honoured(parseTerms(withParameters(price.terms, {}, input.startsOn)), input);

/** From the first day, for so many months. */
export const termOf = ({ startsOn, months }: OfferInput): Period => ({
  from: civil(startsOn),
  to: addMonths(civil(startsOn), months),
});

/** As they are signed. Refuses what the model itself says that no licence is signed on. */
function honoured(terms: Terms, input: OfferInput): Terms {
  const model = modelOf(terms.kind);
  const refused = model.refuses(terms);
  if (refused) throw new Refusal("terms_not_allowed", refused.sentence, refused.parameter);
  return model.signedFor(terms, termOf(input));
}

function parseTerms(raw: unknown): Terms {
  const parsed = termsSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new Refusal("terms_not_allowed", issue.message, issue.path.map(String).join("."));
}
