import { modelOf, type Terms } from "#server/commercial-models/index.ts";
import { addMonths, civil, type Period } from "#server/lib/dates.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { withParameters } from "#server/licensing/contract/terms.ts";
import { type Asked, termsAgreed } from "#server/pricing/priced.ts";
import type { Reaching } from "#server/pricing/reach.ts";
import { type Price, withinLimits } from "#server/pricing/rules.ts";

/** What the list asks for with what was agreed instead, before length, users and valuation. */
export type Listed = Reaching & Pick<Price, "limits">;

/**
 * The list's price with some parameters set as typed. Refuses `terms_not_allowed` where a limit of the list is broken.
 */
export function agreedPrice(price: Listed, parameters: Record<string, string>): Listed {
  const terms = withParameters(price.terms, parameters);
  const [broken] = withinLimits(price, terms);
  if (broken) throw new Refusal("terms_not_allowed", broken.sentence, `parameters.${broken.path}`);
  return { ...price, terms };
}

/**
 * Terms as they are signed. What the list has no price for costs nothing more: whoever approves the offer reads it.
 * Refuses `terms_not_allowed` where the engine does not honour a parameter: no licence is signed on terms that do not bill.
 */
export const signedTerms = (price: Reaching, asked: Asked): Terms =>
  honoured(termsAgreed(price, asked), asked);

/** What the list itself would say for the same request, as it would be signed; null where its terms make none. */
export function listedFor(price: Reaching, asked: Asked): Terms | null {
  try {
    return signedTerms(price, asked);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** From the first day, for so many months. */
export const termOf = ({ startsOn, months }: Pick<Asked, "startsOn" | "months">): Period => ({
  from: civil(startsOn),
  to: addMonths(civil(startsOn), months),
});

/** As they are signed. Refuses what the model itself says that no licence is signed on. */
function honoured(terms: Terms, asked: Asked): Terms {
  const model = modelOf(terms.kind);
  const refused = model.refuses(terms);
  if (refused) throw new Refusal("terms_not_allowed", refused.sentence, refused.parameter);
  return model.signedFor(terms, termOf(asked));
}
