import type { Kind } from "#server/commercial-models/index.ts";
import { choiceInWords, labelOf } from "#server/licensing/contract/terms-in-words.ts";
import { inWordsOf } from "#server/pricing/parameter-text.ts";
import { type Shape, unitAt } from "#server/pricing/parameters.ts";

export const standingWords = {
  list: "At list terms",
  approval: "On approval",
  not: "Not on offer",
} as const;

/** "tiers.standard" reads "Prices: standard", "bands.0.rateBp" reads "Bands 1: rate". */
export function parameterName(path: string): string {
  if (path.startsWith("limits.")) {
    const steps = path.split(".");
    return `${parameterName(steps.slice(1, -1).join("."))}, ${steps.at(-1)}`;
  }
  const fields: Record<string, string> = {
    standing: "Standing",
    reason: "Reason",
    months: "Length in months",
    users: "Named users",
    furtherYear: "Each further year",
    furtherUser: "Each further user a year",
  };
  if (fields[path]) return fields[path];
  const [list = "", ...rest] = path.split(".");
  if (rest.length === 0) return labelOf(list);
  const [at = "", ...inner] = rest;
  const place = /^\d+$/.test(at) ? ` ${Number(at) + 1}` : `: ${at}`;
  return inner.length === 0
    ? `${labelOf(list)}${place}`
    : `${labelOf(list)}${place}: ${inner.map((step) => (/^\d+$/.test(step) ? Number(step) + 1 : labelOf(step).toLowerCase())).join(" ")}`;
}

/** A value of a difference in its own unit. */
export function valueInWords(kind: Kind, path: string, value: unknown): string {
  if (value === undefined) return "none";
  if (path === "standing") return standingWords[value as keyof typeof standingWords];
  if (path === "furtherYear" || path === "furtherUser") return inWordsOf("pounds", value);
  const unit = unitAt(kind, path.startsWith("limits.") ? path.split(".").slice(1, -1).join(".") : path);
  if (unit === "choice") return choiceInWords(String(value));
  return inWordsOf(unit, value) || "nothing";
}

/** The unit that a field is typed in, for its label. */
export const unitInLabel = (shape: Shape): string =>
  shape.shape !== "value" ? "" : shape.unit === "pounds" ? " (£)" : shape.unit === "percent" ? " (%)" : "";

/** What the engine says of a parameter, without the unit it calculates in. */
export const saysOf = (says: string): string =>
  says
    .replace(/,? in (pence|basis points)( of)?/g, (_, _unit, of) => (of ? ", of" : ""))
    .replace(/^Pence /, "Price ")
    .replace(/10,000 is once/, "100 is once");
