import { confirmedPersonCan, personCan, router } from "#server/trpc.ts";
import { byReference } from "../reason-form.ts";
import { attestSchema, statementSchema } from "./form.ts";
import {
  attestStatement,
  begunStatement,
  listStatements,
  prepareStatement,
  previewStatement,
  readStatement,
} from "./store.ts";

export const statements = router({
  statements: personCan("licence.read")
    .input(byReference)
    .query(({ ctx, input }) => listStatements(ctx, input.reference)),
  statement: personCan("licence.read")
    .input(byReference)
    .query(({ ctx, input }) => readStatement(ctx, input.reference)),
  begunStatement: personCan("facts.report")
    .input(statementSchema.pick({ licence: true, component: true, period: true }))
    .query(({ ctx, input }) => begunStatement(ctx, input)),
  previewStatement: personCan("facts.report")
    .input(statementSchema)
    .query(({ ctx, input }) => previewStatement(ctx, input)),
  prepareStatement: personCan("facts.report")
    .input(statementSchema)
    .mutation(({ ctx, input }) => prepareStatement(ctx, input)),
  attestStatement: confirmedPersonCan("facts.attest")
    .input(attestSchema)
    .mutation(({ ctx, input }) => attestStatement(ctx, input)),
});
