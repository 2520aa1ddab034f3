import { once } from "#server/access/store/once.ts";
import { nextReference } from "#server/audit/reference-store.ts";
import { modelOf, type Terms, toJson } from "#server/commercial-models/index.ts";
import { assumptionsSchema } from "#server/commercial-models/simulation/assumptions.ts";
import { baseCase } from "#server/commercial-models/simulation/forecast.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading, type Change } from "#server/lib/change.ts";
import { addDays, addMonths, civil } from "#server/lib/dates.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { findApplication } from "#server/licensing/applications/store.ts";
import { standardArticles } from "#server/licensing/contract/articles.ts";
import { signedContractSchema } from "#server/licensing/contract/contract.ts";
import { asEngineContract } from "#server/licensing/contract/engine-contract.ts";
import { allows } from "#server/licensing/moves.ts";
import { atListTerms } from "#server/pricing/rules.ts";
import { kindsOnOffer } from "#server/pricing/store/prices.ts";
import { licensedService } from "#server/quoting/service.ts";
import { demandStart } from "#server/quoting/start.ts";
import { clausesOf } from "../clauses.ts";
import type { OfferInput } from "../form.ts";
import { agreedTerms, listedTerms } from "../terms.ts";
import { frame } from "./frame.ts";
import {
  bearsReviews,
  firstPrice,
  priceAskedFor,
  quoteBehind,
  secondPrice,
  tariffAskedFor,
} from "./price.ts";
import { otherSide } from "./records.ts";
import { keepVersion, type Version } from "./versions.ts";

type Application = Awaited<ReturnType<typeof findApplication>>;
type Standing = Application["offers"][number] | undefined;
type Licensed = { id: string; terms: Terms };

/**
 * Offers a contract for an application, or replaces the offer that stands by a new version, which makes its
 * approvals void. Refuses `terms_not_allowed` with the parameter's path when a limit of the price list is broken
 * or the engine does not honour a parameter: no licence is signed on terms that do not bill.
 */
export const makeOffer = (ask: Ask & { actor: Person }, input: OfferInput) =>
  asOneChange(ask, (change) =>
    once(change, input, async () => {
      const application = await findApplication(change, input.application);
      if (application.madeBy === ask.actor.personId) throw otherSide();
      checkDates(ask, input);
      const standing = application.offers.find(({ status }) => allows("offer", status, "replace"));
      const version = await nextVersion(change, application, input, standing);
      return keepVersion(change, ask.actor, application, { ...version, standing, input });
    }),
  );

/** The contract as it will be signed, and what the deal is worth. */
async function nextVersion(
  change: Change,
  application: Application,
  input: OfferInput,
  standing: Standing,
): Promise<Version> {
  const quote = await quoteBehind(change, application);
  const price = await firstPrice(change, application, quote);
  const terms = agreedTerms(price, input);
  const licensed = [
    { id: modelOf(application.kind).component, terms },
    ...(await secondComponent(change, application, input)),
  ];
  const service = await serviceComponent(change, application, quote, licensed, input);
  const clauses = clausesOf(licensed, input);
  const { usedIn } = input;
  const contract = signedContractSchema.parse({
    ...(await frame(change, application)),
    ...(usedIn && usedIn !== application.organisation.country && { usedIn }),
    offer: standing?.reference ?? (await nextReference(change, "OFR")),
    version: (standing?.version ?? 0) + 1,
    term: { from: input.startsOn, to: addMonths(civil(input.startsOn), input.months) },
    priceList: { version: price.version, validFrom: price.validFrom },
    components: [...licensed.map(({ id, terms }) => ({ id, terms: toJson(terms) as unknown })), ...service],
    clauses,
    articles: standardArticles(),
  });
  // What is charged at the public tariff is no deal that somebody has to answer for.
  const deal = asEngineContract({ ...contract, components: contract.components.slice(0, licensed.length) });
  return {
    contract,
    valuePence: baseCase(deal, assumptionsSchema.parse(application.assumptions)),
    atListTerms: atListTerms(price, terms) && clauses.length === 0,
  };
}

function checkDates(ask: Ask, { startsOn, expiresOn }: OfferInput) {
  demandStart(startsOn, ask.today);
  if (expiresOn < ask.today)
    throw new Refusal("bad_input", "The offer cannot lapse in the past", "expiresOn");
  if (expiresOn > addDays(ask.today, 180))
    throw new Refusal("bad_input", "An offer stands for 180 days at most", "expiresOn");
}

/** A further model at the list terms of the same dataset, under a name of its own. */
async function secondComponent(
  change: Change,
  application: Application,
  input: OfferInput,
): Promise<Licensed[]> {
  if (!input.second) return [];
  const id = modelOf(input.second).component;
  if (id === modelOf(application.kind).component)
    throw new Refusal("bad_input", "Choose a second model that charges for something else", "second");
  const price = await secondPrice(change, application, input.second);
  return [{ id, terms: listedTerms(price, input) }];
}

/** What the NHS does around the data, at the tariff; what the dataset's own rate card charges for is left to it. */
async function serviceComponent(
  change: Change,
  application: Application,
  quote: Awaited<ReturnType<typeof quoteBehind>>,
  licensed: readonly Licensed[],
  input: OfferInput,
) {
  if (input.service !== "yes") return [];
  const tariff = await tariffAskedFor(change, quote);
  if (!tariff)
    throw new Refusal("cannot_do_that_now", "No tariff of the service is in force today", "service");
  const models = licensed.map(({ terms }) => terms);
  return [licensedService(tariff, { models, reviewed: await bearsReviews(change, application) })];
}

/** What a commercial manager needs to make an offer: the application and today's price for what it asks. */
export const offerBasis = (ask: Ask, reference: string) =>
  asReading(ask, async (reading) => {
    const application = await findApplication(reading, reference);
    const { customerKind } = application.organisation;
    const quote = await quoteBehind(reading, application);
    return {
      application,
      price: await priceAskedFor(reading, application, quote),
      others: (await kindsOnOffer(reading, application.datasetId, ask.today, customerKind)).filter(
        (kind) => modelOf(kind).component !== modelOf(application.kind).component,
      ),
      /** The tariff at which the service may be charged beside this model. */
      tariff: await tariffAskedFor(reading, quote),
    };
  });
