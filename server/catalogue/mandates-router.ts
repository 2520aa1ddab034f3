import { z } from "zod";
import { decisionSchema } from "#server/access/decision-form.ts";
import { confirmedPersonCan, personCan, router } from "#server/trpc.ts";
import { mandateSchema } from "./mandates-form.ts";
import { decideMandate, recordMandate, waitingMandates } from "./store/mandates.ts";

export const mandates = router({
  waiting: personCan("price_list.manage")
    .input(z.object({ slug: z.string().max(200).optional() }))
    .query(({ ctx, input }) => waitingMandates(ctx, input.slug)),
  record: confirmedPersonCan("catalogue.edit")
    .input(mandateSchema)
    .mutation(({ ctx, input }) => recordMandate(ctx, input)),
  decide: confirmedPersonCan("catalogue.publish")
    .input(decisionSchema)
    .mutation(({ ctx, input }) => decideMandate(ctx, input)),
});
