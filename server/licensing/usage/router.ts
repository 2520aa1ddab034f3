import { confirmedPersonCan, personCan, router } from "#server/trpc.ts";
import { usageDecisionSchema, usagePageSchema, usageUploadSchema } from "./form.ts";
import { usageOfLicence } from "./page.ts";
import { decideUsageException } from "./store/exceptions.ts";
import { uploadUsage } from "./upload.ts";

export const usage = router({
  usageOfLicence: personCan("licence.read")
    .input(usagePageSchema)
    .query(({ ctx, input }) => usageOfLicence(ctx, input)),
  uploadUsage: personCan("facts.report")
    .input(usageUploadSchema)
    .mutation(({ ctx, input }) => uploadUsage(ctx, input)),
  decideUsageException: confirmedPersonCan("facts.decide")
    .input(usageDecisionSchema)
    .mutation(({ ctx, input }) => decideUsageException(ctx, input)),
});
