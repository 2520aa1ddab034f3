import { type CsvRow, readCsv } from "#server/lib/csv.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { pruned, type RawRecord } from "./records.ts";
import { harmless } from "./text.ts";

export type SentFile = { name: string; text: string };
type IdentifierClass = "direct" | "indirect" | "none";
export type ColumnRow = { key: string; table: string; name: string; dataType: string; description: string };
export type RatingRow = {
  keys: string[];
  source: string;
  dimension: string;
  rating: string;
  scoreBp: number | null;
  /** Year and month out of the file's name. */
  month: string | null;
};
/** Everything that was sent, whatever file it stood in. */
export type Sent = {
  records: RawRecord[];
  columns: ColumnRow[];
  /** Identifier class by field name in lower case. */
  dictionary: Map<string, IdentifierClass>;
  ratings: RatingRow[];
};

const largestImport = 20 * 1024 * 1024;

/** How many rows or records a file may have: where somebody waits for a page, and where nobody does. */
export const mostRowsOf = { page: 20_000, command: 100_000 };

/**
 * Reads files of any of the known kinds, recognised by what stands in them. Refuses a file that is none of them, or has
 * more rows or records than it may.
 */
export function readFiles(files: readonly SentFile[], mostRows = mostRowsOf.page): Sent {
  const sent: Sent = { records: [], columns: [], dictionary: new Map(), ratings: [] };
  for (const file of files) {
    const before = sent.records.length;
    readFile({ ...file, text: file.text.replace(/^\uFEFF/, "") }, sent, mostRows);
    if (sent.records.length - before > mostRows)
      throw unreadable(
        file,
        `it has more than ${mostRows.toLocaleString("en-GB")} records${byCommand(mostRows)}`,
      );
  }
  return sent;
}

const byCommand = (mostRows: number) =>
  mostRows < mostRowsOf.command
    ? `. Up to ${mostRowsOf.command.toLocaleString("en-GB")} are imported by the command catalogue:import`
    : "";

// Never over the end of a line: else each of many blank lines would look at all that follow.
const lineWithObject = /^[ \t]*\{"/m;

/** As arguments of a call, the records of a large file would not fit on the stack. */
function addAll(records: RawRecord[], found: readonly RawRecord[]) {
  for (const one of found) records.push(one);
}

function readFile(file: SentFile, sent: Sent, mostRows: number) {
  const start = file.text.trimStart();
  if (!start) throw unreadable(file, "it is empty");
  if (Buffer.byteLength(file.text) > largestImport) throw unreadable(file, "it is larger than 20 MB");
  if (start.startsWith("[")) return addAll(sent.records, listed(file, file.text.indexOf("[")));
  if (start.startsWith("{")) {
    const whole = parsed(file.text);
    return addAll(sent.records, whole === undefined ? lines(file) : wholeObject(file, whole));
  }
  if (lineWithObject.test(file.text) && !/^[^\n{]*,/.test(start)) return addAll(sent.records, lines(file));
  readTable(file, sent, mostRows);
}

const unreadable = (file: SentFile, why: string) =>
  new Refusal("bad_input", `${harmless(file.name).slice(0, 100)} cannot be read: ${why}`, "files");

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// Deeper than any record; JSON is read however deep it is, and written only as deep as the stack.
const deepest = 1000;

function isDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true;
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  }
  return false;
}

const noRecord = (value: unknown) =>
  value === undefined
    ? "It is not JSON"
    : value === null || typeof value !== "object" || Array.isArray(value)
      ? "It is no record: an object is expected"
      : null;

function rawOf(file: SentFile, line: number, original: string, value: unknown): RawRecord {
  const fault = noRecord(value);
  // PostgreSQL keeps no NUL; JSON spells it otherwise.
  const kept = original.replaceAll("\u0000", "\\u0000");
  if (fault) return { file: file.name, line, original: kept, value: null, fault };
  const left = pruned(value);
  return { file: file.name, line, original: kept, value: left, fault: left === null ? "It is empty" : null };
}

/** JSON lines: each stands for itself, so that one that is broken spoils no other. */
const lines = (file: SentFile): RawRecord[] =>
  file.text
    .split("\n")
    .flatMap((text, index) => (text.trim() ? [rawOf(file, index + 1, text.trim(), parsed(text))] : []));

/** One object: a record, or a reply with the list of records in it. */
function wholeObject(file: SentFile, whole: unknown): RawRecord[] {
  const object = whole as Record<string, unknown>;
  const isRecord = ["summary", "title", "required", "name", "pid", "identifier"].some((key) =>
    Object.hasOwn(object, key),
  );
  const list = Object.values(object).find(
    (value): value is unknown[] => Array.isArray(value) && value.some((one) => noRecord(one) === null),
  );
  if (isRecord || !list) return [rawOf(file, 1, file.text.trim(), whole)];
  return list.map((one, index) =>
    rawOf(file, index + 1, JSON.stringify(isDeep(one) ? pruned(one) : one), one),
  );
}

