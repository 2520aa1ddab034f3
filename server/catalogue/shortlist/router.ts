import { can, personCan, router } from "#server/trpc.ts";
import { compareSchema, shortlistSchema, slugSchema } from "./forms.ts";
import { compareSets } from "./store/compare.ts";
import {
  addToShortlist,
  noteOnShortlist,
  readShortlist,
  removeFromShortlist,
  shortlistedSlugs,
} from "./store/shortlist.ts";

/** What a team has its eye on, and datasets side by side. */
export const shortlist = router({
  compare: can("catalogue.read")
    .input(compareSchema)
    .query(({ ctx, input }) => compareSets(ctx, input.set)),
  list: personCan("shortlist.keep").query(({ ctx }) => readShortlist(ctx)),
  slugs: personCan("shortlist.keep").query(({ ctx }) => shortlistedSlugs(ctx)),
  add: personCan("shortlist.keep")
    .input(shortlistSchema)
    .mutation(({ ctx, input }) => addToShortlist(ctx, input)),
  note: personCan("shortlist.keep")
    .input(shortlistSchema)
    .mutation(({ ctx, input }) => noteOnShortlist(ctx, input)),
  remove: personCan("shortlist.keep")
    .input(slugSchema)
    .mutation(({ ctx, input }) => removeFromShortlist(ctx, input)),
});
