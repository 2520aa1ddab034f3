import { contractOf } from "#server/commercial-models/engine/agreed.ts";
import {
  type Contract,
  type LicenceFact,
  parseFact,
  planLicence,
  ukRates,
} from "#server/commercial-models/engine/contract.ts";
import type { Document } from "#server/commercial-models/engine/plan.ts";
import { settle } from "#server/commercial-models/engine/settle.ts";
import type { Terms } from "#server/commercial-models/index.ts";
import { type Assumptions, everyYearAlike } from "#server/commercial-models/simulation/assumptions.ts";
import { assumed } from "#server/commercial-models/simulation/simulation.ts";
import { addMonths, type Period } from "#server/lib/dates.ts";
import type { QuotedCustomer } from "./inputs.ts";
import { factsOf, type licensedService, type Work } from "./service.ts";

/** The component that is the model; the other one is the service. */
export const modelId = "licence";

/** One licence of a quote: the model, and the service around it where it is wanted. */
export const quotedContract = (
  term: Period,
  customer: QuotedCustomer,
  terms: Terms,
  service: ReturnType<typeof licensedService> | null,
): Contract =>
  contractOf({
    reference: "quote",
    term,
    customer,
    components: [{ id: modelId, terms }, ...(service ? [service] : [])],
  });

/** Its documents, if what is assumed comes true. What was not said is none, so that guarantees and floors remain. */
export function documentsFor(
  contract: Contract,
  assumptions: Assumptions,
  work: readonly Work[],
): Document[] {
  const outlook = everyYearAlike({ profitPerYear: 0n, ...assumptions });
  const facts: Record<string, unknown>[] = [...assumed(contract, outlook), ...factsOf(work)];
  return foreseen(
    contract,
    facts.map((fact) => parseFact(contract, fact)),
  );
}

/** Its documents if nothing were ever reported: what is owed whatever happens. */
export const documentsForCertain = (contract: Contract): Document[] => foreseen(contract, []);

/**
 * Every document that would be issued if the facts came true, by the engine that bills: one plan for the whole life,
 * settled on each day on which a charge may change.
 */
function foreseen(contract: Contract, facts: readonly LicenceFact[]): Document[] {
  const until = addMonths(contract.term.to, 24);
  const plan = planLicence(contract, facts, { until, rates: ukRates });
  const documents: Document[] = [];
  for (const day of [...new Set(plan.charges.map(({ on }) => on))].sort())
    for (const draft of settle(plan, documents, day, contract.customer, ukRates))
      documents.push({ number: String(documents.length + 1), ...draft });
  return documents;
}
