import { z } from "zod";
import { licenceStatusEnum } from "#db/schema/licensing.ts";
import { modelKindEnum } from "#db/schema/pricing.ts";

/** Filters of the list of licences, as they stand in the address. */
export const licenceFilter = z.object({
  status: z.enum(licenceStatusEnum.enumValues).optional().catch(undefined),
  kind: z.enum(modelKindEnum.enumValues).optional().catch(undefined),
  before: z.string().optional(),
});
