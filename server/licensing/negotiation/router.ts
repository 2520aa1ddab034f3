import { z } from "zod";
import { allOfferStatuses } from "#db/enums.ts";
import { confirmedPersonCan, personCan, router } from "#server/trpc.ts";
import { approvalSchema, byReference, reasonSchema } from "../reason-form.ts";
import { offerSchema } from "./form.ts";
import { approveOffer, closeOffer } from "./store/decisions.ts";
import { makeOffer, offerBasis, previewOffer } from "./store/offers.ts";
import { listOffers, readOffer } from "./store/pages.ts";

export const negotiation = router({
  offer: personCan("offer.make")
    .input(offerSchema)
    .mutation(({ ctx, input }) => makeOffer(ctx, input)),
  previewOffer: personCan("offer.make")
    .input(offerSchema)
    .query(({ ctx, input }) => previewOffer(ctx, input)),
  offerBasis: personCan("offer.make")
    .input(byReference)
    .query(({ ctx, input }) => offerBasis(ctx, input.reference)),
  offerToSign: confirmedPersonCan("offer.open_to_sign")
    .input(byReference)
    .query(({ ctx, input }) => readOffer(ctx, input.reference)),
  offerByReference: personCan("offer.read")
    .input(byReference)
    .query(({ ctx, input }) => readOffer(ctx, input.reference)),
  offers: personCan("offer.read")
    .input(
      z.object({
        statuses: z.array(z.enum(allOfferStatuses)).max(20).optional(),
      }),
    )
    .query(({ ctx, input }) => listOffers(ctx, input)),
  approveOffer: confirmedPersonCan("offer.approve")
    .input(approvalSchema)
    .mutation(({ ctx, input }) => approveOffer(ctx, { ...input, as: "approver" })),
  recordBoardDecision: confirmedPersonCan("offer.approve")
    .input(approvalSchema)
    .mutation(({ ctx, input }) => approveOffer(ctx, { ...input, as: "board" })),
  approveOfferMoney: confirmedPersonCan("offer.approve_money")
    .input(approvalSchema)
    .mutation(({ ctx, input }) => approveOffer(ctx, { ...input, as: "finance" })),
  declineOffer: personCan("offer.decline")
    .input(reasonSchema)
    .mutation(({ ctx, input }) => closeOffer(ctx, { ...input, move: "decline" })),
  withdrawOffer: personCan("offer.make")
    .input(reasonSchema)
    .mutation(({ ctx, input }) => closeOffer(ctx, { ...input, move: "withdraw" })),
});
