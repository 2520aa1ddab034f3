import { and, asc, gte, inArray, lte } from "drizzle-orm";
import type { OfferStatus } from "#db/enums.ts";
import { offers } from "#db/schema/negotiation.ts";
import { asSystem } from "#server/access/as-system.ts";
import { type Ask, asOneChange } from "#server/lib/change.ts";
import { addDays, agoOrIn, civil, daysBetween } from "#server/lib/dates.ts";
import type { Told } from "#server/notices/store/tell.ts";
import { handsOf, tellOfOffer, waitsFor } from "./telling.ts";

/** So many days before its last day, and on it, whoever an offer waits for is told that it lapses. */
const warnings = [7, 2, 0] as const;

/** Whose turn it is, by the state of the offer: by role, besides those at the NHS who made and approved it. */
const turn: Partial<Record<OfferStatus, NonNullable<Told["to"]>>> = {
  offered: { nhs: [["approver"]] },
  approved: { buyer: [["signatory"]] },
  part_signed: { nhs: [["nhs_signatory"]] },
};

/** Nothing lapses in silence: each warning once, to the side whose turn it is. */
export const remindOfOffers = (asked: Ask) =>
  asOneChange(asSystem(asked), async (change) => {
    const { today } = change;
    const standing = await change.tx
      .select()
      .from(offers)
      .where(
        and(
          inArray(offers.status, ["offered", "approved", "part_signed"]),
          gte(offers.expiresOn, today),
          lte(offers.expiresOn, addDays(today, warnings[0])),
        ),
      )
      .orderBy(asc(offers.reference));
    for (const offer of standing) {
      const last = civil(offer.expiresOn);
      const which = warnings.findLast((days) => daysBetween(today, last) <= days);
      await tellOfOffer(change, offer, {
        kind: "offer_lapsing",
        thing: `${offer.reference} version ${offer.version} ${offer.status} ${which}`,
        facts: { when: agoOrIn(last, today), waitsFor: waitsFor[offer.status]! },
        to: turn[offer.status] ?? {},
        people: offer.status === "approved" ? [] : await handsOf(change, offer),
      });
    }
  });
