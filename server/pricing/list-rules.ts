import { allCustomerKinds } from "#db/enums.ts";
import { type Kind, kinds, modelOf } from "#server/commercial-models/index.ts";
import { addDays, civil, isCivil } from "#server/lib/dates.ts";
import { roundHalfAway } from "#server/lib/money.ts";
import { anchored } from "./anchored.ts";
import { isNumeric, listedSchema, unitAt } from "./parameters.ts";
import { type CustomerKind, type Limit, leaves, type Price } from "./rules.ts";

/** A price on a list that is being written. A reduction is kept, so that it follows the standard price. */
export type DraftPrice = Price & { customerKind: CustomerKind; reductionBp?: number };
export const customers: readonly CustomerKind[] = allCustomerKinds;

export type Problem = {
  kind: Kind | null;
  customer: CustomerKind | null;
  /** Path of the parameter, or the name of the field. */
  path: string;
  sentence: string;
};

/** A list from nothing: none of the nine is on offer, each still to say why. */
export const nothingOnOffer = (): DraftPrice[] =>
  kinds.map((kind) => ({
    kind,
    customerKind: "standard",
    standing: "not",
    reason: "",
    months: 12,
    users: null,
    furtherYear: null,
    furtherUser: null,
    terms: null,
    limits: {},
  }));

/** Everything that keeps a list from being published from a day, each named by model, customer and parameter. */
export function problemsIn(
  list: readonly DraftPrice[],
  { validFrom, today, taken }: { validFrom: string; today: string; taken: readonly string[] },
): Problem[] {
  const problems: Problem[] = [];
  const about = (path: string, sentence: string) =>
    problems.push({ kind: null, customer: null, path, sentence });
  if (!isCivil(validFrom)) about("validFrom", "Enter the first day of the list");
  else if (validFrom < today) about("validFrom", "A list cannot begin in the past");
  else if (taken.includes(validFrom)) about("validFrom", "Another list of this dataset begins on that day");
  for (const kind of kinds)
    if (list.filter((price) => price.kind === kind && price.customerKind === "standard").length !== 1)
      problems.push({ kind, customer: "standard", path: "standing", sentence: "Say once where it stands" });
  for (const price of list)
    for (const [path, sentence] of wrongWith(price, isCivil(validFrom) ? validFrom : today))
      problems.push({ kind: price.kind, customer: price.customerKind, path, sentence });
  return problems;
}

function wrongWith(price: DraftPrice, day: string): [path: string, sentence: string][] {
  const { standing, reason, months, terms, limits } = price;
  if (standing === "not")
    return reason.trim() ? [] : [["reason", "Say why it is not on offer; buyers read it"]];
  const wrong: [string, string][] = [];
  if (standing === "approval" && !reason.trim()) wrong.push(["reason", "Say what the approval is for"]);
  wrong.push(...wrongReach(price));
  if (!Number.isInteger(months) || months < 1 || months > 120)
    wrong.push(["months", "The standard length is 1 to 120 months"]);
  if (!terms) return [...wrong, ["terms", "Enter the standard terms"]];
  const parsed = listedSchema(price.kind).safeParse(anchored(terms, day));
  if (!parsed.success)
    for (const { path, message } of parsed.error.issues) wrong.push([path.map(String).join("."), message]);
  const values = leaves(terms);
  for (const [path, limit] of Object.entries(limits)) {
    const sentence = wrongLimit(price.kind, path, values.get(path), limit);
    if (sentence) wrong.push([path, sentence]);
  }
  return wrong;
}

/** What of the users and of the prices for more is none, or means nothing under the model. */
export function wrongReach({
  kind,
  terms,
  users,
  furtherYear,
  furtherUser,
}: Pick<DraftPrice, "kind" | "terms" | "users" | "furtherYear" | "furtherUser">): [string, string][] {
  const { overTime, perUser, title } = modelOf(kind);
  const isAmount = (pence: number | null) => pence === null || (Number.isSafeInteger(pence) && pence >= 0);
  const wrong: [string, string][] = [];
  if (users !== null && (!Number.isInteger(users) || users < 1 || users > 100_000))
    wrong.push(["users", "The fee stands for 1 to 100,000 named users"]);
  if (users !== null && !perUser)
    wrong.push(["users", `${title} costs the same for any number of users: leave this empty`]);
  if (!isAmount(furtherYear)) wrong.push(["furtherYear", "A further year costs whole pence"]);
  if (!isAmount(furtherUser)) wrong.push(["furtherUser", "A further user costs whole pence"]);
  if (furtherYear !== null && overTime !== null)
    wrong.push(["furtherYear", `${title} is ${overTime}: leave this empty`]);
  if (furtherYear !== null && overTime === null && terms?.companyBp !== undefined)
    wrong.push(["furtherYear", "A part of a company stands for the length of its licence: leave this empty"]);
  if (furtherUser !== null && users === null)
    wrong.push(["furtherUser", "Say first for how many users the fee stands"]);
  return wrong;
}

/** Why a parameter cannot be negotiated within this limit, or null. */
export function wrongLimit(kind: Kind, path: string, standard: unknown, limit: Limit): string | null {
  if (!isNumeric(unitAt(kind, path))) return "Only a number that stands in the terms can have limits";
  const value = Number(standard);
  const { minimum, maximum, step } = limit;
  if (standard === undefined || standard === null || !Number.isSafeInteger(value))
    return "The terms do not have this parameter, so it cannot have limits";
  if (![minimum, maximum, step].every(Number.isSafeInteger)) return "Limits are whole numbers of their unit";
  if (minimum < 0) return "A minimum is not below zero";
  if (step <= 0) return "A step is above zero";
  if (minimum > value) return "The minimum is not above the standard";
  if (maximum < value) return "The maximum is not below the standard";
  if ((value - minimum) % step !== 0) return "The standard does not lie on a step from the minimum";
  return null;
}

