import { inArray } from "drizzle-orm";
import { approvals, offers } from "#db/schema/negotiation.ts";
import { partAsSystem } from "#server/access/as-system.ts";
import { record } from "#server/audit/store.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { followOffer } from "#server/licensing/applications/store.ts";
import { kindsIn } from "#server/licensing/contract/contract.ts";
import { after } from "#server/licensing/moves.ts";
import { noticeKinds } from "#server/notices/kinds.ts";
import { approvalsNeeded } from "#server/pricing/rules.ts";
import { policyOf } from "#server/pricing/store/prices.ts";
import { approvalsOf, findOfferRow, findStanding, moveOffer, refuseOtherSide } from "./records.ts";
import { handsOf, tellOfOffer, waitsFor } from "./telling.ts";

/**
 * An approver (or finance, or the approver recording the board's decision) approves exactly the version that stands.
 * When all that policy and value ask for are there, the offer goes to the buyer for signature.
 */
export const approveOffer = (
  ask: Ask & { actor: Person },
  {
    reference,
    contractHash: hash,
    as,
    evidence,
  }: { reference: string; contractHash: string; as: "approver" | "finance" | "board"; evidence: string },
) =>
  asOneChange(ask, async (change) => {
    const { offer, version } = await findStanding(change, reference);
    after("offer", offer.status, "approve");
    if (offer.contractHash !== hash)
      throw new Refusal(
        "changed_meanwhile",
        "A new version was offered meanwhile. Read it before you approve",
      );
    if (version.authorId === ask.actor.personId)
      throw new Refusal("not_your_own_work", "You made this offer, so somebody else has to approve it");
    await refuseOtherSide(change, offer.id, ask.actor);
    if (as === "board" && evidence.trim().length < 5)
      throw new Refusal("bad_input", "Enter the reference of the board's decision", "evidence");

    const needed = approvalsNeeded(await policyOf(change, kindsIn(version.contract)), version.valuePence);
    if (!needed.includes(as))
      throw new Refusal("cannot_do_that_now", "This offer does not need that approval");
    const given = await approvalsOf(change, offer);
    if (given.some((approval) => approval.approvedAs === as || approval.personId === ask.actor.personId))
      throw new Refusal(
        "cannot_do_that_now",
        "That approval was already given, or you have already approved this offer",
      );

    await change.tx.insert(approvals).values({
      offerId: offer.id,
      version: offer.version,
      organisationId: offer.organisationId,
      contractHash: hash,
      approvedAs: as,
      personId: ask.actor.personId,
      personName: ask.actor.name,
      evidence,
      approvedAt: ask.now,
    });
    await record(
      change,
      reference,
      { type: "offer.approved", facts: { version: offer.version, contractHash: hash, as, evidence } },
      offer.organisationId,
    );
    const all = new Set([...given.map((approval) => approval.approvedAs), as]);
    const done = needed.every((need) => all.has(need));
    await moveOffer(change, offer, done ? "approve" : null, {});
    if (!done) return;
    await followOffer(change, offer.applicationId, "approve");
    await tellOfOffer(change, offer, { kind: "offer_made" });
    await tellOfOffer(change, offer, { kind: "to_sign" });
  });

/** The buyer's signatory says no, or the commercial manager takes the offer back; always with a reason. */
export const closeOffer = (
  ask: Ask,
  { reference, move, reason }: { reference: string; move: "decline" | "withdraw"; reason: string },
) =>
  asOneChange(ask, async (change) => {
    const offer = await findOfferRow(change, reference);
    await moveOffer(change, offer, move, { closedReason: reason });
    // A buyer who declines does not change their application: that another offer may be made follows from it.
    await partAsSystem(change, (part) => followOffer(part, offer.applicationId, "reopen"));
    const facts = { reason };
    await record(
      change,
      reference,
      move === "decline" ? { type: "offer.declined", facts } : { type: "offer.withdrawn", facts },
      offer.organisationId,
    );
    await tellOfOffer(change, offer, {
      kind: move === "decline" ? "offer_declined" : "offer_withdrawn",
      facts,
    });
  });

/** Offers whose day has passed lapse: nobody signs on old terms. */
export const lapseOffers = (ask: Ask) =>
  asOneChange(ask, async (change) => {
    const standing = await change.tx
      .select()
      .from(offers)
      .where(inArray(offers.status, ["offered", "approved", "part_signed"]))
      .for("update");
    for (const offer of standing.filter(({ expiresOn }) => expiresOn < ask.today)) {
      await moveOffer(change, offer, "lapse", {});
      await followOffer(change, offer.applicationId, "reopen");
      await record(
        change,
        offer.reference,
        { type: "offer.lapsed", facts: { expiredOn: offer.expiresOn } },
        offer.organisationId,
      );
      await tellOfOffer(change, offer, {
        kind: "offer_lapsed",
        facts: { waitsFor: waitsFor[offer.status]! },
        people: await handsOf(change, offer),
        ...(offer.status === "part_signed" && {
          to: { ...noticeKinds.offer_lapsed.to, nhs: [["commercial_manager", "nhs_signatory"]] },
        }),
      });
    }
  });
