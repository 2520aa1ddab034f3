import { z } from "zod";
import { confirmedPersonCan, personCan, router } from "#server/trpc.ts";
import { byReference } from "../reason-form.ts";
import { deliverableDecisionSchema, handInSchema } from "./form.ts";
import { milestoneSchema } from "./milestones-form.ts";
import { decideDeliverable, handIn, readDeliverables } from "./store/deliverables.ts";
import { readEvidenceFile, sentFileSchema } from "./store/evidence.ts";
import { acceptMilestone, readMilestones } from "./store/milestones.ts";

export const deliverables = router({
  deliverables: personCan("licence.read")
    .input(byReference)
    .query(({ ctx, input }) => readDeliverables(ctx, input.reference)),
  handIn: personCan("facts.report")
    .input(handInSchema.extend({ file: sentFileSchema }))
    .mutation(({ ctx, input }) => handIn(ctx, input)),
  decideDeliverable: confirmedPersonCan("facts.decide")
    .input(deliverableDecisionSchema)
    .mutation(({ ctx, input }) => decideDeliverable(ctx, input)),
  milestones: personCan("licence.read")
    .input(byReference)
    .query(({ ctx, input }) => readMilestones(ctx, input.reference)),
  acceptMilestone: confirmedPersonCan("facts.decide")
    .input(milestoneSchema.extend({ file: sentFileSchema }))
    .mutation(({ ctx, input }) => acceptMilestone(ctx, input)),
  evidenceFile: personCan("licence.read")
    .input(byReference.extend({ id: z.uuid() }))
    .query(({ ctx, input }) => readEvidenceFile(ctx, input)),
});
