import { type Terms, termsSchema } from "#server/commercial-models/index.ts";
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

/** A licence ends on the day that was signed, so a subscription that renews itself is not offered. */
function honoured(terms: Terms): Terms {
  if (terms.kind === "subscription" && terms.autoRenew)
    throw new Refusal(
      "terms_not_allowed",
      "A licence that renews itself is not offered: renew it by a new one",
      "autoRenew",
    );
  return terms;
}

function parseTerms(raw: unknown): Terms {
  const parsed = termsSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new Refusal("terms_not_allowed", issue.message, issue.path.map(String).join("."));
}
