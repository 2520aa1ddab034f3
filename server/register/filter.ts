import { z } from "zod";
import { allModelKinds } from "#db/enums.ts";

/** What somebody looks for in the register, as it stands in the address; what is unknown is as if it were not there. */
export const registerFilter = z.object({
  /** Words of a licensee, project or dataset. */
  q: z.string().trim().max(200).optional().catch(undefined),
  kind: z.enum(allModelKinds).optional().catch(undefined),
  state: z.enum(["current", "ended"]).optional().catch(undefined),
  dataset: z.string().max(200).optional().catch(undefined),
  /** The reference of the last entry on the page before. */
  before: z.string().max(60).optional().catch(undefined),
});
export type RegisterFilter = z.output<typeof registerFilter>;
