import { z } from "zod";
import { modelOf, type Terms, toJson } from "#server/commercial-models/index.ts";
import { type Assumptions, assumptionsSchema } from "#server/commercial-models/simulation/assumptions.ts";
import { baseCase } from "#server/commercial-models/simulation/forecast.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";
import type { findApplication } from "#server/licensing/applications/store.ts";
import { composed } from "#server/licensing/contract/compose.ts";
import { asEngineContract } from "#server/licensing/contract/engine-contract.ts";
import { atListTerms } from "#server/pricing/rules.ts";
import { licensedService } from "#server/quoting/service.ts";
import { clausesOf } from "../clauses.ts";
import type { OfferInput } from "../form.ts";
import { agreedTerms, listedTerms, termOf } from "../terms.ts";
import { frame } from "./frame.ts";
import { bearsReviews, firstPrice, quoteBehind, secondPrice, tariffAskedFor } from "./price.ts";

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
  const terms = agreedTerms(price, input);
  const licensed = [
    { id: modelOf(application.kind).component, terms },
    ...(await secondComponent(at, application, input)),
  ];
  const service = await serviceComponent(at, application, quote, licensed, input);
  const clauses = clausesOf(licensed, input);
  const { usedIn } = input;
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
    { assumptions, evidence: application.organisation },
  );
  // What is charged at the public tariff is no deal that somebody has to answer for.
  const deal = asEngineContract({ ...contract, components: contract.components.slice(0, licensed.length) });
  return {
    contract,
    price,
    valuePence: baseCase(deal, assumptions),
    atListTerms: atListTerms(price, terms) && clauses.length === 0,
  };
}

/** A further model at the list terms of the same dataset, under a name of its own. */
async function secondComponent(
  at: Change | Reading,
  application: Application,
  input: OfferInput,
): Promise<Licensed[]> {
  if (!input.second) return [];
  const id = modelOf(input.second).component;
  if (id === modelOf(application.kind).component)
    throw new Refusal("bad_input", "Choose a second model that charges for something else", "second");
  const price = await secondPrice(at, application, input.second);
  return [{ id, terms: listedTerms(price, input) }];
}

/** What the NHS does around the data, at the tariff; what the dataset's own rate card charges for is left to it. */
async function serviceComponent(
  at: Change | Reading,
  application: Application,
  quote: Awaited<ReturnType<typeof quoteBehind>>,
  licensed: readonly Licensed[],
  input: OfferInput,
) {
  if (input.service !== "yes") return [];
  const tariff = await tariffAskedFor(at, quote);
  if (!tariff)
    throw new Refusal("cannot_do_that_now", "No tariff of the service is in force today", "service");
  const models = licensed.map(({ terms }) => terms);
  return [licensedService(tariff, { models, reviewed: await bearsReviews(at, application) })];
}
