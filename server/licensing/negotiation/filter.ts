import { z } from "zod";
import { allOfferStatuses } from "#db/enums.ts";

/** The states of an offer, in the order of its way. */
export const offerStates = allOfferStatuses;

/** Filters of the pipeline, as they stand in the address; unknown values are as if they were not there. */
export const offerFilter = z.object({
  state: z.enum(offerStates).optional().catch(undefined),
});
