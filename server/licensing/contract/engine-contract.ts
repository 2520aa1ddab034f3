import { z } from "zod";
import { type Contract, contractSchema } from "#server/commercial-models/engine/contract.ts";
import type { SignedContract } from "./contract.ts";

/** What a buyer expects, as stored with an application: the base case on which the value of a deal is reckoned. */
export const assumptionsSchema = z.object({
  usagePerMonth: z.string().optional(),
  netSalesPerYear: z.coerce.bigint().optional(),
  profitPerYear: z.coerce.bigint().optional(),
});

/**
 * The part of a signed contract that the engine bills from. `businessFrom` is not signed: evidence that a foreign
 * customer is in business may arrive later, and then the VAT of what was billed is put right.
 */
export const asEngineContract = (
  signed: Pick<SignedContract, "offer" | "term" | "components" | "clauses" | "dueDays" | "licensee">,
  { reference = signed.offer, businessFrom }: { reference?: string; businessFrom?: string | null } = {},
): Contract =>
  contractSchema.parse({
    reference,
    term: signed.term,
    customer: {
      country: signed.licensee.country,
      dueDays: signed.dueDays,
      ...(businessFrom && { businessFrom }),
    },
    components: signed.components,
    clauses: signed.clauses,
  });
