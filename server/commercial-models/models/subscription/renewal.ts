import { addDays, addMonths, type Period } from "#server/lib/dates.ts";
import type { Context } from "../../engine/plan.ts";
import type { Fact, Terms } from "./terms.ts";

/** The term, and each further year that began because nobody gave notice in time. */
export function renewed(
  { autoRenew, noticeDays }: Terms,
  facts: readonly Fact[],
  { term, until }: Context<Fact>,
): Period {
  if (!autoRenew) return term;
  let to = term.to;
  for (let count = 1; to <= until; count++) {
    const last = addDays(to, -noticeDays);
    if (facts.some((f) => f.fact === "noticed" && f.on <= last)) break;
    to = addMonths(term.to, 12 * count);
  }
  return { from: term.from, to };
}
