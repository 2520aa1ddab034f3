import { z } from "zod";
import { allApplicationStatuses } from "#db/enums.ts";
import { personCan, router } from "#server/trpc.ts";
import { byReference, reasonSchema } from "../reason-form.ts";
import { applicationSchema, quoteApplicationSchema } from "./form.ts";
import {
  applyFor,
  applyWithQuote,
  listApplications,
  readApplication,
  rejectApplication,
  withdrawApplication,
} from "./store.ts";

export const applications = router({
  submitApplication: personCan("application.write")
    .input(applicationSchema)
    .mutation(({ ctx, input }) => applyFor(ctx, input)),
  submitWithQuote: personCan("application.write")
    .input(quoteApplicationSchema)
    .mutation(({ ctx, input }) => applyWithQuote(ctx, input)),
  withdrawApplication: personCan("application.write")
    .input(reasonSchema)
    .mutation(({ ctx, input }) => withdrawApplication(ctx, input)),
  rejectApplication: personCan("application.decide")
    .input(reasonSchema)
    .mutation(({ ctx, input }) => rejectApplication(ctx, input)),
  application: personCan("application.read")
    .input(byReference)
    .query(({ ctx, input }) => readApplication(ctx, input.reference)),
  applications: personCan("application.read")
    .input(z.object({ status: z.enum(allApplicationStatuses).optional() }))
    .query(({ ctx, input }) => listApplications(ctx, input)),
});
