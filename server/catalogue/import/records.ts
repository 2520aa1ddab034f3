import { createHash } from "node:crypto";
import { canonical } from "#server/lib/canonical.ts";
import { inOneForm } from "#server/lib/text.ts";
import { withoutEnd } from "#server/lib/words.ts";
import { harmless } from "./text.ts";

/** A record as a file holds it: its text, its place, and its value unless the text is no record. */
export type RawRecord = {
  file: string;
  line: number;
  original: string;
  value: Plain | null;
  /** Why it is no record. */
  fault: string | null;
};
/** JSON without nulls and emptiness, whose objects have no prototype. */
export type Plain = string | number | boolean | Plain[] | { [key: string]: Plain };

const deepest = 40;

/** Texts in one form; drops what says nothing, so that a null, a missing field and an empty cell are the same; null when nothing is left. */
export function pruned(value: unknown, depth = 0): Plain | null {
  if (typeof value === "string") return value.trim() === "" ? null : inOneForm(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "boolean") return value;
  if (value === null || typeof value !== "object") return null;
  if (depth >= deepest) return "(nested too deeply to be read)";
  if (Array.isArray(value)) {
    const some = value.map((one) => pruned(one, depth + 1)).filter((one) => one !== null);
    return some.length ? some : null;
  }
  const result: { [key: string]: Plain } = Object.create(null);
  let any = false;
  for (const [key, inner] of Object.entries(value)) {
    const left = pruned(inner, depth + 1);
    if (left === null) continue;
    result[key] = left;
    any = true;
  }
  return any ? result : null;
}

/**
 * The same facts have the same fingerprint, whichever format and order they came in; numbers and their digits are one,
 * and half a character, which RFC 8785 refuses, counts as the mark that takes its place.
 */
export const fingerprint = (value: Plain): string =>
  createHash("sha256")
    .update(canonical(asTexts(value)), "utf8")
    .digest("hex");

function asTexts(value: Plain): Plain {
  if (Array.isArray(value)) return value.map(asTexts);
  if (typeof value !== "object") return String(value).toWellFormed();
  const result: { [key: string]: Plain } = Object.create(null);
  for (const [key, inner] of Object.entries(value)) result[key.toWellFormed()] = asTexts(inner);
  return result;
}

/** What stands at a path such as "summary.publisher.name". */
export function at(value: Plain | null, path: string): Plain | null {
  let here: Plain | null = value;
  for (const key of path.split(".")) {
    if (here === null || typeof here !== "object" || Array.isArray(here) || !Object.hasOwn(here, key))
      return null;
    here = here[key]!;
  }
  return here;
}

/** A single value as text; null when it is a list or an object. */
export const scalar = (value: Plain | null): string | null =>
  value === null || typeof value === "object" ? null : String(value);

const identityPaths = [
  "pid",
  "required.gatewayPid",
  "id",
  "required.gatewayId",
  "persistentId",
  "persistent_id",
  "datasetid",
  "datasetId",
] as const;

/** Identity of a record at its source: its lasting id, else the id of this version, else the end of its address. */
export function identityOf(value: Plain | null): string | null {
  for (const path of identityPaths) {
    const id = short(scalar(at(value, path)));
    if (id) return id;
  }
  const address = scalar(at(value, "identifier")) ?? scalar(at(value, "@id"));
  return short(address === null ? null : withoutEnd(address.split(/[?#]/, 1)[0]!, "/").split("/").at(-1)!);
}

function short(id: string | null): string | null {
  const clean = id === null ? "" : harmless(id).replace(/\s+/g, " ").trim();
  if (!clean) return null;
  return clean.length <= 200 ? clean : `sha256-${createHash("sha256").update(clean).digest("hex")}`;
}

/** Readable, and the record's own for good: from the title it came with first, and its identity. */
export function slugOf(title: string, source: string, id: string): string {
  const words = withoutEnd(
    title
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/[^a-z0-9]+/g, "-")
      .slice(0, 60)
      .replace(/^-/, ""),
    "-",
  );
  const mark = createHash("sha256").update(`${source}\n${id}`).digest("hex").slice(0, 8);
  return `${words || "dataset"}-${mark}`;
}

/** Which metadata specification the record says, or looks like. */
export function schemaVersionOf(value: Plain | null): string {
  const said = scalar(at(value, "@schema.version")) ?? scalar(at(value, "schema.version"));
  if (said) return harmless(said).slice(0, 40);
  if (at(value, "required") !== null) return "GWDM";
  if (at(value, "provenance.origin.datasetType") !== null || at(value, "summary.dataCustodian") !== null)
    return Array.isArray(at(value, "provenance.origin.datasetType")) &&
      typeof (at(value, "provenance.origin.datasetType") as Plain[])[0] === "object"
      ? "4.0"
      : "3.0";
  if (at(value, "summary.datasetType") !== null || at(value, "summary.populationSize") !== null) return "2.2";
  return at(value, "summary") !== null ? "2.x" : "1.x";
}

/** When the source last changed it and how it counts it, to tell which of two states is the later one. */
export const stateOf = (value: Plain | null): string =>
  [
    scalar(at(value, "modified")) ?? scalar(at(value, "required.modified")) ?? "",
    (scalar(at(value, "version")) ?? scalar(at(value, "required.version")) ?? "")
      .split(".")
      .map((part) => part.padStart(6, "0"))
      .join("."),
  ].join(" ");
