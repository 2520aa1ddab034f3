export type CsvRow = { line: number; cells: Record<string, string> };
export type CsvFault = { line: number; sentence: string };
export type Columns = { required: readonly string[]; optional?: readonly string[] };

const usualBytes = 5 * 1024 * 1024;
const mostRows = 100_000;
const mostFaults = 1000;

/**
 * Reads comma-separated text with a header (RFC 4180): a byte order mark, CRLF or LF, and quoted fields with doubled
 * quotes and line breaks in them. Lines count from 1, as an editor shows them; a row's line is where it begins. Blank
 * lines are passed over. With `columns`, a header that is missing or unknown is a fault; without, any header will do.
 * Whatever has a fault gives no row: read rows only when `faults` is empty. At most 5 MB unless told otherwise, 100,000
 * rows, 1,000 faults.
 */
export function readCsv(
  text: string,
  columns?: Columns,
  largestBytes = usualBytes,
): { rows: CsvRow[]; faults: CsvFault[] } {
  if (Buffer.byteLength(text) > largestBytes)
    return {
      rows: [],
      faults: [{ line: 1, sentence: `The file is larger than ${Math.floor(largestBytes / 1024 / 1024)} MB` }],
    };
  const { records, faults } = split(text.startsWith("\uFEFF") ? text.slice(1) : text);
  const [header, ...body] = records;
  if (!header)
    return { rows: [], faults: faults.length ? faults : [{ line: 1, sentence: "The file is empty" }] };
  const names = header.cells.map((name) => name.trim());
  const wrongHeader = headerFaults(names, columns).map((sentence) => ({ line: header.line, sentence }));
  if (wrongHeader.length) return { rows: [], faults: wrongHeader };
  if (body.length > mostRows)
    return {
      rows: [],
      faults: [{ line: body[mostRows]!.line, sentence: "The file has more than 100,000 rows" }],
    };

  const rows: CsvRow[] = [];
  for (const { line, cells } of body) {
    if (cells.length !== names.length)
      faults.push({
        line,
        sentence: `This line has ${cells.length} of the ${names.length} fields of the header`,
      });
    else rows.push({ line, cells: Object.fromEntries(names.map((name, index) => [name, cells[index]!])) });
  }
  return { rows, faults: faults.sort((a, b) => a.line - b.line).slice(0, mostFaults) };
}

function headerFaults(names: readonly string[], columns?: Columns): string[] {
  const known = columns && [...columns.required, ...(columns.optional ?? [])];
  const sentences: string[] = [];
  for (const [index, name] of names.entries()) {
    if (!name) sentences.push(`Column ${index + 1} has no header`);
    else if (names.indexOf(name) < index) sentences.push(`The header ${name} stands there twice`);
    else if (known && !known.includes(name))
      sentences.push(`The header ${name} is not known; known are ${known.join(", ")}`);
  }
  for (const name of columns?.required ?? [])
    if (!names.includes(name)) sentences.push(`The header ${name} is missing`);
  return sentences;
}

type Line = { line: number; cells: string[] };

// One pass over the text. A stray quote spoils its own line only; a quote that never closes ends the reading.
function split(text: string): { records: Line[]; faults: CsvFault[] } {
  const records: Line[] = [];
  const faults: CsvFault[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const record: Line = { line, cells: [] };
    let spoilt: string | null = null;
    for (;;) {
      let cell: string;
      if (text[at] === '"') {
        const end = closingQuote(text, at + 1);
        if (end === -1) {
          faults.push({ line: record.line, sentence: "A quote is opened and never closed" });
          return { records, faults };
        }
        const quoted = text.slice(at + 1, end);
        line += quoted.split("\n").length - 1;
        cell = quoted.replaceAll('""', '"');
        at = end + 1;
        if (at < text.length && !isBreak(text, at) && text[at] !== ",") {
          spoilt = "Something follows a closing quote";
          at = endOfBare(text, at);
        }
      } else {
        const end = endOfBare(text, at);
        cell = text.slice(at, end);
        if (cell.includes('"')) spoilt = "A quote stands inside a field that is not quoted";
        at = end;
      }
      record.cells.push(cell);
      if (text[at] !== ",") break;
      at++;
    }
    at += text[at] === "\r" ? 2 : 1;
    line++;
    if (spoilt) faults.push({ line: record.line, sentence: spoilt });
    else if (record.cells.length > 1 || record.cells[0]!.trim()) records.push(record);
  }
  return { records, faults };
}

const isBreak = (text: string, at: number) =>
  text[at] === "\n" || (text[at] === "\r" && text[at + 1] === "\n");

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at;
  return -1;
}

function endOfBare(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== "," && !isBreak(text, at)) at++;
  return at;
}
