import { z } from "zod";
import { offerStatusEnum } from "#db/schema/licensing.ts";

/** Filters of the pipeline, as they stand in the address; unknown values are as if they were not there. */
export const offerFilter = z.object({
  state: z.enum(offerStatusEnum.enumValues).optional().catch(undefined),
});
