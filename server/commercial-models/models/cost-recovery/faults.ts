import { type CivilDate, formatDate } from "#server/lib/dates.ts";
import { type Pence, pounds } from "#server/lib/money.ts";
import {
  beforeTerm,
  type FactFault,
  faultsAlong,
  outsideTerm,
  sinceEnd,
  type Wrong,
} from "../../engine/fact-fault.ts";
import type { Context } from "../../engine/plan.ts";
import { rateOn } from "./rates.ts";
import type { CostTerms, Fact } from "./terms.ts";

type Bounds = Pick<Context<Fact>, "term" | "ended">;

/** What cannot be of work and costs: work is priced by a card, done in the term and before it was complete, and capped by its estimate. */
export function faults(terms: CostTerms, facts: readonly Fact[], bounds: Bounds): FactFault<Fact>[] {
  let completed: CivilDate | null = null;
  let cap: Pence | null = terms.cap ?? null;
  return faultsAlong(
    facts,
    (f): Wrong[] => [
      ["on", untimelyBecause(f, completed, bounds)],
      ...(f.fact === "worked" ? ([["rate", unpriced(f, terms)]] satisfies Wrong[]) : []),
      ...(f.fact === "reordered" ? belowEstimate(f, cap) : []),
    ],
    (f) => {
      if (f.fact === "completed") completed = f.on;
      if (f.fact === "reordered") cap = f.cap ?? cap;
    },
  );
}

/** What was paid to others may come after the work was complete, and after the end; all else may not. */
function untimelyBecause(f: Fact, completed: CivilDate | null, { term, ended }: Bounds): string | null {
  if (f.fact === "spent") return beforeTerm(f.on, term);
  if (completed && (f.fact === "completed" || f.on > completed))
    return `The work was complete on ${formatDate(completed)}`;
  return outsideTerm(f.on, term) ?? sinceEnd(f, ended);
}

function unpriced({ rate, on }: Extract<Fact, { fact: "worked" }>, terms: CostTerms): string | null {
  if (rateOn(terms, rate, on) !== null) return null;
  const names = [...new Set([terms, ...terms.laterRates].flatMap(({ rates }) => Object.keys(rates)))];
  return `No rate card names ${rate} on ${formatDate(on)}: there is ${names.join(", ") || "none"}`;
}

/** A cap is never below its estimate (README §3.1), the one before included where the order names none. */
const belowEstimate = (f: Extract<Fact, { fact: "reordered" }>, before: Pence | null): Wrong[] => {
  const cap = f.cap ?? before;
  if (cap === null || cap >= f.estimate) return [];
  const sentence = `The cap of ${pounds(cap)} is below the estimate of ${pounds(f.estimate)}`;
  return [[f.cap === undefined ? "estimate" : "cap", sentence]];
};
