import { toJson } from "../index.ts";
import { type Contract, contractSchema } from "./contract.ts";

/**
 * What is asked for, supposed or signed, as far as anything is owed by it: a quote before there is a reference, a
 * forecast without a customer of its own, an offer, a licence. Terms as the list gives them or as they were parsed.
 */
type Agreed = {
  reference: string;
  term: { from: string; to: string };
  customer: {
    country: string;
    usedIn?: string | null | undefined;
    dueDays: number;
    businessFrom?: string | null | undefined;
    sameRegistrationFrom?: string | null | undefined;
  };
  components: readonly { id: string; terms: unknown }[];
  clauses?: readonly unknown[] | undefined;
};

/** The contract that the engine bills from: the one way in for all of them, so that equal terms cost the same. */
export const contractOf = ({ reference, term, customer, components, clauses = [] }: Agreed): Contract =>
  contractSchema.parse({
    reference,
    term: { from: term.from, to: term.to },
    customer: {
      country: customer.country,
      dueDays: customer.dueDays,
      ...(customer.usedIn && { usedIn: customer.usedIn }),
      ...(customer.businessFrom && { businessFrom: customer.businessFrom }),
      ...(customer.sameRegistrationFrom && { sameRegistrationFrom: customer.sameRegistrationFrom }),
    },
    components: components.map(({ id, terms }) => ({ id, terms: toJson(terms) as unknown })),
    clauses,
  });
