import { z } from "zod";
import { can, router } from "#server/trpc.ts";
import { catalogueSize, readDataset } from "./read.ts";

export const reading = router({
  bySlug: can("catalogue.read")
    .input(z.object({ slug: z.string().min(1).max(200) }))
    .query(({ ctx, input }) => readDataset(ctx, input.slug)),
  size: can("catalogue.read").query(({ ctx }) => catalogueSize(ctx)),
});
