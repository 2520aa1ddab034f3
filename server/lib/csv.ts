import { CsvError, type Options, parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import type { Pence } from "./money.ts";
import { inOneForm } from "./text.ts";
import { withoutEnd } from "./words.ts";

export type CsvRow = { line: number; cells: Record<string, string> };
export type CsvFault = { line: number; sentence: string };
export type Columns = { required: readonly string[]; optional?: readonly string[] };

const usualBytes = 5 * 1024 * 1024;
const usualRows = 20_000;
const mostColumns = 200;
const mostFaults = 1000;

/**
 * Reads separated text with a header (RFC 4180): commas, semicolons or tabs, as "sep=" on the first line says or as the
 * header shows; a byte order mark; lines that end with CRLF, LF or CR; quoted fields with doubled quotes and line breaks in
 * them. Lines count from 1, as an editor shows them; a row's line is where it begins. What Excel leaves empty is passed
 * over: rows without anything in them, and columns without a header or anything under it. With `columns`, headers are read
 * in any case, one that is missing or unknown is a fault, and so is a sign that stands for a lost letter; without, any header will do.
 * Whatever has a fault gives no row: read rows only when `faults` is empty. At most 200 columns and 1,000 faults; 5 MB
 * and 20,000 rows unless told otherwise.
 */
export function readCsv(
  text: string,
  columns?: Columns,
  { largestBytes = usualBytes, mostRows = usualRows }: { largestBytes?: number; mostRows?: number } = {},
): { rows: CsvRow[]; faults: CsvFault[] } {
  const whole = inOneForm(text.replace(/^\uFEFF/, ""));
  if (Buffer.byteLength(whole) > largestBytes)
    return refused(1, `The file is larger than ${Math.floor(largestBytes / 1024 / 1024)} MB`);
  const known = columns && [...columns.required, ...(columns.optional ?? [])];
  const cut = cutBy(whole, known);
  const { records, faults, tooLong } = recordsOf(cut, mostRows);
  const [header, ...body] = records;
  if (!header) return faults.length ? { rows: [], faults } : refused(1, "The file is empty");
  const named = header.cells.map((name) => asKnown(name, known));
  const names = named.slice(0, named.findLastIndex(Boolean) + 1);
  if (names.length > mostColumns)
    return refused(header.line, `The file has more than ${mostColumns} columns`);
  const wrongHeader = headerFaults(names, columns).map((sentence) => ({ line: header.line, sentence }));
  if (wrongHeader.length) return { rows: [], faults: wrongHeader };
  if (tooLong !== null)
    return refused(tooLong, `The file has more than ${mostRows.toLocaleString("en-GB")} rows`);

  const rows: CsvRow[] = [];
  for (const { line, cells } of body) {
    const nameless = cells.findIndex((cell, index) => index < named.length && !names[index] && cell.trim());
    const filled = cells.slice(0, Math.max(names.length, cells.findLastIndex((cell) => cell.trim()) + 1));
    if (nameless !== -1)
      faults.push({ line, sentence: `Column ${nameless + 1} has no header, and something stands in it` });
    else if (filled.length !== names.length)
      faults.push({
        line,
        sentence: `This line has ${filled.length} of the ${names.length} fields of the header`,
      });
    else if (columns && filled.some((cell) => cell.includes("\uFFFD")))
      faults.push({ line, sentence: "A letter was lost before the file came here: � stands for it" });
    else rows.push({ line, cells: byName(names, filled) });
  }
  return { rows, faults: faults.sort((a, b) => a.line - b.line).slice(0, mostFaults) };
}

const byName = (names: readonly string[], cells: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name, index) => (name ? [[name, cells[index]!]] : [])));

const folded = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");

/** A header as it is known here, however its letters are written. */
const asKnown = (name: string, known: readonly string[] | undefined): string =>
  known?.find((one) => one === folded(name)) ?? name.trim();

/** Text, and what separates its fields. */
type Cut = { text: string; separator: string };

/**
 * What separates the fields: as the first line says ("sep=;", which becomes a blank line), else whatever cuts the header
 * into the most names that are known, or into the most there are. A comma where that decides nothing.
 */
export function cutBy(text: string, known?: readonly string[]): Cut {
  const said = /^sep=([,;|\t])[ \t]*(?=[\r\n]|$)/i.exec(text);
  if (said) return { text: withoutEmptyEnd(text.slice(said[0].length), said[1]!), separator: said[1]! };
  const counts = [",", ";", "\t"].map((separator) => {
    const names = headerCut(text, separator);
    return {
      separator,
      count: known ? names.filter((name) => known.includes(folded(name))).length : names.length,
    };
  });
  const { separator } = counts.reduce((most, one) => (one.count > most.count ? one : most));
  return { text: withoutEmptyEnd(text, separator), separator };
}

// Enough of it to tell what separates its names, however many it has.
const headerAtMost = 64 * 1024;

function headerCut(text: string, separator: string): string[] {
  try {
    return (
      (
        parse(text.slice(0, headerAtMost), {
          ...dialect,
          delimiter: separator,
          relax_quotes: true,
          to: 1,
        }) as string[][]
      )[0] ?? []
    );
  } catch (error) {
    if (error instanceof CsvError) return [];
    throw error;
  }
}

/** Rows without anything in them at the end would count as rows, and a spreadsheet may leave a million. */
function withoutEmptyEnd(text: string, separator: string): string {
  const end = withoutEnd(text, `${separator} \t\r\n\u00A0`).length;
  const after = /[\r\n]/g;
  after.lastIndex = end;
  const lineEnd = after.exec(text);
  return lineEnd ? text.slice(0, lineEnd.index) : text;
}

