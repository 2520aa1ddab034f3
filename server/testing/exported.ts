import { randomUUID } from "node:crypto";
import type { ExportName } from "#db/enums.ts";
import { type Person, system } from "#server/lib/actor.ts";
import type { Ask } from "#server/lib/change.ts";
import type { ExportRange } from "#server/reconciliation/range.ts";
import { askForFile, readFile } from "#server/reporting/exports/store/files.ts";
import { makeFile } from "#server/reporting/exports/store/making.ts";
import { partsOf } from "#server/reporting/exports/store/parts.ts";

type Asking = Ask & { actor: Person };

/** A file that this person asks for, made as the worker makes it. */
export async function anExport(ask: Asking, name: ExportName, range: ExportRange) {
  const { id } = await askForFile(ask, { ...range, name, requestKey: randomUUID() });
  await makeFile({ ...ask, actor: system }, id);
  return readFile(ask, id);
}

/** The text of such a file, as it would be downloaded. */
export const exportedText = async (ask: Asking, name: ExportName, range: ExportRange): Promise<string> =>
  new Response(partsOf(ask, await anExport(ask, name, range))).text();
