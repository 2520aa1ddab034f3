import { z } from "zod";
import { allApplicationStatuses, allOfferStatuses } from "#db/enums.ts";

/** Filters of lists as they stand in the address; unknown values are as if they were not there. */
export const applicationFilter = z.object({
  status: z.enum(allApplicationStatuses).optional().catch(undefined),
});

export const offerFilter = z.object({
  state: z.enum(allOfferStatuses).optional().catch(undefined),
});
