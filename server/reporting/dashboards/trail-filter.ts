import { z } from "zod";
import { day } from "#server/lib/fields.ts";

const dayOrNone = day("Enter a day").optional().catch(undefined);

/** Filters of the audit trail, as they stand in the address. `before` is the id of the last event on the page before. */
export const trailFilter = z.object({
  type: z.string().max(100).optional(),
  subject: z.string().trim().max(200).optional(),
  actor: z.string().trim().max(200).optional(),
  from: dayOrNone,
  to: dayOrNone,
  before: z.coerce.number().int().min(1).max(1_000_000_000_000).optional().catch(undefined),
});
export type TrailFilter = z.output<typeof trailFilter>;
