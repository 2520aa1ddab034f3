import { poundsEach } from "#server/commercial-models/engine/unit-price.ts";
import { type Kind, kinds, modelOf } from "#server/commercial-models/index.ts";
import { formatDate } from "#server/lib/dates.ts";
import { percent } from "#server/lib/money.ts";
import { capitalised } from "#server/lib/words.ts";
import { agreedParametersOf, type Parameter, parametersOf, type Shape } from "#server/pricing/parameters.ts";

export type TermLine = { label: string; value: string };

/** What the models say: a name means the same in each, so their words stand together. */
const labels: Readonly<Record<string, string>> = Object.assign(
  {},
  ...kinds.flatMap((kind) => [modelOf(kind).partLabels, modelOf(kind).labels]),
);
const choices: Readonly<Record<string, string>> = Object.assign(
  {},
  ...kinds.map((kind) => modelOf(kind).choices),
);
const inRow: Readonly<Record<string, (value: unknown) => string>> = Object.assign(
  {},
  ...kinds.map((kind) => modelOf(kind).inRow),
);

/** The commercial terms of one component as lines a person reads; every parameter appears, none is hidden. */
export function termsInWords(terms: Record<string, unknown>): TermLine[] {
  const kind = terms.kind as Kind;
  const idle = modelOf(kind).idle(terms);
  const parameters = [...agreedParametersOf(kind), ...parametersOf(kind)];
  return Object.entries(terms)
    .filter(([name, value]) => name !== "kind" && saysSomething(value) && !idle.includes(name))
    .map(([name, value]) => ({ label: labelOf(name), value: inWords(named(parameters, name), value) }));
}

const saysSomething = (value: unknown): boolean =>
  value !== null && value !== undefined && (typeof value !== "object" || Object.keys(value).length > 0);

/** Names of tiers and rates come from outside: one that every object has, like "constructor", has no words of ours. */
const wordsOf = <Said>(words: Readonly<Record<string, Said>>, name: string): Said | undefined =>
  Object.hasOwn(words, name) ? words[name] : undefined;

/** "depositBp" reads "Deposit, of the estimate"; a parameter without a label of its own reads as its words. */
export const labelOf = (name: string): string =>
  wordsOf(labels, name) ??
  capitalised(
    name
      .replace(/Bp$/, "")
      .replace(/([A-Z])/g, " $1")
      .toLowerCase(),
  );

/** "weighted_average" as a contract says it. */
export const choiceInWords = (choice: string): string => choices[choice] ?? choice;

const named = (parameters: readonly Parameter[], name: string): Shape | undefined =>
  parameters.find((parameter) => parameter.name === name)?.is;

/** A value in the unit that the model's own schema gives it. */
function inWords(shape: Shape | undefined, value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => inOneRow(innerOf(shape), item)).join("; ");
  if (value !== null && typeof value === "object")
    return Object.entries(value)
      .map(([key, inner]) => `${key}: ${inWords(partOf(shape, key), inner)}`)
      .join("; ");
  return single(shape, value);
}

const innerOf = (shape: Shape | undefined): Shape | undefined =>
  shape?.shape === "rows" || shape?.shape === "list" ? shape.of : undefined;

const partOf = (shape: Shape | undefined, key: string): Shape | undefined =>
  shape?.shape === "named" ? shape.of : shape?.shape === "parts" ? named(shape.parts, key) : undefined;

function single(shape: Shape | undefined, value: unknown): string {
  if (value === null || value === undefined) return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  const text = String(value);
  const unit = shape?.shape === "value" ? shape.unit : "text";
  if (unit === "percent") return percent(BigInt(text));
  if (unit === "pounds" && /^\d+(\.\d+)?$/.test(text)) return poundsEach(text);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return formatDate(text);
  return choiceInWords(text);
}

/** One band, tier, deliverable or instalment. */
function inOneRow(shape: Shape | undefined, item: unknown): string {
  if (item === null || typeof item !== "object") return choiceInWords(String(item));
  const cells = Object.entries(item)
    .filter(([key, value]) => key !== "upTo" && !(key === "flat" && String(value) === "0"))
    .map(([key, value]) => cellInWords(partOf(shape, key), key, value));
  return [limitOf(shape, item as Record<string, unknown>), ...cells].filter(Boolean).join(" ");
}

/** Up to where a band goes. */
const limitOf = (shape: Shape | undefined, row: Record<string, unknown>): string =>
  !("upTo" in row) ? "" : row.upTo === null ? "above" : `to ${single(partOf(shape, "upTo"), row.upTo)}`;

function cellInWords(shape: Shape | undefined, key: string, value: unknown): string {
  const own = wordsOf(inRow, key);
  if (own) return own(value);
  if (key === "unitPrice") return `${String(value)}p a unit`;
  if (key === "rateBp" || key === "weightBp") return percent(BigInt(String(value)));
  if (key === "label" || key === "id") return String(value);
  return `${labelOf(key).toLowerCase()} ${inWords(shape, value)}`;
}
