import { z } from "zod";
import { forecastSchema } from "#server/commercial-models/simulation/simulation.ts";
import { name } from "#server/lib/fields.ts";

/** A forecast with a name. Never in an address: it says what a company expects to sell. */
export const scenarioSchema = z.object({
  name: name("Give the scenario a name", 80),
  body: forecastSchema,
});
export type Scenario = z.output<typeof scenarioSchema>;
