import { z } from "zod";
import { applicationStatusEnum } from "#db/schema/licensing.ts";

/** Filters of the list of applications, as they stand in the address; unknown values are as if they were not there. */
export const applicationFilter = z.object({
  status: z.enum(applicationStatusEnum.enumValues).optional().catch(undefined),
});
