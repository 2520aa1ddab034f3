import { type FactFault, outsideTerm, sinceEnd } from "../../engine/fact-fault.ts";
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
    const sentence = outsideTerm(fact.on, term) ?? sinceEnd(fact, ended);
    return sentence === null ? [] : [{ fact, field: "on", sentence }];
  });
