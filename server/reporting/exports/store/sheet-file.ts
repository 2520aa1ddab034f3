import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { ExportName } from "#db/enums.ts";
import type { Reading } from "#server/lib/change.ts";
import { csvRow } from "#server/lib/csv.ts";
import { inBatches } from "#server/lib/cursor.ts";
import type { ExportRange } from "#server/reconciliation/range.ts";
import { fingerprinted, type Sheet } from "#server/reconciliation/sheet.ts";
import { reconciliation } from "#server/reconciliation/store.ts";
import { ledger } from "./ledger-sheet.ts";

const sheets = { reconciliation, ledger } satisfies Record<ExportName, unknown>;

/** What stands beside a download, so that whoever receives the file can tell that it is whole and unchanged. */
export type Control = { rows: number; sha256: string; totals: Record<string, bigint> };

const encoder = new TextEncoder();

/** A file being written: header, rows, and a TOTAL row whose last cell is the fingerprint of everything above it. */
export function newFile(name: ExportName) {
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
    /** How many rows it will have. */
    async expected({ tx, today }: Reading, range: ExportRange): Promise<number> {
      const { rows } = await tx.execute<{ count: number }>(
        sql`select count(*)::int as count from (${sheet.query(range, today)}) as rows`,
      );
      return rows[0]!.count;
    },
    async *rows(reading: Reading, range: ExportRange) {
      yield written(csvRow(sheet.columns));
      for await (const batch of inBatches(reading, sheet.query(range, reading.today))) {
        rows += batch.length;
        yield written(batch.map((row) => fingerprinted(count.add(row))).join(""));
      }
    },
    /** How many rows are written so far. */
    done: () => rows,
    end: () => written(csvRow([...count.total(), hash.copy().digest("hex")])),
    control: (): Control => ({ rows, sha256: hash.copy().digest("hex"), totals: count.totals() }),
  };
}
