import { z } from "zod";
import type { CivilDate } from "#server/lib/dates.ts";
import { day } from "#server/lib/fields.ts";

/** From the first to the last day, both belonging to it, as people ask for a month. */
export const exportRange = z
  .object({
    from: day("Enter the first day"),
    to: day("Enter the last day"),
  })
  .refine(({ from, to }) => from <= to, { path: ["to"], message: "The last day is before the first" });
export type ExportRange = { from: CivilDate; to: CivilDate };
