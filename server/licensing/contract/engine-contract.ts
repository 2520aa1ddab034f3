import { contractOf } from "#server/commercial-models/engine/agreed.ts";
import type { Contract } from "#server/commercial-models/engine/contract.ts";
import type { SignedContract } from "./contract.ts";

/**
 * The part of a signed contract that the engine bills from. `businessFrom` is not signed: evidence that a foreign
 * customer is in business may arrive later, and then the VAT of what was billed is put right.
 */
export const asEngineContract = (
  signed: Pick<
    SignedContract,
    "offer" | "term" | "components" | "clauses" | "dueDays" | "licensee" | "usedIn"
  >,
  { reference = signed.offer, businessFrom }: { reference?: string; businessFrom?: string | null } = {},
): Contract =>
  contractOf({
    reference,
    term: signed.term,
    customer: {
      country: signed.licensee.country,
      usedIn: signed.usedIn,
      dueDays: signed.dueDays,
      businessFrom,
    },
    components: signed.components,
    clauses: signed.clauses,
  });
