import { withoutEnd } from "#server/lib/words.ts";
import type { Description } from "../description.ts";

/** How a field of a description is written in a form. */
export type FieldKind = "line" | "prose" | "list" | "day" | "number" | "choice" | "ticks" | "counts" | "bar";

/** A field of a form: where it stands in the description ("title", "details.keywords"), and how it is written. */
export type TypedField = { field: string; kind: FieldKind };

/** What a form sends: a field sent once is text, sent several times a list. */
export type Typed = Readonly<Record<string, string | readonly string[] | undefined>>;
/** Values of a description by field. */
export type Patch = Readonly<Record<string, unknown>>;

const textOf = (typed: string | readonly string[] | undefined): string =>
  typeof typed === "string" ? typed : (typed?.[0] ?? "");
const linesOf = (typed: string | readonly string[] | undefined): string[] =>
  textOf(typed)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);

/**
 * Reads what was typed into values of a description. Never fails: what is wrong with a value is said by its schema, so
 * that a half-typed form can be looked at while somebody types. Runs in the browser.
 */
export function readTyped(fields: readonly TypedField[], typed: Typed): Patch {
  return Object.fromEntries(fields.map(({ field, kind }) => [field, readValue(kind, field, typed)]));
}

function readValue(kind: FieldKind, field: string, typed: Typed): unknown {
  const sent = typed[field];
  if (kind === "list") return linesOf(sent);
  if (kind === "ticks") return (typeof sent === "string" ? [sent] : [...(sent ?? [])]).filter(Boolean);
  if (kind === "day") return textOf(sent).trim() || null;
  if (kind === "number") return textOf(sent).replace(/[,\s]/g, "") || null;
  if (kind === "counts") return linesOf(sent).map(countOf);
  if (kind === "bar") {
    const bar = textOf(sent);
    return bar === "" || bar === "none"
      ? null
      : { kind: bar, reason: textOf(typed[`${field}.reason`]).trim() };
  }
  return textOf(sent).trim();
}

/** "Persons | 120000 | 2025-04-01 | Count | All ages" */
function countOf(line: string) {
  const [node = "", value = "", on = "", property = "", note = ""] = line
    .split("|")
    .map((part) => part.trim());
  return { node, value, on: on || null, property, note };
}

/** The same values as a form shows them; one line an entry of a list. */
export function asTyped({ kind }: TypedField, value: unknown): string | string[] {
  if (kind === "ticks") return [...(value as readonly string[])];
  if (kind === "list") return (value as readonly string[]).join("\n");
  if (kind === "counts")
    return (value as Description["details"]["observations"])
      .map(({ node, value: counted, on, property, note }) =>
        withoutEnd([node, counted, on ?? "", property, note].join(" | "), " |"),
      )
      .join("\n");
  if (kind === "bar") return (value as Description["bar"])?.kind ?? "none";
  return value === null || value === undefined ? "" : String(value);
}

/** The value that stands at a field. */
export const valueAt = (description: Description, field: string): unknown =>
  field.startsWith("details.")
    ? (description.details as Record<string, unknown>)[field.slice(8)]
    : (description as unknown as Record<string, unknown>)[field];

/** A description with some of its fields replaced; the others stay as they are. */
export function patched(description: Description, patch: Patch): Description {
  const inDetails = ([field]: [string, unknown]) => field.startsWith("details.");
  const entries = Object.entries(patch);
  return {
    ...description,
    ...Object.fromEntries(entries.filter((entry) => !inDetails(entry))),
    details: {
      ...description.details,
      ...Object.fromEntries(entries.filter(inDetails).map(([field, value]) => [field.slice(8), value])),
    },
  } as Description;
}
