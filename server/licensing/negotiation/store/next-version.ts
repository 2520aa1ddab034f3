import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { modelOf, type Terms, toJson } from "#server/commercial-models/index.ts";
import { type Assumptions, assumptionsSchema } from "#server/commercial-models/simulation/assumptions.ts";
import { baseCase } from "#server/commercial-models/simulation/forecast.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { serviceOf, valuationOf } from "#server/licensing/applications/asked.ts";
import {
  bearsProject,
  type Quote,
  quoteBehind,
  tariffAskedFor,
} from "#server/licensing/applications/price-store.ts";
import type { findApplication } from "#server/licensing/applications/store.ts";
import { composed } from "#server/licensing/contract/compose.ts";
import { asEngineContract } from "#server/licensing/contract/engine-contract.ts";
import type { Asked } from "#server/pricing/priced.ts";
import { outsideOfList } from "#server/pricing/reach.ts";
import { valuationTyped } from "#server/quoting/asked-fields.ts";
import { demandTariff } from "#server/quoting/one-price.ts";
import { expectedWork, factsOf, licensedService } from "#server/quoting/service.ts";
import { clausesOf } from "../clauses.ts";
import type { OfferInput } from "../form.ts";
import { agreedPrice, listedFor, signedTerms, termOf } from "../terms.ts";
import { frame } from "./frame.ts";
import { firstPrice, secondPrice } from "./price.ts";

type Application = Awaited<ReturnType<typeof findApplication>>;
type Licensed = { id: string; terms: Terms };

/**
 * The contract as it would be signed, under the name and number that it would have, and what the deal is worth. Refuses
 * `terms_not_allowed` what makes no contract together.
 */
export async function nextVersion(
  at: Change | Reading,
  application: Application,
  input: OfferInput,
  named: { offer: string; version: number },
) {
  const assumptions = assumptionsSchema.parse(application.assumptions);
  try {
    return await composedVersion(at, application, input, { named, assumptions });
  } catch (error) {
    // What contract or engine cannot take together was agreed parameter by parameter, each within its limits.
    if (!(error instanceof z.ZodError)) throw error;
    throw new Refusal("terms_not_allowed", error.issues[0]!.message);
  }
}

async function composedVersion(
  at: Change | Reading,
  application: Application,
  input: OfferInput,
  { named, assumptions }: { named: { offer: string; version: number }; assumptions: Assumptions },
) {
  const quote = await quoteBehind(at, application);
  const price = await firstPrice(at, application, quote);
  const asked = askedBy(application, input);
  const terms = signedTerms(agreedPrice(price, input.parameters), asked);
  const licensed = [
    { id: modelOf(application.kind).component, terms },
    ...(await secondComponent(at, application, input, asked)),
  ];
  const { service, work } = await serviceComponent(at, application, { quote, licensed, input });
  const clauses = clausesOf(licensed, input);
  const { usedIn } = input;
  const { businessFrom } = application.organisation;
  const contract = composed(
    {
      ...(await frame(at, application)),
      ...(usedIn && usedIn !== application.organisation.country && { usedIn }),
      ...named,
      term: termOf(input),
      priceList: { version: price.version, validFrom: price.validFrom },
      components: [...licensed.map(({ id, terms }) => ({ id, terms: toJson(terms) })), ...service],
      clauses,
    },
    { assumptions, businessFrom, work },
  );
  const listed = listedFor(price, asked);
  return {
    contract,
    price,
    asked,
    listed,
    valuePence: baseCase(asEngineContract(contract), assumptions, factsOf(work)),
    atListTerms:
      clauses.length === 0 &&
      outsideOfList(price, asked) === null &&
      isDeepStrictEqual(toJson(terms), listed && toJson(listed)),
  };
}

/** A further model at the list terms of the same dataset, under a name of its own. */
async function secondComponent(
  at: Change | Reading,
  application: Application,
  input: OfferInput,
  asked: Asked,
): Promise<Licensed[]> {
  if (!input.second) return [];
  const id = modelOf(input.second).component;
  if (id === modelOf(application.kind).component)
    throw new Refusal("bad_input", "Choose a second model that charges for something else", "second");
  const price = await secondPrice(at, application, input.second);
  return [{ id, terms: signedTerms(price, asked) }];
}

/**
 * What the NHS does around the data, at the tariff, and how much of it is expected; what the dataset's own rate card charges
 * for is left to it.
 */
async function serviceComponent(
  at: Change | Reading,
  application: Application,
  { quote, licensed, input }: { quote: Quote | null; licensed: readonly Licensed[]; input: OfferInput },
) {
  const asked = serviceOf(application);
  if (!(input.service ? input.service === "with" : asked)) return { service: [], work: [] };
  const tariff = demandTariff(await tariffAskedFor(at, quote));
  const borne = {
    models: licensed.map(({ terms }) => terms),
    bearsProject: await bearsProject(at, application),
  };
  // What nobody said anything of is the least: the people of the application, and no refresh.
  const expected = asked ?? { users: application.users, refreshes: 0, checks: 0, cohort: false };
  return {
    service: [licensedService(tariff, borne)],
    work: expectedWork(expected, tariff, termOf(input), borne),
  };
}

/** For what an offer's price is asked: its own days and valuation, the people of the application. */
const askedBy = (application: Application, input: OfferInput): Asked => ({
  startsOn: input.startsOn,
  months: input.months,
  users: application.users,
  valuation: valuationTyped(input) ?? valuationOf(application),
});
