import { createHash } from "node:crypto";
import type { SQL } from "drizzle-orm";
import { type Cell, csvRow } from "#server/lib/csv.ts";
import type { CivilDate } from "#server/lib/dates.ts";
import type { ExportRange } from "./range.ts";

/**
 * One kind of export file: its columns, the query behind it, and what adds up. `begin` starts an empty count and is
 * fed row by row, so that totals are of exactly the rows that were written.
 */
export type Sheet<Row> = {
  columns: readonly string[];
  query(range: ExportRange, today: CivilDate): SQL;
  begin(): { add(row: Row): Cell[]; total(): Cell[]; totals(): Record<string, bigint> };
};

/** SHA-256 of text in hexadecimal. */
export const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** A row with its fingerprint as the last cell: SHA-256 of the record as it stands before that cell, without its CRLF. */
export const fingerprinted = (cells: readonly Cell[]): string => {
  const row = csvRow(cells).slice(0, -2);
  return `${row},${sha256(row)}\r\n`;
};
