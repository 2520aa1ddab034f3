import { z } from "zod";
import { allCustomerKinds } from "#db/enums.ts";
import { can, confirmedPersonCan, personCan, router } from "#server/trpc.ts";
import { addressesOfSets, publicSet } from "../interop/store.ts";
import { columnsFilter } from "./columns-filter.ts";
import { useDecisionSchema, waitingFilter } from "./decision-form.ts";
import { readColumns } from "./store/columns.ts";
import { decideUse, setsWaiting } from "./store/decisions.ts";
import { catalogueSize, readDataset } from "./store/read.ts";
import { similarTo } from "./store/similar-sets.ts";
import { readVersions } from "./store/versions.ts";

const bySlug = z.object({ slug: z.string().min(1).max(200) });
const number = z.number().int().min(1).max(1_000_000).optional();

export const reading = router({
  bySlug: can("catalogue.read")
    .input(bySlug.extend({ as: z.enum(allCustomerKinds).optional() }))
    .query(({ ctx, input }) => readDataset(ctx, input)),
  columns: can("catalogue.read")
    .input(bySlug.extend({ filter: columnsFilter, limit: z.number().int().min(1).max(1000).default(50) }))
    .query(({ ctx, input }) => readColumns(ctx, input.slug, input.filter, input.limit)),
  versions: can("catalogue.read")
    .input(bySlug.extend({ from: number, to: number, show: number }))
    .query(({ ctx, input }) => readVersions(ctx, input)),
  similar: can("catalogue.read")
    .input(bySlug)
    .query(({ ctx, input }) => similarTo(ctx, input.slug)),
  public: can("catalogue.read")
    .input(bySlug)
    .query(({ ctx, input }) => publicSet(ctx, input.slug)),
  addresses: can("catalogue.read").query(({ ctx }) => addressesOfSets(ctx)),
  size: can("catalogue.read").query(({ ctx }) => catalogueSize(ctx)),

  decideUse: confirmedPersonCan("use_terms.decide")
    .input(useDecisionSchema)
    .mutation(({ ctx, input }) => decideUse(ctx, input)),
  waitingForDecision: personCan("catalogue.manage")
    .input(waitingFilter)
    .query(({ ctx, input }) => setsWaiting(ctx, input)),
});
