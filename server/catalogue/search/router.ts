import { z } from "zod";
import { can, router } from "#server/trpc.ts";
import { catalogueFilter } from "./filter.ts";
import { searchCatalogue, setsOnOffer, suggest } from "./store/search.ts";

export const searching = router({
  search: can("catalogue.read")
    .input(catalogueFilter)
    .query(({ ctx, input }) => searchCatalogue(ctx, input)),
  suggest: can("catalogue.read")
    .input(z.object({ typed: z.string().trim().min(1).max(200) }))
    .query(({ ctx, input }) => suggest(ctx, input.typed)),
  onOffer: can("catalogue.read").query(({ ctx }) => setsOnOffer(ctx)),
});
