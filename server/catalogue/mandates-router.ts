import { can, router } from "#server/trpc.ts";
import { recordMandate } from "./mandates.ts";
import { mandateSchema } from "./mandates-form.ts";

export const mandates = router({
  record: can("catalogue.edit")
    .input(mandateSchema)
    .mutation(({ ctx, input }) => recordMandate(ctx, input)),
});
