import { type Kind, modelOf, termsSchema, toJson } from "#server/commercial-models/index.ts";
import type { Assumptions } from "#server/commercial-models/simulation/assumptions.ts";
import { addMonths, civil } from "#server/lib/dates.ts";
import { anchored } from "#server/pricing/anchored.ts";
import { composed, type Deal } from "./compose.ts";
import type { WordedContract } from "./contract.ts";

type Wanted = Partial<Deal> & { terms: unknown; from?: string; months?: number; assumptions?: Assumptions };

/** A contract with a British company on these terms, for tests of what contracts say. */
export function aContract({
  terms,
  from = "2028-05-02",
  months = 12,
  assumptions = {},
  ...other
}: Wanted): WordedContract {
  const parsed = termsSchema.parse(anchored(terms, from));
  const deal: Deal = {
    offer: "OFR-2028-0001",
    version: 1,
    title: "Trial design",
    licensor: {
      name: "National Health Data Service",
      address: "1 Example Square\nLeeds",
      vatNumber: "GB 999 9999 73",
    },
    licensee: {
      name: "Meridian Therapeutics",
      address: "12 Example Road\nCambridge",
      country: "GB",
      vatNumber: null,
    },
    dataset: {
      slug: "example",
      title: "Example registry extract",
      version: "1",
      custodian: "Example registry",
      mandate: "MAN-1",
    },
    purpose: "Design of a trial",
    publicBenefit: "Earlier treatment",
    users: 6,
    environment: "NHS secure data environment",
    territory: "United Kingdom",
    useTerms: ["Research"],
    term: { from, to: addMonths(civil(from), months) },
    dueDays: 30,
    priceList: { version: 1, validFrom: "2028-01-01" },
    components: [{ id: modelOf(parsed.kind).component, terms: toJson(parsed) }],
    clauses: [],
    ...other,
  };
  return composed(deal, { assumptions, evidence: { businessFrom: null, sameRegistrationFrom: null } });
}

/** Under the terms that a custodian would ordinarily ask for beside a subscription of £37,960.00 a year. */
export function anOrdinaryContract(kind: Kind): WordedContract {
  const { terms, months } = modelOf(kind).usual(3_796_000);
  const company = { company: 1_240_000_000n, shares: 1_000_000 };
  return aContract({
    terms: modelOf(kind).settledBy(terms, company),
    months,
    assumptions: { usagePerMonth: "400000", netSalesPerYear: 1_200_000_000n, profitPerYear: 200_000_000n },
  });
}
