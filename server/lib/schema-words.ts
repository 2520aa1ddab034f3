import { z } from "zod";
import { capitalised, counted } from "./words.ts";

/**
 * What people are told where a schema has no sentence of its own: which field, and what it takes. Importing this file is
 * enough; whoever parses what people or machines sent does so, because the library's own words are meant for programmers.
 */
z.config({ customError: inWords });

type Issue = z.core.$ZodRawIssue;

function inWords(issue: Issue): string {
  const name = nameOf(issue.path ?? []);
  const said = sentenceOf(issue);
  return name ? `${name}: ${said}` : capitalised(said);
}

/** "Job title" from ["people", 3, "jobTitle"]. */
function nameOf(path: readonly PropertyKey[]): string {
  const last = path.findLast((step) => typeof step === "string");
  if (last === undefined) return "";
  const words = String(last)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
  return capitalised(words);
}

const units: Record<string, string> = {
  string: "character",
  array: "entry",
  set: "entry",
  map: "entry",
  file: "byte",
};

function sentenceOf(issue: Issue): string {
  switch (issue.code) {
    case "too_big":
      return `use at most ${sizeOf(issue.origin, issue.maximum)}`;
    case "too_small":
      return issue.minimum === 1 && issue.origin in units
        ? "this may not be empty"
        : `use at least ${sizeOf(issue.origin, issue.minimum)}`;
    case "invalid_type":
      return issue.input === undefined
        ? "this is missing"
        : (kinds[issue.expected] ?? "this is of another kind");
    case "invalid_value":
      return `choose ${issue.values.length === 1 ? "" : "one of "}${issue.values.map(String).join(", ")}`;
    case "invalid_format":
      return formats[issue.format] ?? "this is not written as it should be";
    case "not_multiple_of":
      return `use a multiple of ${issue.divisor}`;
    case "unrecognized_keys":
      return `we do not know ${issue.keys.map((key) => `"${key}"`).join(", ")}`;
    case "invalid_union":
      return "options" in issue && Array.isArray(issue.options) && issue.options.length > 0
        ? `choose one of ${issue.options.map(String).join(", ")}`
        : "this is none of the forms that we take";
    case "invalid_key":
      return "a name in it is not one that we take";
    default:
      return "this is none of the forms that we take";
  }
}

function sizeOf(origin: string, size: number | bigint): string {
  const unit = units[origin];
  return unit ? counted(Number(size), unit) : String(size);
}

const kinds: Record<string, string> = {
  string: "enter text",
  number: "enter a number",
  int: "enter a whole number",
  bigint: "enter a whole number",
  boolean: "say yes or no",
  array: "send a list",
  object: "send an object",
  record: "send an object",
};

const formats: Record<string, string> = {
  email: "enter an email address, like name@example.org",
  url: "enter an address that begins with https://",
  uuid: "this is not one of ours",
  date: "enter a day as year-month-day, like 2026-04-01",
  datetime: "enter an instant with its zone, like 2026-11-24T10:00:00Z",
};
