import { z } from "zod";
import { day } from "#server/lib/fields.ts";
import { type TrailKind, trailKinds } from "./trail-words.ts";

const dayOrNone = day("Enter a day").optional().catch(undefined);

/** Where the next page of a deal begins: the moment of its last entry, and which of that moment. */
const place = /^\d{4}-\d{2}-\d{2}T[\d:.]{8,15}Z [en]\S{1,40}$/;

/**
 * Filters of the audit trail, as they stand in the address. With `about`, the whole deal, document or organisation of that
 * reference or name. `before` is where the page before ended: the id of an event, or a place within a deal.
 */
export const trailFilter = z.object({
  kind: z
    .enum([...(Object.keys(trailKinds) as TrailKind[]), "everything"])
    .optional()
    .catch(undefined),
  type: z.string().max(100).optional(),
  about: z.string().trim().max(200).optional(),
  actor: z.string().trim().max(200).optional(),
  from: dayOrNone,
  to: dayOrNone,
  before: z
    .union([z.string().regex(/^[1-9]\d{0,12}$/), z.string().regex(place)])
    .optional()
    .catch(undefined),
});
export type TrailFilter = z.output<typeof trailFilter>;
