import { personCan, router } from "#server/trpc.ts";
import { mailedSchema, renameSchema, saveSearchSchema, searchIdSchema } from "./saved-forms.ts";
import {
  listSearches,
  readSearch,
  removeSearch,
  renameSearch,
  saveSearch,
  setMailed,
} from "./store/saved.ts";

/** Searches that a person keeps. */
export const savedSearches = router({
  list: personCan("search.keep").query(({ ctx }) => listSearches(ctx)),
  byId: personCan("search.keep")
    .input(searchIdSchema)
    .query(({ ctx, input }) => readSearch(ctx, input.id)),
  save: personCan("search.keep")
    .input(saveSearchSchema)
    .mutation(({ ctx, input }) => saveSearch(ctx, input)),
  rename: personCan("search.keep")
    .input(renameSchema)
    .mutation(({ ctx, input }) => renameSearch(ctx, input)),
  setMailed: personCan("search.keep")
    .input(mailedSchema)
    .mutation(({ ctx, input }) => setMailed(ctx, input)),
  remove: personCan("search.keep")
    .input(searchIdSchema)
    .mutation(({ ctx, input }) => removeSearch(ctx, input.id)),
});
