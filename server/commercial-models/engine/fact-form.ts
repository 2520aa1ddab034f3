import { parsePounds } from "#server/lib/money.ts";
import { parsePoundsEach } from "./unit-price.ts";

/** Who may say it: a member reports, a signatory attests, a commercial manager records for the NHS. */
export type SaidBy = "report" | "attest" | "record";

/** What a choice is made from: the agreed terms as JSON, and what is promised under the licence. */
type Offering = (
  terms: Readonly<Record<string, unknown>>,
  obligations: readonly { kind: string; key: string }[],
) => readonly string[];

export type FactField = {
  name: string;
  label: string;
  hint?: string;
  optional?: boolean;
} & ({ type: "money" | "unit" | "number" | "text" | "day" } | { type: "choice"; options: Offering });

/** A plain form for one kind of fact: what it asks for, and how the answers become the body of the fact. */
export type FactForm<FactName extends string = string> = {
  fact: FactName;
  title: string;
  say: string;
  by: SaidBy;
  /** What the day means. */
  on: string;
  fields: readonly FactField[];
  body(values: Record<string, string>): Record<string, unknown>;
  /** Names the fact for ever: the same answers about the same thing are a correction. */
  id(values: Record<string, string>): string;
  /** What it concerns, where a model has so many forms that one looks for them by it. */
  about?: string;
  /** It happens once: when it is on record, the form corrects it. */
  once?: true;
  /** It can only be once, or only until, this other fact is on record. */
  after?: NoInfer<FactName>;
  until?: NoInfer<FactName>;
};

/** Nothing is asked but the day. */
export const dayAlone = { fields: [], body: () => ({}) } as const;

export const money = (name: string, label: string, optional = false): FactField => ({
  name,
  label,
  type: "money",
  ...(optional && { optional }),
});
/** Pounds for one of something: further places than pence. */
export const moneyEach = (name: string, label: string): FactField => ({
  name,
  label,
  type: "unit",
  hint: "In pounds, with parts of a penny where there are some, like 0.0035",
});
export const number = (name: string, label: string, optional = false): FactField => ({
  name,
  label,
  type: "number",
  ...(optional && { optional }),
});
export const choice = (name: string, label: string, options: Offering): FactField => ({
  name,
  label,
  type: "choice",
  options,
});

/** Rows of a parameter of the terms; none where it is not agreed. */
export const rowsIn = (value: unknown): readonly Record<string, unknown>[] =>
  Array.isArray(value) ? value : [];

/** The milestones that rows of the terms wait for. */
export const milestonesIn = (rows: unknown): string[] =>
  rowsIn(rows).flatMap(({ milestone }) => (milestone ? [String(milestone)] : []));

export const inPence = (text: string | undefined) => String(parsePounds(text ?? "") ?? 0n);

export const inPenceEach = (text: string | undefined) => String(parsePoundsEach(text ?? "") ?? 0n);

/** "used 2026-11-24": the fact, what it is about and its day. */
export const named = (what: string, field?: string) => (values: Record<string, string>) =>
  [what, field ? values[field] : "", values.on].filter(Boolean).join(" ");
