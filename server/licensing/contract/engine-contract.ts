import { contractOf } from "#server/commercial-models/engine/agreed.ts";
import type { Contract } from "#server/commercial-models/engine/contract.ts";
import type { SignedContract } from "./contract.ts";

/** The days from which evidence about a customer decides its VAT: in business abroad, or of our own registration. */
export type VatEvidence = { businessFrom: string | null; sameRegistrationFrom: string | null };

/**
 * The part of a signed contract that the engine bills from. Evidence for VAT is not signed: it may arrive later, and then
 * the VAT of what was billed is put right.
 */
export const asEngineContract = (
  signed: Pick<
    SignedContract,
    "offer" | "term" | "components" | "clauses" | "dueDays" | "licensee" | "usedIn"
  >,
  {
    reference = signed.offer,
    businessFrom,
    sameRegistrationFrom,
  }: { reference?: string } & Partial<VatEvidence> = {},
): Contract =>
  contractOf({
    reference,
    term: signed.term,
    customer: {
      country: signed.licensee.country,
      usedIn: signed.usedIn,
      dueDays: signed.dueDays,
      businessFrom,
      sameRegistrationFrom,
    },
    components: signed.components,
    clauses: signed.clauses,
  });
