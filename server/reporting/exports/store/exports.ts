import { createHash } from "node:crypto";
import { chainHeads, record } from "#server/audit/store.ts";
import { type Ask, asOneChange, asReading, type Reading } from "#server/lib/change.ts";
import { csvRow } from "#server/lib/csv.ts";
import { inBatches } from "#server/lib/cursor.ts";
import { type ExportRange, fingerprinted, type Sheet } from "#server/reconciliation/sheet.ts";
import { reconciliation } from "#server/reconciliation/store.ts";
import { spooled } from "../spool.ts";
import { ledger } from "./ledger-sheet.ts";

const sheets = { reconciliation, ledger };
export type ExportName = keyof typeof sheets;
const exportNames = Object.keys(sheets) as ExportName[];

/** What stands beside a download, so that whoever receives the file can tell that it is whole and unchanged. */
type Control = { rows: number; sha256: string; totals: Record<string, bigint> };

/**
 * The file as a stream, once it is whole: read through a cursor from one snapshot, no more than a thousand rows in
 * memory. `export.taken` is on record before the first row goes out. The same range gives the same bytes while nothing
 * changes. Refuses `busy` when many others take files.
 */
export const takeExport = (
  ask: Ask,
  name: ExportName,
  range: ExportRange,
): Promise<ReadableStream<Uint8Array>> =>
  spooled(async (append) => {
    const file = newFile(name);
    await asReading(ask, async (reading) => {
      for await (const part of file.rows(reading, range)) await append(part);
    });
    await append(file.end());
    await recordTaken(ask, name, file.control());
  });

const recordTaken = (ask: Ask, name: string, { rows, sha256 }: Control) =>
  asOneChange(ask, (change) =>
    record(change, name, { type: "export.taken", facts: { name, rows, sha256 } }, null),
  );

/** Totals and fingerprint of each file for this range, and the ends of the audit chains, all from one snapshot. */
export const exportControl = (ask: Ask, range: ExportRange) =>
  asReading(ask, async (reading) => {
    const controls = {} as Record<ExportName, Control>;
    for (const name of exportNames) {
      const file = newFile(name);
      for await (const _ of file.rows(reading, range));
      file.end();
      controls[name] = file.control();
    }
    return { ...range, on: ask.today, ...controls, heads: await chainHeads(reading) };
  });

const encoder = new TextEncoder();

/** A file being written: header, rows, and a TOTAL row whose last cell is the fingerprint of everything above it. */
function newFile(name: ExportName) {
  // The sheets differ in their row; only their own query feeds their own count.
  const sheet = sheets[name] as Sheet<Record<string, unknown>>;
  const count = sheet.begin();
  const hash = createHash("sha256");
  let rows = 0;
  const written = (text: string) => {
    hash.update(text, "utf8");
    return encoder.encode(text);
  };
  return {
    async *rows(reading: Reading, range: ExportRange) {
      yield written(csvRow(sheet.columns));
      for await (const batch of inBatches(reading, sheet.query(range, reading.today))) {
        rows += batch.length;
        yield written(batch.map((row) => fingerprinted(count.add(row))).join(""));
      }
    },
    end: () => written(csvRow([...count.total(), hash.copy().digest("hex")])),
    control: (): Control => ({ rows, sha256: hash.copy().digest("hex"), totals: count.totals() }),
  };
}
