import { civil } from "#server/lib/dates.ts";
import {
  type Contract,
  contractSchema,
  faultsOf,
  type LicenceFact,
  parseFact,
  planLicence,
  ukRates,
} from "../engine/contract.ts";
import type { FactFault } from "../engine/fact-fault.ts";
import type { Plan } from "../engine/plan.ts";
import { type Second, valid } from "./agree.ts";

const basis = { until: civil("2099-12-31"), rates: ukRates };

/** A random life of a licence in which facts were told as they became known, and each was taken or refused. */
export type Life = {
  seed: number;
  contract: Contract;
  taken: readonly LicenceFact[];
  refusals: readonly FactFault<LicenceFact>[];
  plan: Plan;
};

/** Tells the facts of a random case one after the other, and takes each that brings no fault, as the marketplace does. */
export function lived(model: Second, seed: number): Life {
  const { term, terms, facts } = valid(model, seed);
  const contract = contractSchema.parse({
    reference: "life",
    term,
    customer: { country: "GB" },
    components: [{ id: "c", terms }],
  });
  const told = facts
    .map((raw) => parseFact(contract, raw))
    .toSorted((a, b) => (a.known < b.known ? -1 : a.known > b.known ? 1 : 0));
  let taken: LicenceFact[] = [];
  const refusals: FactFault<LicenceFact>[] = [];
  for (const fact of told) {
    const faults = faultsOf(contract, [...taken, fact], basis);
    if (faults.length === 0) taken = [...taken, fact];
    else refusals.push(...faults);
  }
  return { seed, contract, taken, refusals, plan: planLicence(contract, taken, basis) };
}

/** The same life, heard the other way round. */
export const heardBackwards = ({ contract, taken }: Life): Plan =>
  planLicence(contract, taken.toReversed(), basis);
