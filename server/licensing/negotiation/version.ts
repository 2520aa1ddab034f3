import { isDeepStrictEqual } from "node:util";
import { type Kind, modelOf, type Terms, toJson } from "#server/commercial-models/index.ts";
import { type Assumptions, assumptionsSchema } from "#server/commercial-models/simulation/assumptions.ts";
import { baseCase } from "#server/commercial-models/simulation/forecast.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { serviceOf, valuationOf } from "#server/licensing/applications/asked.ts";
import { composed, type Deal } from "#server/licensing/contract/compose.ts";
import { asEngineContract, type VatEvidence } from "#server/licensing/contract/engine-contract.ts";
import type { Asked } from "#server/pricing/priced.ts";
import { outsideOfList } from "#server/pricing/reach.ts";
import { valuationTyped } from "#server/quoting/asked-fields.ts";
import { demandTariff } from "#server/quoting/one-price.ts";
import { expectedWork, factsOf, licensedService } from "#server/quoting/service.ts";
import type { Tariff } from "#server/quoting/tariff.ts";
import { clausesOf } from "./clauses.ts";
import type { OfferInput } from "./form.ts";
import { agreedPrice, type Listed, listedFor, signedTerms, termOf } from "./terms.ts";

type Licensed = { id: string; terms: Terms };

/** Everything that an offer stands on besides what was typed; the same basis makes the same contract. */
export type OfferBasis = {
  application: {
    kind: Kind;
    users: number;
    assumptions: unknown;
    service: unknown;
    valuation: unknown;
    organisation: { country: string } & VatEvidence;
  };
  price: Listed & { version: number; validFrom: string };
  /** Of a further model at list terms; null without one. */
  secondPrice: Listed | null;
  tariff: Tariff | null;
  /** Of several licences of one project the first bears what is for all of them. */
  bearsProject: boolean;
  /** What follows from the application: parties, data, purpose, and how the offer is named. */
  frame: Omit<Deal, "usedIn" | "term" | "priceList" | "components" | "clauses">;
};

/**
 * The contract as it would be signed, what the list says for the same request, and what the deal is worth: with the
 * service around the data where it is in (decision 0036). Refuses `terms_not_allowed` what makes no contract together.
 */
export function versionFrom(basis: OfferBasis, input: OfferInput) {
  const { application, price, frame } = basis;
  const assumptions: Assumptions = assumptionsSchema.parse(application.assumptions);
  const asked = askedBy(application, input);
  const terms = signedTerms(agreedPrice(price, input.parameters), asked);
  const licensed = [
    { id: modelOf(application.kind).component, terms },
    ...secondComponent(basis, input, asked),
  ];
  const { service, work } = serviceComponent(basis, licensed, input);
  const clauses = clausesOf(licensed, input);
  const { usedIn } = input;
  const { organisation: evidence } = application;
  const contract = composed(
    {
      ...frame,
      ...(usedIn && usedIn !== evidence.country && { usedIn }),
      term: termOf(input),
      priceList: { version: price.version, validFrom: price.validFrom },
      components: [...licensed.map(({ id, terms }) => ({ id, terms: toJson(terms) })), ...service],
      clauses,
    },
    { assumptions, evidence, work },
  );
  const listed = listedFor(price, asked);
  return {
    contract,
    price,
    asked,
    listed,
    valuePence: baseCase(asEngineContract(contract, evidence), assumptions, factsOf(work)),
    atListTerms:
      clauses.length === 0 &&
      outsideOfList(price, asked) === null &&
      isDeepStrictEqual(toJson(terms), listed && toJson(listed)),
  };
}

/** A further model at the list terms of the same dataset, under a name of its own. */
function secondComponent(
  { application, secondPrice }: OfferBasis,
  input: OfferInput,
  asked: Asked,
): Licensed[] {
  if (!input.second || !secondPrice) return [];
  const id = modelOf(input.second).component;
  if (id === modelOf(application.kind).component)
    throw new Refusal("bad_input", "Choose a second model that charges for something else", "second");
  return [{ id, terms: signedTerms(secondPrice, asked) }];
}

/**
 * What the NHS does around the data, at the tariff, and how much of it is expected; what the dataset's own rate card charges
 * for is left to it.
 */
function serviceComponent(
  { application, tariff, bearsProject }: OfferBasis,
  licensed: readonly Licensed[],
  input: OfferInput,
) {
  const asked = serviceOf(application);
  if (!(input.service ? input.service === "with" : asked)) return { service: [], work: [] };
  const inForce = demandTariff(tariff);
  const borne = { models: licensed.map(({ terms }) => terms), bearsProject };
  // What nobody said anything of is the least: the people of the application, and no refresh.
  const expected = asked ?? { users: application.users, refreshes: 0, checks: 0, cohort: false };
  return {
    service: [licensedService(inForce, borne)],
    work: expectedWork(expected, inForce, termOf(input), borne),
  };
}

/** For what an offer's price is asked: its own days and valuation, the people of the application. */
const askedBy = (application: OfferBasis["application"], input: OfferInput): Asked => ({
  startsOn: input.startsOn,
  months: input.months,
  users: application.users,
  valuation: valuationTyped(input) ?? valuationOf(application),
});
