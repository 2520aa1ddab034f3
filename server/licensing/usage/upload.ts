import { createHash } from "node:crypto";
import type { z } from "zod";
import { record } from "#server/audit/store.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange } from "#server/lib/change.ts";
import { type CsvFault, readCsv } from "#server/lib/csv.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { findLicenceRow } from "../settlement/store/facts.ts";
import { usageRowSchema, type usageUploadSchema } from "./form.ts";
import { takeIn } from "./receiving.ts";
import type { UsageEvent } from "./rules.ts";

const usageColumns = ["source", "id", "quantity", "at", "subject"] as const;

/**
 * Takes in a file of usage under one licence, by the same rules as the API and in one transaction. A file with faults is
 * refused whole: `bad_input` on `file`, each fault a line of the message, "Line 3: …".
 */
export const uploadUsage = (
  ask: Ask & { actor: Person },
  { reference, component, csv }: z.output<typeof usageUploadSchema>,
) =>
  asOneChange(ask, async (change) => {
    const licence = await findLicenceRow(change, reference);
    const { rows, events, faults } = readEvents(csv, reference, component);
    if (faults.length) throw refusalOf(faults);
    if (events.length === 0) throw new Refusal("bad_input", "The file has a header and no rows", "file");
    const received = await takeIn({ ...change, actor: ask.actor }, events, (found) => {
      throw refusalOf(found.map(({ index, sentence }) => ({ line: rows[index]!, sentence })));
    });
    const { accepted, duplicates, exceptions } = received;
    const sha256 = createHash("sha256").update(csv).digest("hex");
    await record(
      change,
      reference,
      { type: "usage.uploaded", facts: { accepted, duplicates, exceptions: exceptions.length, sha256 } },
      licence.organisationId,
    );
    return { accepted, duplicates, exceptions: exceptions.length };
  });

/** The events of a file, with the line of each, or everything that is wrong with it. */
function readEvents(csv: string, licence: string, component: string | undefined) {
  const read = readCsv(csv, { required: usageColumns });
  const events: UsageEvent[] = [];
  const rows: number[] = [];
  const faults: CsvFault[] = [...read.faults];
  for (const { line, cells } of read.rows) {
    const row = usageRowSchema.safeParse(cells);
    if (row.success) {
      events.push({ ...row.data, licence, ...(component && { component }) });
      rows.push(line);
    } else
      for (const { path, message } of row.error.issues)
        faults.push({ line, sentence: `${String(path[0])}: ${message}` });
  }
  return { events, rows, faults: faults.sort((a, b) => a.line - b.line) };
}

const mostShown = 1000;

function refusalOf(faults: readonly CsvFault[]): Refusal {
  const lines = faults.slice(0, mostShown).map(({ line, sentence }) => `Line ${line}: ${sentence}`);
  if (faults.length > mostShown) lines.push(`and ${faults.length - mostShown} more`);
  const count = faults.length === 1 ? "one fault" : `${faults.length} faults`;
  return new Refusal(
    "bad_input",
    [`The file has ${count}, so nothing was taken from it`, ...lines].join("\n"),
    "file",
  );
}
