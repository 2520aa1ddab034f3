import { z } from "zod";
import { applicationStatusEnum, offerStatusEnum } from "#db/schema/licensing.ts";

/** Filters of lists as they stand in the address; unknown values are as if they were not there. */
export const applicationFilter = z.object({
  status: z.enum(applicationStatusEnum.enumValues).optional().catch(undefined),
});

export const offerFilter = z.object({
  state: z.enum(offerStatusEnum.enumValues).optional().catch(undefined),
});
