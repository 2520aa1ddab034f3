import { z } from "zod";
import {
  cellsAsked,
  rowsAsked,
  rowsInWords,
} from "#server/commercial-models/models/data-return/specification-in-words.ts";
import type { Specification } from "#server/commercial-models/models/data-return/terms.ts";
import { cutBy } from "#server/lib/csv.ts";
import { percent } from "#server/lib/money.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { textOfFile } from "#server/lib/text.ts";

/** What the check of a file found. Kept with the file, so that both sides read the same for ever. */
export const findingsSchema = z.object({
  /** By line of the specification: what is asked for, what the file has, whether that is enough. */
  verdict: z.array(z.object({ asked: z.string(), found: z.string(), met: z.boolean() })),
  passes: z.boolean(),
  present: z.array(z.string()),
  missing: z.array(z.string()),
  /** Columns that nobody asked for; they fail nothing. */
  unknown: z.array(z.string()),
  rows: z.number().int(),
  /** Cells of the columns asked for (without a specification: of all columns), and how many are filled. */
  cells: z.number().int(),
  filled: z.number().int(),
  /** Filled cells in basis points, rounded down: 94.999% is not 95%. Null when there is no cell. */
  completenessBp: z.number().int().nullable(),
  /** The first of them, by line as an editor counts; `faultCount` is how many there are. */
  faults: z.array(z.object({ line: z.number().int(), sentence: z.string() })),
  faultCount: z.number().int(),
});
export type Findings = z.output<typeof findingsSchema>;
type Fault = Findings["faults"][number];

/** As other files (server/lib/csv.ts), unless the contract asks for more rows: then twice as many. */
const mostColumns = 200;
const usualRows = 20_000;
const mostNamed = 50;
const longestName = 80;

/**
 * Holds a CSV file against the specification of a deliverable. Decides nothing: a file that fails may be handed in,
 * and the NHS accepts or rejects it. A missing column counts as empty cells; blank lines count as nothing. What has more
 * columns or rows than anybody may send is read as far as that, and has a fault.
 */
export function checkDeliverable(content: Uint8Array, specification: Specification | undefined): Findings {
  const faults: Fault[] = [];
  let faultCount = 0;
  const fault = (line: number, sentence: string) => {
    if (faults.length < 20) faults.push({ line, sentence });
    faultCount++;
  };
  const text = readable(content, (sentence) => fault(1, sentence));
  const cut = cutBy(text ?? "", specification?.columns);

  const names: string[] = [];
  let places: number[] = [];
  let hasHeader = false;
  let rows = 0;
  let filled = 0;
  const mostRows = Math.max(usualRows, 2 * (specification?.minimumRows ?? 0));
  eachRecord(cut, fault, (line, sent) => {
    const cells = withoutEmptyEnd(sent, names.length);
    if (!hasHeader) {
      hasHeader = true;
      if (cells.length > mostColumns) {
        fault(line, `The file has more than ${mostColumns} columns`);
        return false;
      }
      for (const name of cells) names.push(name.trim());
      for (const sentence of headerFaults(names)) fault(line, sentence);
      places = specification
        ? specification.columns.map((name) => names.indexOf(name)).filter((index) => index !== -1)
        : names.map((_, index) => index);
      return true;
    }
    if (rows === mostRows) {
      fault(line, `The file has more than ${counted(mostRows)} rows`);
      return false;
    }
    rows++;
    if (cells.length !== names.length)
      fault(line, `This line has ${cells.length} of the ${names.length} fields of the header`);
    for (const index of places) if (cells[index]?.trim()) filled++;
    return true;
  });
  if (text !== null && faultCount === 0 && !hasHeader) fault(1, "The file is empty");

  const asked = specification?.columns ?? [];
  const cells = rows * (specification ? asked.length : names.length);
  const found = new Set(names);
  const wanted = new Set(asked);
  const counts = {
    present: asked.filter((name) => found.has(name)),
    missing: asked.filter((name) => !found.has(name)),
    unknown: specification ? shown(names.filter((name) => !wanted.has(name))) : [],
    rows,
    cells,
    filled,
    completenessBp: cells === 0 ? null : Number((BigInt(filled) * 10_000n) / BigInt(cells)),
    faults,
    faultCount,
  };
  const verdict = verdictOf(counts, specification);
  return { verdict, passes: verdict.every(({ met }) => met), ...counts };
}

