import { formatDate } from "#server/lib/dates.ts";
import { type FactFault, outsideTerm, toldAfterEnd } from "../../engine/fact-fault.ts";
import type { Context } from "../../engine/plan.ts";
import type { Fact, UsageTerms } from "./terms.ts";

/**
 * What cannot be of the facts of usage: what lies outside the term, or after an end that was known. What is heard after
 * its window is passed over (README §6.3), a correction too, and is no fault.
 */
export const faults = (
  _: UsageTerms,
  facts: readonly Fact[],
  { term, ended }: Context<Fact>,
): FactFault<Fact>[] =>
  facts.flatMap((fact) => {
    const sentence =
      outsideTerm(fact.on, term) ??
      (toldAfterEnd(fact, ended)
        ? `The licence ended on ${formatDate(ended!.on)}: nothing is used on ${formatDate(fact.on)}`
        : null);
    return sentence === null ? [] : [{ fact, field: "on", sentence }];
  });
