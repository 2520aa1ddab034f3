import { z } from "zod";

/** A second person's yes or no to what somebody proposed. */
export const decisionSchema = z.object({
  id: z.uuid(),
  approve: z.preprocess((value) => (typeof value === "string" ? value === "yes" : value), z.boolean()),
});