const counted = (count: number) => count.toLocaleString("en-GB");
const shown = (names: readonly string[]) =>
  names
    .filter(Boolean)
    .slice(0, mostNamed)
    .map((name) => name.slice(0, longestName));

function verdictOf(
  counts: Omit<Findings, "verdict" | "passes">,
  specification: Specification | undefined,
): Findings["verdict"] {
  const { missing, rows, cells, filled, completenessBp, faults, faultCount } = counts;
  const first = faults[0];
  const readable = {
    asked: "A table that can be read: text in UTF-8, its fields apart",
    found: first
      ? `Line ${first.line}: ${first.sentence}${faultCount > 1 ? `, and ${counted(faultCount - 1)} more` : ""}`
      : "Read to the end",
    met: faultCount === 0,
  };
  if (!specification) return [readable];
  return [
    readable,
    ...specification.columns.map((name) => ({
      asked: `Column ${name}`,
      found: missing.includes(name) ? "Missing" : "Present",
      met: !missing.includes(name),
    })),
    {
      asked: rowsAsked(specification.minimumRows),
      found: rowsInWords(rows),
      met: rows >= specification.minimumRows,
    },
    {
      asked: cellsAsked(specification.completenessBp),
      found:
        completenessBp === null
          ? "There is no cell"
          : `${percent(completenessBp)}: ${counted(filled)} of ${counted(cells)} cells`,
      met: (completenessBp ?? 0) >= specification.completenessBp,
    },
  ];
}

function headerFaults(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.flatMap((name, index) => {
    if (!name) return [`Column ${index + 1} has no header`];
    if (seen.has(name)) return [`The header ${name.slice(0, longestName)} stands there twice`];
    seen.add(name);
    return [];
  });
}

/** The text of a file; null where the bytes are none, once that was said. */
function readable(content: Uint8Array, say: (sentence: string) => void): string | null {
  try {
    const text = textOfFile(content);
    if (!text.includes("\0")) return text;
    say("This is not text, so no row can be read");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(error.message);
  }
  return null;
}

/** Fields without anything in them that a spreadsheet leaves after the last that counts. */
function withoutEmptyEnd(cells: string[], least: number): string[] {
  return cells.slice(0, Math.max(least, cells.findLastIndex((cell) => cell.trim()) + 1));
}

/**
 * Separated records (RFC 4180) one after the other, with the line each begins on. None is kept: ten megabytes may
 * hold a million rows, more than readCsv of server/lib/csv.ts takes. A stray quote is a fault, and its field is read as
 * it stands; a quote that never closes ends the reading, and so does a visitor that wants no more. Of a record no more
 * fields are kept than one too many.
 */
function eachRecord(
  { text, separator }: ReturnType<typeof cutBy>,
  fault: (line: number, sentence: string) => void,
  visit: (line: number, cells: string[]) => boolean,
) {
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const begins = line;
    const cells: string[] = [];
    let isBlank = true;
    for (;;) {
      if (text[at] === '"') {
        isBlank = false;
        const end = closingQuote(text, at + 1);
        if (end === -1) return fault(begins, "A quote is opened and never closed");
        const quoted = text.slice(at + 1, end);
        for (let next = quoted.indexOf("\n"); next !== -1; next = quoted.indexOf("\n", next + 1)) line++;
        if (cells.length <= mostColumns) cells.push(quoted.replaceAll('""', '"'));
        const after = endOfField(text, end + 1, separator);
        if (text.slice(end + 1, after).trim()) fault(begins, "Something follows a closing quote");
        at = after;
      } else {
        const end = endOfField(text, at, separator);
        const bare = text.slice(at, end);
        if (bare.includes('"')) fault(begins, "A quote stands inside a field that is not quoted");
        if (cells.length <= mostColumns) cells.push(bare);
        at = end;
      }
      if (text[at] !== separator) break;
      at++;
    }
    at++;
    line++;
    if ((!isBlank || cells.some((cell) => cell.trim())) && !visit(begins, cells)) return;
  }
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at;
  return -1;
}

// A carriage return before the end of a line belongs to the field and goes with its white space.
function endOfField(text: string, from: number, separator: string): number {
  let at = from;
  while (at < text.length && text[at] !== "\n" && text[at] !== separator) at++;
  return at;
}
