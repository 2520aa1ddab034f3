import type { PolicyStanding, Standing } from "#db/enums.ts";
import type { Limit } from "#server/commercial-models/engine/model.ts";
import { type Kind, modelOf } from "#server/commercial-models/index.ts";
import { type Pence, pounds } from "#server/lib/money.ts";

export type { CustomerKind, Standing } from "#db/enums.ts";
export type { Limit };

export type Policy = PolicyStanding;
export type Price = {
  kind: Kind;
  standing: Standing;
  reason: string;
  /** For how many months the fee stands where its model does not charge by time, and how long a licence usually is. */
  months: number;
  /** For how many named users the fee stands; null: for any number. */
  users: number | null;
  /** Pence for each further year beyond the months, and a year for each further named user; null: not sold by the list. */
  furtherYear: number | null;
  furtherUser: number | null;
  /** Standard terms as JSON; null when the model is not on offer. */
  terms: Record<string, unknown> | null;
  /** By path of the parameter, "tiers.standard" or "bands.0.rateBp". */
  limits: Record<string, Limit>;
};

export type Approval = "approver" | "finance" | "board";

const financeAbove: Pence = 100_000_00n;
const boardAbove: Pence = 1_000_000_00n;

/** The limits of authority in words, as they stand beside a signature. */
export const authorityLimits = `an approver up to ${pounds(financeAbove)}, finance as well above that, the board above ${pounds(boardAbove)} and wherever the policy of a model asks for it`;

/**
 * Whose approval an offer needs (README §18.2): an approver always; finance above £100,000; a board decision on
 * record above £1,000,000 and for every model whose policy asks for one.
 */
export function approvalsNeeded(policy: Policy, value: Pence): Approval[] {
  const needed: Approval[] = ["approver"];
  if (value > financeAbove) needed.push("finance");
  if (value > boardAbove || policy === "needs_board") needed.push("board");
  return needed;
}

/**
 * Parameters of these listed terms that the price list does not allow, each with a sentence: a negotiable one outside its
 * limits or off its step, any other one that differs from the standard.
 */
export function withinLimits(
  price: Pick<Price, "terms" | "limits">,
  terms: Record<string, unknown>,
): { path: string; sentence: string }[] {
  const broken: { path: string; sentence: string }[] = [];
  const standard = leaves(price.terms);
  const offered = leaves(terms);
  for (const [path, value] of offered) {
    const limit = price.limits[path];
    const before = standard.get(path);
    if (limit && String(before) !== String(value)) {
      const amount = Number(value);
      if (amount < limit.minimum || amount > limit.maximum)
        broken.push({
          path,
          sentence: `The price list allows ${inUnit(path, limit.minimum)} to ${inUnit(path, limit.maximum)}`,
        });
      else if ((amount - limit.minimum) % limit.step !== 0)
        broken.push({
          path,
          sentence: `The price list allows steps of ${inUnit(path, limit.step)} from ${inUnit(path, limit.minimum)}`,
        });
    } else if (String(before) !== String(value))
      broken.push({ path, sentence: "The price list does not allow this to be changed" });
  }
  return broken;
}

/** Every single value by its path. */
export function leaves(value: unknown, path = ""): Map<string, unknown> {
  const found = new Map<string, unknown>();
  if (value === null || typeof value !== "object") {
    if (path) found.set(path, value);
    return found;
  }
  for (const [key, inner] of Object.entries(value))
    for (const [below, leaf] of leaves(inner, path ? `${path}.${key}` : key)) found.set(below, leaf);
  return found;
}

const isRate = (path: string) => /bp$/i.test(path) || /BpPerWeek$|^costCaps\./.test(path);
const isCount = (path: string) => /(months|quantity|shares|days|weight|years|rows|fullyDiluted)$/i.test(path);

/** A limit in the unit of its parameter: pounds, per cent or a count. */
export function inUnit(path: string, amount: number): string {
  if (isRate(path)) return `${amount / 100}%`;
  if (isCount(path)) return String(amount);
  return pounds(BigInt(amount));
}

/** The same as people type it: "36,500.00", "2.5", "12". */
export const asTyped = (path: string, amount: number): string => inUnit(path, amount).replace(/[£%]/g, "");

/** Reads what was typed in that unit as the whole number that stands in terms; null when it is none. */
export function fromTyped(path: string, typed: string): bigint | null {
  const text = typed.trim().replace(/[£%,\s]/g, "");
  if (isCount(path)) return /^\d{1,15}$/.test(text) ? BigInt(text) : null;
  // Pounds and per cent both have two places below their unit.
  const match = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(text);
  return match ? BigInt(match[1]! + (match[2] ?? "").padEnd(2, "0")) : null;
}

/** Work of the service for which the terms of a list charge already: the tariff does not charge it again. */
export const coveredWork = (terms: Price["terms"]): readonly string[] =>
  terms ? modelOf(terms.kind as Kind).covers(terms as never).work : [];

/** "£36,500.00 a year": what a model's standard terms come to, at a glance. */
export const headline = (terms: Price["terms"]): string =>
  terms ? modelOf(terms.kind as Kind).headline(terms) : "";

/**
 * What the first year costs under the list at its own length and for one user, where the terms alone say it; null where it
 * depends on use or success. The service around the data is not in it.
 */
export const firstYear = ({ terms, months }: Pick<Price, "terms" | "months">): Pence | null =>
  terms && modelOf(terms.kind as Kind).firstYear(terms, months);
