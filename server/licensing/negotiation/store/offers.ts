import { once } from "#server/access/store/once.ts";
import { nextReference } from "#server/audit/reference-store.ts";
import { modelOf } from "#server/commercial-models/index.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading } from "#server/lib/change.ts";
import { addDays } from "#server/lib/dates.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { priceAskedFor, quoteBehind, tariffAskedFor } from "#server/licensing/applications/price-store.ts";
import { findApplication } from "#server/licensing/applications/store.ts";
import { kindsIn } from "#server/licensing/contract/contract.ts";
import { allows } from "#server/licensing/moves.ts";
import { approvalsNeeded } from "#server/pricing/rules.ts";
import { kindsOnOffer, policyOf } from "#server/pricing/store/prices.ts";
import { serviceId } from "#server/quoting/service.ts";
import { demandStart } from "#server/quoting/start.ts";
import { changesFrom } from "../changes.ts";
import type { OfferInput } from "../form.ts";
import { worthOf } from "../worth.ts";
import { nextVersion } from "./next-version.ts";
import { otherSide } from "./records.ts";
import { keepVersion } from "./versions.ts";

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
      if (application.offers.some(({ status }) => status === "part_signed" || status === "signed"))
        throw new Refusal(
          "cannot_do_that_now",
          "An offer for this application is signed already, so no other is made. Read it first",
        );
      const standing = application.offers.find(({ status }) => allows("offer", status, "replace"));
      const version = await nextVersion(change, application, input, {
        offer: standing?.reference ?? (await nextReference(change, "OFR")),
        version: (standing?.version ?? 0) + 1,
      });
      return keepVersion(change, ask.actor, application, { ...version, standing, input });
    }),
  );

/** What an offer would come to, and whose approval it would need, while its author still types. Refuses what making it would. */
export const previewOffer = (ask: Ask, input: OfferInput) =>
  asReading(ask, async (reading) => {
    const application = await findApplication(reading, input.application);
    checkDates(ask, input);
    const { contract, valuePence, ...basis } = await nextVersion(reading, application, input, {
      offer: "not made yet",
      version: 1,
    });
    return {
      valuePence,
      ...worthOf(contract.payments),
      withService: contract.components.some(({ id }) => id === serviceId),
      changes: changesFrom({ ...basis, withService: application.service !== null }, contract),
      approvalsNeeded: approvalsNeeded(await policyOf(reading, kindsIn(contract)), valuePence),
    };
  });

function checkDates(ask: Ask, { startsOn, expiresOn }: OfferInput) {
  demandStart(startsOn, ask.today);
  if (expiresOn < ask.today)
    throw new Refusal("bad_input", "The offer cannot lapse in the past", "expiresOn");
  if (expiresOn > addDays(ask.today, 180))
    throw new Refusal("bad_input", "An offer stands for 180 days at most", "expiresOn");
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