/**
 * A kind of customer's price as so many basis points off the standard: every amount of money and its limits are
 * reduced by it, to the whole penny; rates, counts and days stay. Limits take the standard's place on their steps.
 */
export function reduced(standard: DraftPrice, customerKind: CustomerKind, reductionBp: number): DraftPrice {
  const { kind } = standard;
  const less = (amount: unknown) =>
    Number(roundHalfAway(BigInt(String(amount)) * BigInt(10_000 - reductionBp), 10_000n));
  const isMoney = (path: string, value: unknown) =>
    unitAt(kind, path) === "pounds" && !modelOf(kind).measures(path) && /^\d+$/.test(String(value));
  const walk = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return value.map((inner, index) => walk(inner, below(path, String(index))));
    if (value !== null && typeof value === "object")
      return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [key, walk(inner, below(path, key))]),
      );
    return isMoney(path, value) ? less(value) : value;
  };
  const terms = standard.terms && (walk(standard.terms, "") as Record<string, unknown>);
  const values = leaves(terms);
  const limits = Object.entries(standard.limits).map(([path, limit]): [string, Limit] => {
    if (!isMoney(path, values.get(path))) return [path, limit];
    return [
      path,
      steppedAround(Number(values.get(path)), less(limit.minimum), less(limit.maximum), limit.step),
    ];
  });
  return {
    ...standard,
    customerKind,
    reductionBp,
    terms,
    limits: Object.fromEntries(limits),
    // What more costs is money like the fee; where the fee is not money to pay, neither is more of it.
    furtherYear: lessUnlessMeasured(standard, less),
    furtherUser: standard.furtherUser === null ? null : less(standard.furtherUser),
  };
}

const lessUnlessMeasured = ({ kind, furtherYear }: DraftPrice, less: (amount: number) => number) =>
  furtherYear === null || modelOf(kind).measures("value") ? furtherYear : less(furtherYear);

/** Limits on whole steps from the standard, not wider than asked for. */
function steppedAround(value: number, minimum: number, maximum: number, step: number): Limit {
  const down = Math.floor((value - minimum) / step);
  const up = Math.floor((maximum - value) / step);
  return { minimum: value - down * step, maximum: value + up * step, step };
}

const below = (path: string, key: string) => (path ? `${path}.${key}` : key);

/** The list with one price put in its place; reductions follow a standard price that changed. */
export function withPrice(list: readonly DraftPrice[], price: DraftPrice): DraftPrice[] {
  const others = withoutPrice(list, price.kind, price.customerKind);
  const following = price.customerKind === "standard" ? others.map((other) => follow(other, price)) : others;
  return inOrder([...following, price]);
}

const follow = (other: DraftPrice, standard: DraftPrice): DraftPrice =>
  other.kind === standard.kind && other.reductionBp !== undefined
    ? reduced(standard, other.customerKind, other.reductionBp)
    : other;

/** The list without a kind of customer's own price: it has the standard one again. */
export const withoutPrice = (list: readonly DraftPrice[], kind: Kind, customer: CustomerKind): DraftPrice[] =>
  list.filter((other) => other.kind !== kind || other.customerKind !== customer);

export const inOrder = (list: readonly DraftPrice[]): DraftPrice[] =>
  [...list].sort(
    (a, b) =>
      kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
      customers.indexOf(a.customerKind) - customers.indexOf(b.customerKind),
  );

/** One price a model as a kind of customer has them. */
export const forCustomer = (list: readonly DraftPrice[], customer: CustomerKind): DraftPrice[] =>
  inOrder(list).filter(
    (price) =>
      price.customerKind === customer ||
      (price.customerKind === "standard" &&
        !list.some((other) => other.kind === price.kind && other.customerKind === customer)),
  );

export type Difference = {
  kind: Kind;
  customer: CustomerKind;
  /** Path of the parameter; "limits." before it for how far it may be negotiated. */
  path: string;
  before: unknown;
  after: unknown;
};

/** Every single value in which two lists differ, by model, customer and parameter; undefined where one has none. */
export function differenceOf(before: readonly DraftPrice[], after: readonly DraftPrice[]): Difference[] {
  const found: Difference[] = [];
  for (const kind of kinds)
    for (const customer of customers) {
      const at = (list: readonly DraftPrice[]) =>
        values(list.find((price) => price.kind === kind && price.customerKind === customer));
      const [old, now] = [at(before), at(after)];
      for (const path of new Set([...old.keys(), ...now.keys()]))
        if (String(old.get(path)) !== String(now.get(path)))
          found.push({ kind, customer, path, before: old.get(path), after: now.get(path) });
    }
  return found;
}

const values = (price: DraftPrice | undefined): Map<string, unknown> =>
  price
    ? new Map([
        ["standing", price.standing],
        ["reason", price.reason],
        ["months", price.months],
        ...(["users", "furtherYear", "furtherUser"] as const).flatMap((name): [string, unknown][] =>
          price[name] === null ? [] : [[name, price[name]]],
        ),
        ...leaves(price.terms),
        ...Object.entries(price.limits).flatMap(([path, limit]) =>
          (["minimum", "maximum", "step"] as const).map((edge): [string, number] => [
            `limits.${path}.${edge}`,
            limit[edge],
          ]),
        ),
      ])
    : new Map();

/** The first of next month, or the first one after it on which no list begins yet. */
export function suggestedDay(today: string, taken: readonly string[]): string {
  let day = civil(`${addDays(civil(`${today.slice(0, 8)}01`), 32).slice(0, 8)}01`);
  while (taken.includes(day)) day = civil(`${addDays(day, 32).slice(0, 8)}01`);
  return day;
}
