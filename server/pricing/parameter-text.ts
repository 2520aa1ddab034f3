import { poundsEach } from "#server/commercial-models/engine/unit-price.ts";
import { isCivil } from "#server/lib/dates.ts";
import { percent, pounds } from "#server/lib/money.ts";
import type { Parameter, Shape, Unit } from "./parameters.ts";

/**
 * Parameters as people type them, in their own units, and back. One value is one field; rows, lists and values by name
 * are written one a line: "up to: 10,000,000.00; rate: 2" or "analyst hour = 86.40".
 */
export function typed(shape: Shape, value: unknown): string {
  if (value === undefined || value === null) return "";
  // Left empty a list is what is usual; "none" says that it has nothing.
  if (Array.isArray(value) && value.length === 0) return "none";
  if (shape.shape === "value") return typedValue(shape.unit, value);
  if (shape.shape === "parts") return typedRow(shape.parts, value);
  if (shape.shape === "named")
    return Object.entries(value)
      .map(([name, inner]) => `${name} = ${typed(shape.of, inner)}`)
      .join("\n");
  return (value as unknown[]).map((inner) => typed(shape.of, inner)).join("\n");
}

export type ReadTyped = { value: unknown; problem?: undefined } | { problem: string };

/** Reads one field; undefined when it was left empty. The problem says in which line it is. */
export function readTyped(shape: Shape, text: string): ReadTyped {
  const trimmed = text.trim();
  if (trimmed === "") return { value: undefined };
  if (shape.shape === "value") return readValue(shape.unit, shape.choices, trimmed);
  if (shape.shape === "parts") return readRow(shape.parts, trimmed);
  if (shape.shape !== "named" && /^none$/i.test(trimmed)) return { value: [] };
  const lines = trimmed.split(/\r?\n/).filter((line) => line.trim() !== "");
  const read: [string, unknown][] = [];
  for (const [index, line] of lines.entries()) {
    const one = shape.shape === "named" ? readNamed(shape.of, line) : readTyped(shape.of, line);
    if (one.problem !== undefined) return { problem: `Line ${index + 1}: ${one.problem}` };
    const [name, value] =
      shape.shape === "named" ? (one.value as [string, unknown]) : [String(index), one.value];
    if (read.some(([other]) => other === name))
      return { problem: `Line ${index + 1}: there is already a line for ${name}` };
    read.push([name, value]);
  }
  return { value: shape.shape === "named" ? Object.fromEntries(read) : read.map(([, value]) => value) };
}

/** A value with its unit, as people read it. */
export function inWordsOf(unit: Unit | null, value: unknown): string {
  if (value === undefined || value === null) return "none";
  if (unit === "pounds" && /^\d+(\.\d+)?$/.test(String(value))) return poundsEach(String(value));
  if (unit === "percent") return `${typedValue("percent", value)}%`;
  return typedValue(unit ?? "text", value);
}

/** "damagesBpPerWeek" as "damages per week". */
const wordsOf = (name: string): string =>
  name
    .replace(/Bp(?=$|[A-Z])/, "")
    .replace(/([A-Z])/g, " $1")
    .toLowerCase()
    .trim();

/** How a row is written, for a hint: "up to: pounds or no limit; rate: per cent". */
export function pattern(shape: Shape): string {
  if (shape.shape === "value")
    return shape.choices.length > 0 ? shape.choices.join(" or ") : units[shape.unit];
  if (shape.shape === "named") return `name = ${pattern(shape.of)}`;
  if (shape.shape !== "parts") return pattern(shape.of);
  return shape.parts
    .flatMap(({ name, is }) =>
      is.shape === "parts"
        ? [pattern(is)]
        : [
            `${wordsOf(name)}: ${is.shape === "list" ? "names with commas" : pattern(is)}${name === "upTo" ? " or no limit" : ""}`,
          ],
    )
    .join("; ");
}

const units: Record<Unit, string> = {
  pounds: "pounds",
  percent: "per cent",
  count: "number",
  day: "a day, or start + 90 days",
  yes_no: "yes or no",
  choice: "choice",
  text: "text",
};

function typedValue(unit: Unit, value: unknown): string {
  if (unit === "yes_no") return value ? "yes" : "no";
  const text = String(value);
  if (unit === "pounds" && /^\d+$/.test(text)) return pounds(BigInt(text)).replace("£", "");
  if (unit === "percent" && /^-?\d+$/.test(text))
    return text.startsWith("-")
      ? `-${percent(BigInt(text.slice(1))).replace("%", "")}`
      : percent(BigInt(text)).replace("%", "");
  const relative = /^\{start\}(?:\+(\d+)d)?$/.exec(text);
  if (relative) return relative[1] ? `start + ${relative[1]} days` : "start";
  return text;
}

