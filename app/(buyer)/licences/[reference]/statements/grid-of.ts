import { parse } from "csv-parse/browser/esm/sync";
import { stringify } from "csv-stringify/browser/esm/sync";

/** Rows of a statement as a table that one edits: cells by column. */
export type Grid = { columns: string[]; rows: Record<string, string>[] };

/** More than anybody types; longer files are sent as they are. */
const mostRows = 200;

/** The table of a CSV text whose columns are known; null where it has others, cannot be read, or is too long to be edited. */
export function gridOf(text: string, known: readonly string[]): Grid | null {
  try {
    const [header = [], ...rows] = parse(text, {
      relaxColumnCount: true,
      skipEmptyLines: true,
      trim: true,
    }) as string[][];
    const columns = header.map((name) => name.toLowerCase());
    if (columns.length === 0 || columns.some((name) => !known.includes(name)) || rows.length > mostRows)
      return null;
    return {
      columns,
      rows: rows.map((cells) => Object.fromEntries(columns.map((name, at) => [name, cells[at] ?? ""]))),
    };
  } catch {
    return null;
  }
}

/** The same as CSV text: what is sent, and what stands in the box. Rows that nobody began are left out. */
export const textOf = ({ columns, rows }: Grid): string =>
  stringify([columns, ...rows.filter(isBegun).map((row) => columns.map((name) => row[name] ?? ""))], {
    record_delimiter: "\n",
  }).trimEnd();

/** The page begins a row for each month, in the country of the company: that alone says nothing of sales. */
const givenByThePage: readonly string[] = ["month", "country"];
const isBegun = (row: Record<string, string>) =>
  Object.entries(row).some(([name, cell]) => !givenByThePage.includes(name) && cell.trim() !== "");

/**
 * Cells copied from a spreadsheet, filled in to the right and downwards from one cell; rows are added as they are needed.
 * Amounts as spreadsheets show them, "£1,234.56", become 1234.56. Null where it is one cell, which pastes itself.
 */
export function pastedInto(grid: Grid, at: { row: number; column: number }, copied: string): Grid | null {
  const block = copied
    .replace(/\r?\n$/, "")
    .split(/\r?\n/)
    .map((line) => line.split("\t"));
  if (block.length === 1 && block[0]!.length === 1) return null;
  const last = Math.min(Math.max(grid.rows.length, at.row + block.length), mostRows);
  const rows = Array.from({ length: last }, (_, index) => {
    const cells = block[index - at.row];
    const before = grid.rows[index] ?? {};
    if (index < at.row || !cells) return before;
    const filled = cells.flatMap((cell, offset) => {
      const name = grid.columns[at.column + offset];
      return name ? [[name, plainAmount(cell.trim())]] : [];
    });
    return { ...before, ...Object.fromEntries(filled) };
  });
  return { ...grid, rows };
}

const plainAmount = (cell: string) =>
  /^-?£?-?\d{1,3}(,\d{3})+(\.\d+)?$|^-?£-?\d+(\.\d+)?$/.test(cell) ? cell.replace(/[£,]/g, "") : cell;
