import { z } from "zod";

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .optional()
  .catch(undefined);

/** Filters of the audit trail, as they stand in the address. `before` is the id of the last event on the page before. */
export const trailFilter = z.object({
  type: z.string().optional(),
  subject: z.string().trim().optional(),
  actor: z.string().trim().optional(),
  from: day,
  to: day,
  before: z.coerce.number().int().positive().optional().catch(undefined),
});
export type TrailFilter = z.output<typeof trailFilter>;
