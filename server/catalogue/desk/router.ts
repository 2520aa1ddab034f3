import { z } from "zod";
import { confirmedPersonCan, personCan, router } from "#server/trpc.ts";
import { deskFilter } from "./filter.ts";
import {
  bulkPreviewSchema,
  bulkSchema,
  bySlug,
  draftDecisionSchema,
  linkingSchema,
  newSetSchema,
  proposingSchema,
  restoringSchema,
  retiringSchema,
  savingSchema,
  unlinkingSchema,
} from "./forms.ts";
import { makeBulk, previewBulk } from "./store/bulk.ts";
import { discardDraft, saveDraft, startDraft, startNewSet, takeOver } from "./store/drafts.ts";
import { readDesk, wholeDesk } from "./store/list.ts";
import { decideProposal, proposeDraft, withdrawProposal } from "./store/proposing.ts";
import { countWaiting, listWaiting, readForDesk, readProposal } from "./store/read.ts";
import { linkSets, restoreSet, retireSet, unlinkSets } from "./store/retiring.ts";

const byId = z.object({ id: z.uuid() });

/** Where the catalogue is made: drafts, what waits for a second person, retiring, and many datasets at once. */
export const desk = router({
  // reading
  list: personCan("catalogue.manage")
    .input(deskFilter)
    .query(({ ctx, input }) => readDesk(ctx, input)),
  whole: personCan("catalogue.manage")
    .input(deskFilter)
    .query(({ ctx, input }) => wholeDesk(ctx, input)),
  bySlug: personCan("catalogue.manage")
    .input(bySlug)
    .query(({ ctx, input }) => readForDesk(ctx, input.slug)),
  waiting: personCan("catalogue.manage").query(({ ctx }) => listWaiting(ctx)),
  waitingCount: personCan("catalogue.manage").query(({ ctx }) => countWaiting(ctx)),
  proposal: personCan("catalogue.manage")
    .input(byId)
    .query(({ ctx, input }) => readProposal(ctx, input.id)),

  // drafts
  startDraft: personCan("catalogue.edit")
    .input(bySlug)
    .mutation(({ ctx, input }) => startDraft(ctx, input.slug)),
  startNewSet: personCan("catalogue.edit")
    .input(newSetSchema)
    .mutation(({ ctx, input }) => startNewSet(ctx, input)),
  saveDraft: personCan("catalogue.edit")
    .input(savingSchema)
    .mutation(({ ctx, input }) => saveDraft(ctx, input)),
  discardDraft: personCan("catalogue.edit")
    .input(byId)
    .mutation(({ ctx, input }) => discardDraft(ctx, input.id)),
  takeOver: personCan("catalogue.edit")
    .input(byId)
    .mutation(({ ctx, input }) => takeOver(ctx, input.id)),
  propose: personCan("catalogue.edit")
    .input(proposingSchema)
    .mutation(({ ctx, input }) => proposeDraft(ctx, input)),
  withdraw: personCan("catalogue.edit")
    .input(byId)
    .mutation(({ ctx, input }) => withdrawProposal(ctx, input.id)),
  decide: confirmedPersonCan("catalogue.publish")
    .input(draftDecisionSchema)
    .mutation(({ ctx, input }) => decideProposal(ctx, input)),

  // datasets
  retire: confirmedPersonCan("catalogue.edit")
    .input(retiringSchema)
    .mutation(({ ctx, input }) => retireSet(ctx, input)),
  restore: confirmedPersonCan("catalogue.edit")
    .input(restoringSchema)
    .mutation(({ ctx, input }) => restoreSet(ctx, input)),
  link: personCan("catalogue.edit")
    .input(linkingSchema)
    .mutation(({ ctx, input }) => linkSets(ctx, input)),
  unlink: personCan("catalogue.edit")
    .input(unlinkingSchema)
    .mutation(({ ctx, input }) => unlinkSets(ctx, input)),

  // many datasets at once
  previewBulk: personCan("catalogue.edit")
    .input(bulkPreviewSchema)
    .query(({ ctx, input }) => previewBulk(ctx, input)),
  makeBulk: personCan("catalogue.edit")
    .input(bulkSchema)
    .mutation(({ ctx, input }) => makeBulk(ctx, input)),
});
