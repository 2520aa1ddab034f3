import { z } from "zod";
import { allLicenceStatuses, allModelKinds } from "#db/enums.ts";

/** Filters of the list of licences, as they stand in the address. */
export const licenceFilter = z.object({
  status: z.enum(allLicenceStatuses).optional().catch(undefined),
  kind: z.enum(allModelKinds).optional().catch(undefined),
  before: z.string().max(60).optional(),
});
