import { z } from "zod";
import { personCan, router } from "#server/trpc.ts";
import { scenarioSchema } from "./form.ts";
import { listScenarios, readScenario, removeScenario, saveScenario } from "./store.ts";

export const forecasting = router({
  scenarios: personCan("scenario.keep").query(({ ctx }) => listScenarios(ctx)),
  scenario: personCan("scenario.keep")
    .input(z.object({ id: z.uuid() }))
    .query(({ ctx, input }) => readScenario(ctx, input.id)),
  saveScenario: personCan("scenario.keep")
    .input(scenarioSchema)
    .mutation(({ ctx, input }) => saveScenario(ctx, input)),
  removeScenario: personCan("scenario.keep")
    .input(z.object({ id: z.uuid() }))
    .mutation(({ ctx, input }) => removeScenario(ctx, input.id)),
});
