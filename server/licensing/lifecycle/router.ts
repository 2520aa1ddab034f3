import { z } from "zod";
import { decisionSchema } from "#server/access/decision-form.ts";
import { listProposals } from "#server/access/store/proposals.ts";
import { confirmedPersonCan, personCan, router } from "#server/trpc.ts";
import { byReference, reasonSchema } from "../reason-form.ts";
import { licenceFilter } from "./filter.ts";
import { suspendOrRestore } from "./store/entitlements.ts";
import { listLicences, readLicence } from "./store/licences.ts";
import { decideTermination, proposeTermination } from "./store/termination.ts";
import { terminationSchema } from "./termination-form.ts";

export const lifecycle = router({
  licences: personCan("licence.read")
    .input(licenceFilter)
    .query(({ ctx, input }) => listLicences(ctx, input)),
  licenceByReference: personCan("licence.read")
    .input(byReference)
    .query(({ ctx, input }) => readLicence(ctx, input.reference)),
  proposals: personCan("pipeline.read")
    .input(z.object({ kind: z.enum(["termination"]) }))
    .query(({ ctx, input }) => listProposals(ctx, input)),
  proposeTermination: confirmedPersonCan("licence.propose_end")
    .input(terminationSchema)
    .mutation(({ ctx, input }) => proposeTermination(ctx, input)),
  decideTermination: confirmedPersonCan("licence.end")
    .input(decisionSchema)
    .mutation(({ ctx, input }) => decideTermination(ctx, input)),
  suspend: confirmedPersonCan("facts.decide")
    .input(reasonSchema)
    .mutation(({ ctx, input }) => suspendOrRestore(ctx, { ...input, move: "suspend" })),
  restore: confirmedPersonCan("facts.decide")
    .input(reasonSchema)
    .mutation(({ ctx, input }) => suspendOrRestore(ctx, { ...input, move: "restore" })),
});
