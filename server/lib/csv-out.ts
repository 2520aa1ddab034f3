import type { Pence } from "#server/lib/money.ts";

/** A decimal number that is written as it stands, so that a spreadsheet reckons with it. */
export type Digits = { readonly digits: string };
/** Text is made safe against formulas; numbers stay numbers; null is an empty cell. */
export type Cell = string | number | bigint | Digits | null;

/** One record of RFC 4180, with its CRLF. */
export const csvRow = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(",")}\r\n`;

/** "-1234.50" from -123450 pence: no currency sign, no thousands, no rounding. */
export function amount(pence: Pence): Digits {
  const size = pence < 0n ? -pence : pence;
  return { digits: `${pence < 0n ? "-" : ""}${size / 100n}.${String(size % 100n).padStart(2, "0")}` };
}

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "object") return cell.digits;
  if (typeof cell !== "string") return String(cell);
  const safe = withoutFormulas(cell);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * Puts an apostrophe before whatever a spreadsheet would take for a formula: = + - @ tab or carriage return at the start of the
 * text, or after a character at which a program with other separators than ours might cut the cell in two.
 */
export const withoutFormulas = (text: string): string =>
  text.replace(/(?<=^|[;,"\t\r\n])(?=[=+\-@\t\r])/g, "'");
