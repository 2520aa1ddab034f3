import { allExportNames, type ExportName } from "#db/enums.ts";
import { chainHeads } from "#server/audit/store.ts";
import { type Ask, asReading } from "#server/lib/change.ts";
import type { ExportRange } from "#server/reconciliation/range.ts";
import { type Control, newFile } from "./sheet-file.ts";

/** Totals and fingerprint of each file for this range, and the ends of the audit chains, all from one snapshot. */
export const exportControl = (ask: Ask, range: ExportRange) =>
  asReading(ask, async (reading) => {
    const controls = {} as Record<ExportName, Control>;
    for (const name of allExportNames) {
      const file = newFile(name);
      for await (const _ of file.rows(reading, range));
      file.end();
      controls[name] = file.control();
    }
    return { ...range, on: ask.today, ...controls, heads: await chainHeads(reading) };
  });
