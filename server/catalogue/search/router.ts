import { can, router } from "#server/trpc.ts";
import { catalogueFilter } from "./filter.ts";
import { searchCatalogue } from "./store.ts";

export const searching = router({
  search: can("catalogue.read")
    .input(catalogueFilter)
    .query(({ ctx, input }) => searchCatalogue(ctx, input)),
});
