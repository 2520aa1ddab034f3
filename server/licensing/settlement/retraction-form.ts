import { z } from "zod";
import { reasonSchema } from "../reason-form.ts";

/** A fact as it stands, by its name and version, and why it should not. */
export const retractionSchema = reasonSchema.extend({
  factId: z.string().min(1).max(120),
  version: z.coerce.number().int().min(1).max(100_000),
});
