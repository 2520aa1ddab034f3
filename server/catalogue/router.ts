import { z } from "zod";
import { can, router } from "#server/trpc.ts";
import { catalogueFilter } from "./rules.ts";
import { catalogueSize, readDataset, searchCatalogue } from "./store.ts";

export const catalogue = router({
  search: can("catalogue.read")
    .input(catalogueFilter)
    .query(({ ctx, input }) => searchCatalogue(ctx, input)),
  bySlug: can("catalogue.read")
    .input(z.object({ slug: z.string().min(1).max(200) }))
    .query(({ ctx, input }) => readDataset(ctx, input.slug)),
  size: can("catalogue.read").query(({ ctx }) => catalogueSize(ctx)),
});
