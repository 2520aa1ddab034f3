import { z } from "zod";
import { allOfferStatuses } from "#db/enums.ts";

/** Filters of the pipeline, as they stand in the address; unknown values are as if they were not there. */
export const offerFilter = z.object({
  state: z.enum(allOfferStatuses).optional().catch(undefined),
});
