import { z } from "zod";
import { allApplicationStatuses } from "#db/enums.ts";

/** Filters of the list of applications, as they stand in the address; unknown values are as if they were not there. */
export const applicationFilter = z.object({
  status: z.enum(allApplicationStatuses).optional().catch(undefined),
});