/** A JSON list, cut into its elements as they stand; where the text breaks off, the rest is one broken record. */
function listed(file: SentFile, open: number): RawRecord[] {
  const { text } = file;
  const found: RawRecord[] = [];
  let [depth, inText, from, number] = [0, false, open + 1, 0];
  const take = (to: number) => {
    const piece = text.slice(from, to).trim();
    if (piece) found.push(rawOf(file, ++number, piece, parsed(piece)));
    from = to + 1;
  };
  for (let here = open; here < text.length; here++) {
    const sign = text[here];
    if (inText) {
      if (sign === "\\") here++;
      else if (sign === '"') inText = false;
    } else if (sign === '"') inText = true;
    else if (sign === "[" || sign === "{") depth++;
    else if (sign === "," && depth === 1) take(here);
    else if ((sign === "]" || sign === "}") && --depth === 0) {
      take(here);
      break;
    }
  }
  if (depth > 0 || inText) take(text.length);
  else if (text.slice(from).trim()) take(text.length);
  return found;
}

const classes: Record<string, IdentifierClass> = {
  "DIRECT IDENTIFIER": "direct",
  "INDIRECT IDENTIFIER": "indirect",
  "NON IDENTIFYING DATA": "none",
};
const strictness = ["none", "indirect", "direct"];

function readTable(file: SentFile, sent: Sent, mostRows: number) {
  const { rows, faults } = readCsv(file.text, undefined, { largestBytes: largestImport, mostRows });
  const header = new Set(rows[0] ? Object.keys(rows[0].cells) : []);
  const has = (...names: string[]) => names.every((name) => header.has(name));
  if (rows.length === 0) {
    const why = faults[0]?.sentence ?? "it is neither JSON nor comma-separated values with a header";
    throw unreadable(file, why.endsWith(" rows") ? `${why}${byCommand(mostRows)}` : why);
  }
  if (has("dataset_key", "table_name", "column_name")) {
    if (faults[0]) throw unreadable(file, `line ${faults[0].line}: ${faults[0].sentence}`);
    for (const { cells } of rows)
      sent.columns.push({
        key: cells.dataset_key!.trim(),
        table: cells.table_name!,
        name: cells.column_name!,
        dataType: cells.data_type ?? "",
        description: cells.description ?? "",
      });
  } else if (has("field_name", "governance")) readDictionary(rows, sent.dictionary);
  else if (has("weighted_quality_rating") || has("metadata_richness")) readRatings(file, rows, sent.ratings);
  else if (has("title") || has("summary.title") || has("name") || has("summary.name") || has("summary"))
    addAll(sent.records, tableOfRecords(file, rows, faults));
  else throw unreadable(file, "its columns are none that we know");
}

/** Where two workbooks say different things of a field, the stricter counts. */
function readDictionary(rows: readonly CsvRow[], dictionary: Map<string, IdentifierClass>) {
  for (const { cells } of rows) {
    const name = cells.field_name!.trim().toLowerCase();
    const said = classes[cells.governance!.trim().toUpperCase()];
    if (!name || !said) continue;
    const before = dictionary.get(name);
    if (!before || strictness.indexOf(said) > strictness.indexOf(before)) dictionary.set(name, said);
  }
}

const notRatings = new Set(["pid", "id", "publisher", "title", "schema_version"]);

function readRatings(file: SentFile, rows: readonly CsvRow[], ratings: RatingRow[]) {
  const month = /(\d{4}-(?:0[1-9]|1[0-2]))/.exec(file.name)?.[1] ?? null;
  for (const { cells } of rows) {
    const about = {
      keys: [cells.pid, cells.id].map((key) => key?.trim() ?? "").filter(Boolean),
      month,
    };
    if (cells.weighted_quality_rating !== undefined) {
      const score = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(cells.weighted_quality_score ?? "");
      ratings.push({
        ...about,
        source: "HDR UK metadata quality",
        dimension: "Metadata quality",
        rating: cells.weighted_quality_rating.trim(),
        scoreBp: score
          ? Math.min(10_000, Number(score[1]) * 100 + Number((score[2] ?? "").padEnd(2, "0")))
          : null,
      });
    } else
      for (const [name, rating] of Object.entries(cells))
        if (rating.trim() && !notRatings.has(name))
          ratings.push({
            ...about,
            source: "HDR UK data utility",
            dimension: sentence(name.replaceAll("_", " ")),
            rating: rating.trim(),
            scoreBp: null,
          });
  }
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** A row a record: dotted headers are paths, and a cell that is JSON is what it says. */
function tableOfRecords(
  file: SentFile,
  rows: readonly CsvRow[],
  faults: readonly { line: number; sentence: string }[],
): RawRecord[] {
  const text = file.text.split(/\r\n|\n|\r/);
  const taken = rows.map(({ line, cells }) => {
    const nested: { [key: string]: unknown } = Object.create(null);
    for (const [path, cell] of Object.entries(cells)) if (cell.trim()) put(nested, path, cellValue(cell));
    return rawOf(file, line, JSON.stringify(cells), nested);
  });
  const spoilt = faults.map(({ line, sentence }) => ({
    file: file.name,
    line,
    original: (text[line - 1] ?? "").replaceAll("\u0000", "\\u0000"),
    value: null,
    fault: sentence,
  }));
  return [...taken, ...spoilt].sort((a, b) => a.line - b.line);
}

function cellValue(cell: string): unknown {
  if (!/^\s*[[{]/.test(cell)) return cell;
  return parsed(cell) ?? cell;
}

function put(target: { [key: string]: unknown }, path: string, value: unknown) {
  const keys = path.split(".");
  let here = target;
  for (const key of keys.slice(0, -1)) {
    const inner = here[key];
    if (inner === undefined || inner === null || typeof inner !== "object" || Array.isArray(inner))
      here[key] = Object.create(null);
    here = here[key] as { [key: string]: unknown };
  }
  here[keys.at(-1)!] = value;
}
