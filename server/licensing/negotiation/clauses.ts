import type { z } from "zod";
import { modelOf, type Terms } from "#server/commercial-models/index.ts";
import { addMonths, civil } from "#server/lib/dates.ts";
import { percent } from "#server/lib/money.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { fromTyped } from "#server/pricing/rules.ts";
import type { OfferInput } from "./form.ts";

type Clause = Record<string, z.core.util.JSONType>;
type Licensed = { id: string; terms: Terms };

/** What is agreed beside the terms: a discount, and fees of one model that count against the success of the other. */
export const clausesOf = (licensed: readonly Licensed[], input: OfferInput): Clause[] => [
  ...discountOf(licensed, input),
  ...feeCreditOf(licensed, input),
];

/** On the first component, for the whole term. */
function discountOf([first]: readonly Licensed[], input: OfferInput): Clause[] {
  const discount = input.discountPercent && fromTyped("bp", input.discountPercent);
  if (!discount) return [];
  return [
    {
      clause: "discount",
      kind: "percent",
      id: `Discount of ${percent(discount)}`,
      bp: Number(discount),
      components: [first!.id],
      valid: { from: input.startsOn, to: addMonths(civil(input.startsOn), input.months) },
      ...(input.discountBecause && { evidence: input.discountBecause }),
    },
  ];
}

/** Fees of one component that count against the royalty or profit share of the other, whichever of the two it is. */
function feeCreditOf([first, second]: readonly Licensed[], input: OfferInput): Clause[] {
  const credit = input.creditPercent && fromTyped("bp", input.creditPercent);
  if (!credit) return [];
  const [against, from] = second && takesFees(second.terms) ? [second, first] : [first, second];
  if (!from || !takesFees(against!.terms))
    throw new Refusal(
      "bad_input",
      "Fees count against a royalty or a profit share: choose one as the second model",
      "creditPercent",
    );
  return [
    {
      clause: "fee_credit",
      id: `${percent(credit)} of fees paid`,
      from: [from.id],
      against: against!.id,
      shareBp: Number(credit),
    },
  ];
}

const takesFees = ({ kind }: Terms) => modelOf(kind).takesFeeCredit;