const refused = (line: number, sentence: string) => ({ rows: [], faults: [{ line, sentence }] });

function headerFaults(names: readonly string[], columns?: Columns): string[] {
  const known = columns && [...columns.required, ...(columns.optional ?? [])];
  const sentences: string[] = [];
  const seen = new Set<string>();
  for (const name of names.filter(Boolean)) {
    const isAgain = seen.has(name);
    seen.add(name);
    if (isAgain) sentences.push(`The header ${name} stands there twice`);
    else if (known && !known.includes(name))
      sentences.push(`The header ${name} is not known; known are ${known.join(", ")}`);
  }
  for (const name of columns?.required ?? [])
    if (!names.includes(name)) sentences.push(`The header ${name} is missing`);
  return sentences;
}

type Line = { line: number; cells: string[] };
type Records = {
  records: Line[];
  faults: CsvFault[];
  /** The line at which the reading ended, because there were more records than anybody may send. */
  tooLong: number | null;
};

const dialect = {
  record_delimiter: ["\r\n", "\n", "\r"],
  skip_empty_lines: true,
  relax_column_count: true,
} satisfies Options;

const strayQuotes: Record<string, string> = {
  CSV_INVALID_CLOSING_QUOTE: "Something follows a closing quote",
  INVALID_OPENING_QUOTE: "A quote stands inside a field that is not quoted",
};

/**
 * A stray quote spoils its own line only; the thousandth, and a quote that never closes, end the reading. The library stops at the
 * first stray quote, or reads on and says nothing of it: so a text that it refuses is read again leniently, and every
 * record with a quote in it once more for itself, strictly.
 */
function recordsOf({ text, separator }: Cut, mostRows: number, lenient = false): Records {
  const bytes = Buffer.from(text);
  const options = { ...dialect, delimiter: separator };
  const found: Records = { records: [], faults: [], tooLong: null };
  let [from, line] = [0, 1];
  const take = (cells: string[], { bytes: end }: { bytes: number }) => {
    if (found.faults.length === mostFaults) return null;
    const begins = line + blankLines(bytes, from);
    const raw = bytes.subarray(from, end);
    from = end;
    line += breaksIn(raw);
    const stray = lenient && cells.some((cell) => cell.includes('"')) ? strayQuote(raw, options) : undefined;
    if (stray) found.faults.push({ line: begins, sentence: stray });
    else if (cells.some((cell) => cell.trim())) found.records.push({ line: begins, cells });
    if (++taken > mostRows + 1) found.tooLong = begins;
    return null;
  };
  let taken = 0;
  try {
    parse(bytes, { ...options, relax_quotes: lenient, to: mostRows + 2, on_record: take });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code !== "CSV_QUOTE_NOT_CLOSED") return recordsOf({ text, separator }, mostRows, true);
    found.faults.push({
      line: line + blankLines(bytes, from),
      sentence: "A quote is opened and never closed",
    });
  }
  return found;
}

/** Why a record is refused when it is read strictly. */
function strayQuote(raw: Buffer, options: Options): string | undefined {
  try {
    parse(raw, options);
    return undefined;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return strayQuotes[error.code];
  }
}

const [lineFeed, carriageReturn] = [10, 13];

/** How many lines end here: with LF, with CR, or with both. */
function breaksIn(raw: Buffer): number {
  let breaks = 0;
  for (let at = raw.indexOf(lineFeed); at !== -1; at = raw.indexOf(lineFeed, at + 1)) breaks++;
  for (let at = raw.indexOf(carriageReturn); at !== -1; at = raw.indexOf(carriageReturn, at + 1))
    if (raw[at + 1] !== lineFeed) breaks++;
  return breaks;
}

function blankLines(bytes: Buffer, from: number): number {
  let [at, blank] = [from, 0];
  for (;;) {
    if (bytes[at] === carriageReturn && bytes[at + 1] === lineFeed) at++;
    if (bytes[at] !== lineFeed && bytes[at] !== carriageReturn) return blank;
    at++;
    blank++;
  }
}

/** A decimal number that is written as it stands, so that a spreadsheet calculates with it. */
export type Digits = { readonly digits: string };
/** Text is made safe against formulas; numbers stay numbers; null is an empty cell. */
export type Cell = string | number | bigint | Digits | null;

/** One record of RFC 4180, with its CRLF. */
export const csvRow = (cells: readonly Cell[]): string =>
  stringify([cells], {
    record_delimiter: "\r\n",
    quote_record_delimiter: true,
    cast: { string: withoutFormulas, object: (cell) => (cell as Digits).digits },
  });

/** "-1234.50" from -123450 pence: no currency sign, no thousands, no rounding. */
export function amount(pence: Pence): Digits {
  const size = pence < 0n ? -pence : pence;
  return { digits: `${pence < 0n ? "-" : ""}${size / 100n}.${String(size % 100n).padStart(2, "0")}` };
}

/**
 * Puts an apostrophe before whatever a spreadsheet would take for a formula: = + - @ (also in their wide forms), tab or
 * carriage return at the start of the text, or after a character at which a program with other separators than ours might
 * cut the cell in two. (The library looks at the start alone.)
 */
export const withoutFormulas = (text: string): string =>
  text.replace(/(?<=^|[;,"\t\r\n])(?=[=+\-@\t\r＝＋－＠])/g, "'");
