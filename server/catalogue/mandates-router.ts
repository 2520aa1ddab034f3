import { confirmedPersonCan, router } from "#server/trpc.ts";
import { mandateSchema } from "./mandates-form.ts";
import { recordMandate } from "./store/mandates.ts";

export const mandates = router({
  record: confirmedPersonCan("catalogue.edit")
    .input(mandateSchema)
    .mutation(({ ctx, input }) => recordMandate(ctx, input)),
});
