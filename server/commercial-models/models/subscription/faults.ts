import { addDays, anchoredTo, formatDate, type Period } from "#server/lib/dates.ts";
import { counted } from "#server/lib/words.ts";
import { type FactFault, outsideTerm, sinceEnd } from "../../engine/fact-fault.ts";
import type { Context } from "../../engine/plan.ts";
import { inOrderHeard } from "../../engine/stated-faults.ts";
import { renewed } from "./renewal.ts";
import type { Fact, Terms } from "./terms.ts";

/** What cannot be of the facts of a subscription (README §5.3 to §5.6). */
export function faults(terms: Terms, facts: readonly Fact[], context: Context<Fact>): FactFault<Fact>[] {
  const term = renewed(terms, facts, context);
  const before = new Map<string, Fact>();
  return inOrderHeard(facts, context).flatMap((fact) => {
    const wrong = outside(terms, fact, term, context) ?? notAgreed(terms, fact);
    if (wrong) return [{ fact, ...wrong }];
    const same = before.get(`${fact.fact} ${fact.on}`);
    before.set(`${fact.fact} ${fact.on}`, fact);
    return same && fact.fact === "seated" && same.fact === "seated" ? [saidTwice(fact, same)] : [];
  });
}

type Wrong = { field: string; sentence: string };

function outside({ anchor }: Terms, fact: Fact, term: Period, { ended }: Context<Fact>): Wrong | null {
  // An index of the year that had begun before the licence counts for the next one too.
  const years = { from: addDays(anchoredTo(term.from, anchor)(0), 1), to: term.to };
  const sentence =
    outsideTerm(fact.on, fact.fact === "indexed" && years.from < term.from ? years : term) ??
    sinceEnd(fact, ended);
  return sentence === null ? null : { field: "on", sentence };
}

/** What the terms do not have: a tier, an index, seats that count. */
function notAgreed({ tiers, indexation, trueUp }: Terms, fact: Fact): Wrong | null {
  if (fact.fact === "changed" && fact.tier !== undefined && !Object.hasOwn(tiers, fact.tier))
    return {
      field: "tier",
      sentence: `${fact.tier} is not on the price list: ${Object.keys(tiers).join(", ")}`,
    };
  if (fact.fact === "changed" && fact.tier === undefined && fact.quantity === undefined)
    return { field: "tier", sentence: "Say another tier or another number" };
  if (fact.fact === "indexed" && !indexation)
    return { field: "bp", sentence: "No index is agreed: the price stays as it is" };
  if (fact.fact === "seated" && !trueUp)
    return { field: "seats", sentence: "Seats above the agreed number are not billed under these terms" };
  return null;
}

const saidTwice = (fact: Fact & { fact: "seated" }, same: Fact & { fact: "seated" }) => ({
  fact,
  field: "on",
  sentence: `${counted(same.seats, "seat")} ${same.seats === 1 ? "is" : "are"} in use from ${formatDate(same.on)} already, by ${same.id}: correct it under that name`,
});
