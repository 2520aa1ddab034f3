import { z } from "zod";
import { can, confirmedPersonCan, personCan, router } from "#server/trpc.ts";
import {
  bySlug,
  decideListSchema,
  draftDatesSchema,
  draftPriceSchema,
  draftSchema,
  listFilterSchema,
  sendDraftSchema,
} from "./drafts-form.ts";
import {
  decideList,
  saveDraftDates,
  saveDraftPrice,
  sendDraft,
  startDraft,
  withdrawDraft,
} from "./store/drafts.ts";
import {
  everyPriceList,
  listPriceLists,
  readPriceLists,
  readProposedList,
  waitingLists,
} from "./store/lists.ts";
import { listPolicies } from "./store/prices.ts";

export const pricing = router({
  policies: can("prices.read").query(({ ctx }) => listPolicies(ctx)),

  lists: can("price_list.manage")
    .input(listFilterSchema)
    .query(({ ctx, input }) => listPriceLists(ctx, input)),
  everyList: can("price_list.manage")
    .input(listFilterSchema)
    .query(({ ctx, input }) => everyPriceList(ctx, input)),
  listsOf: can("price_list.manage")
    .input(bySlug)
    .query(({ ctx, input }) => readPriceLists(ctx, input.slug)),
  waiting: can("price_list.manage").query(({ ctx }) => waitingLists(ctx)),
  proposed: can("price_list.manage")
    .input(z.object({ id: z.uuid() }))
    .query(({ ctx, input }) => readProposedList(ctx, input.id)),

  startDraft: personCan("price_list.edit")
    .input(bySlug)
    .mutation(({ ctx, input }) => startDraft(ctx, input.slug)),
  saveDraftDates: personCan("price_list.edit")
    .input(draftDatesSchema)
    .mutation(({ ctx, input }) => saveDraftDates(ctx, input)),
  saveDraftPrice: personCan("price_list.edit")
    .input(draftPriceSchema)
    .mutation(({ ctx, input }) => saveDraftPrice(ctx, input)),
  sendDraft: personCan("price_list.edit")
    .input(sendDraftSchema)
    .mutation(({ ctx, input }) => sendDraft(ctx, input)),
  withdrawDraft: personCan("price_list.edit")
    .input(draftSchema)
    .mutation(({ ctx, input }) => withdrawDraft(ctx, input)),
  decideList: confirmedPersonCan("price_list.approve")
    .input(decideListSchema)
    .mutation(({ ctx, input }) => decideList(ctx, input)),
});
