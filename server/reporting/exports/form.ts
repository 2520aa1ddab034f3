import { z } from "zod";
import { allExportNames } from "#db/enums.ts";
import { exportRange } from "#server/reconciliation/range.ts";

/** Which file somebody asks for, of which days. */
export const exportRequest = exportRange.safeExtend({
  name: z.enum(allExportNames, "Choose a file"),
  /** The same for every try of one form, so that a file asked for twice is made once. */
  requestKey: z.string().min(8).max(64),
});
export type ExportRequest = z.output<typeof exportRequest>;