function readValue(unit: Unit, choices: readonly string[], text: string): ReadTyped {
  const bare = text.replace(/[£%,\s]/g, "");
  switch (unit) {
    case "pounds":
    case "percent": {
      const match = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/.exec(bare);
      if (!match || (match[1] && unit === "pounds"))
        return {
          problem: unit === "pounds" ? "Enter pounds, like 36,500.00" : "Enter a per cent, like 2.5",
        };
      const size = BigInt(match[2]! + (match[3] ?? "").padEnd(2, "0"));
      return { value: Number(match[1] ? -size : size) };
    }
    case "count":
      return /^\d{1,15}$/.test(bare) ? { value: Number(bare) } : { problem: "Enter a whole number" };
    case "day": {
      const relative = /^start(?:\s*\+\s*(\d{1,4})(?:\s*days?)?)?$/i.exec(text);
      if (relative) return { value: relative[1] ? `{start}+${Number(relative[1])}d` : "{start}" };
      return isCivil(text) ? { value: text } : { problem: "Enter a day like 2027-04-01, or start + 90 days" };
    }
    case "yes_no":
      return /^(yes|no)$/i.test(text) ? { value: /^yes$/i.test(text) } : { problem: "Enter yes or no" };
    case "choice": {
      const chosen = choices.find((choice) => choice.toLowerCase() === text.toLowerCase());
      if (chosen === undefined) return { problem: `Enter one of ${choices.join(", ")}` };
      return { value: choices.every((choice) => /^\d+$/.test(choice)) ? Number(chosen) : chosen };
    }
    case "text":
      return text.length > 500 ? { problem: "Use at most 500 characters" } : { value: text };
  }
}

/** Parts of parts are written as parts of the row: a deliverable's columns beside its weight. */
const flat = (parts: readonly Parameter[]): { path: string[]; is: Shape }[] =>
  parts.flatMap(({ name, is }) =>
    is.shape === "parts"
      ? flat(is.parts).map((inner) => ({ path: [name, ...inner.path], is: inner.is }))
      : [{ path: [name], is }],
  );

const typedRow = (parts: readonly Parameter[], value: unknown): string =>
  flat(parts)
    .flatMap(({ path, is }) => {
      const inner = path.reduce<unknown>((at, step) => (at as Record<string, unknown>)?.[step], value);
      if (inner === undefined) return [];
      const name = wordsOf(path.at(-1)!);
      if (inner === null) return [`${name}: no limit`];
      return [`${name}: ${typed(is, inner).replaceAll("\n", ", ")}`];
    })
    .join("; ");

function readRow(parts: readonly Parameter[], line: string): ReadTyped {
  const columns = flat(parts);
  const names = columns.map(({ path }) => wordsOf(path.at(-1)!));
  // A semicolon in a text parts nothing: only one before "name:" does.
  const pieces = line.split(new RegExp(`;\\s*(?=(?:${names.join("|")})\\s*:)`, "i"));
  const row: Record<string, unknown> = {};
  for (const piece of pieces) {
    const at = piece.indexOf(":");
    const name = piece.slice(0, Math.max(at, 0)).trim().toLowerCase();
    const column = columns[names.indexOf(name)];
    if (!column) return { problem: `write ${names.map((known) => `${known}: …`).join("; ")}` };
    const { path, is } = column;
    const text = piece.slice(at + 1).trim();
    const read = path[0] === "upTo" && /^no limit$/i.test(text) ? { value: null } : readCell(is, text);
    if (read.problem !== undefined) return { problem: `${name}: ${read.problem}` };
    if (read.value === undefined) continue;
    let into = row;
    for (const step of path.slice(0, -1)) {
      into[step] ??= {};
      into = into[step] as Record<string, unknown>;
    }
    into[path.at(-1)!] = read.value;
  }
  return { value: row };
}

/** Within a row, lists and values by name stand on one line, parted by commas; the comma of "1,431.00" parts nothing. */
function readCell(is: Shape, text: string): ReadTyped {
  if (is.shape === "list") return readTyped(is, text.split(",").join("\n"));
  if (is.shape === "named") return readTyped(is, text.split(/,(?=[^,=]*=)/).join("\n"));
  return readTyped(is, text);
}

function readNamed(of: Shape, line: string): ReadTyped {
  const at = line.lastIndexOf("=");
  const name = line.slice(0, Math.max(at, 0)).trim();
  if (!name || name.length > 80 || name === "__proto__") return { problem: "write name = value" };
  const read = readTyped(of, line.slice(at + 1));
  if (read.problem !== undefined) return read;
  return read.value === undefined ? { problem: "write name = value" } : { value: [name, read.value] };
}
