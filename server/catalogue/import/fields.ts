import { withoutMarkup } from "./markup.ts";
import { at, type Plain, scalar } from "./records.ts";
import { cleaned, cut, type Defect, saysNothing } from "./text.ts";

/** Reads fields of one record by their paths in any version, and notes what was wrong with each. */
export function fieldsOf(record: Plain | null) {
  const defects: Defect[] = [];
  const note = (field: string, sentence: string, value: Plain | string | null) => {
    if (defects.length < 200) defects.push({ field, sentence, value: shown(value) });
  };

  /** The first of these paths where something stands. */
  const find = (paths: readonly string[]) => {
    for (const path of paths) {
      const value = at(record, path);
      if (value !== null) return { path, value };
    }
    return null;
  };

  const worded = (path: string, text: string) => {
    const { text: words, sentence } = withoutMarkup(text);
    if (sentence) note(path, sentence, text);
    if (words.includes("\uFFFD")) note(path, "A letter was lost before it came here: � stands for it", words);
    return words;
  };

  const clean = (path: string, text: string, most: number) => {
    const { text: safe, changed } = cleaned(text);
    if (changed) note(path, "Hidden control characters were taken out", safe.slice(0, 300));
    if (safe.length > most)
      note(path, `Longer than ${most} characters: cut here, kept whole as it came`, safe.slice(0, 300));
    return cut(safe, most);
  };

  /** One text. A list where a text belongs is joined. */
  function text(
    paths: readonly string[],
    { most = 500, keepEmpty = false } = {},
  ): { path: string; text: string } {
    const found = find(paths);
    if (!found) return { path: paths[0]!, text: "" };
    const { path, value } = found;
    const joined = worded(path, scalar(value) ?? textsIn(value).join("; "));
    if (typeof value === "object")
      note(
        path,
        Array.isArray(value) ? "A list where a text belongs: joined" : "An object where a text belongs",
        value,
      );
    const safe = most <= 500 ? clean(path, joined, most).replace(/\s+/g, " ") : clean(path, joined, most);
    if (!keepEmpty && saysNothing(safe)) {
      note(path, "Says nothing: left empty", safe);
      return { path, text: "" };
    }
    return { path, text: safe };
  }

  /** A list. A text where a list belongs is one entry, or several where it is separated by commas and `split` says so. */
  function list(
    paths: readonly string[],
    { split = false, quiet = false } = {},
  ): { path: string; list: string[] } {
    const found = find(paths);
    if (!found) return { path: paths[0]!, list: [] };
    const { path, value } = found;
    const given = scalar(value);
    if (given !== null && !quiet) note(path, "A text where a list belongs", given);
    const parts = (given === null ? textsIn(value) : [given])
      .map((one) => worded(path, one))
      .flatMap((one) => (one.includes(";,;") ? one.split(";,;") : split ? one.split(/[,;\n]/) : [one]));
    const safe = parts.map((part) => clean(path, part, 500).replace(/\s+/g, " ")).filter(Boolean);
    const useful = safe.filter((part) => !saysNothing(part));
    if (useful.length < safe.length) note(path, "Says nothing: left out", safe.find(saysNothing) ?? "");
    if (useful.length > 500)
      note(path, "More than 500 entries: the rest is kept only as it came", String(useful.length));
    return { path, list: [...new Set(useful)].slice(0, 500) };
  }

  return { defects, note, find, text, list };
}
export type Fields = ReturnType<typeof fieldsOf>;

/** The texts of a value: entries of a list, or what names an object. */
export function textsIn(value: Plain): string[] {
  const single = scalar(value);
  if (single !== null) return [single];
  if (Array.isArray(value)) return value.slice(0, 2000).flatMap((one) => textsOfEntry(one));
  return textsOfEntry(value);
}

function textsOfEntry(entry: Plain): string[] {
  const single = scalar(entry);
  if (single !== null) return [single];
  if (Array.isArray(entry)) return entry.flatMap((one) => scalar(one) ?? []);
  for (const key of ["title", "name", "value", "label", "url", "pid", "text"]) {
    const named = scalar(at(entry, key));
    if (named !== null) return [named];
  }
  return Object.values(entry).flatMap((one) => scalar(one) ?? []);
}

function shown(value: Plain | string | null): string {
  if (value === null) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return cut(cleaned(text).text, 300);
}
