import { z } from "zod";
import { forecastSchema } from "#server/commercial-models/simulation/simulation.ts";

/** A forecast with a name. Never in an address: it says what a company expects to sell. */
export const scenarioSchema = z.object({
  name: z.string().trim().min(1, "Give the scenario a name").max(80, "A name has at most 80 characters"),
  body: forecastSchema,
});
export type Scenario = z.output<typeof scenarioSchema>;
