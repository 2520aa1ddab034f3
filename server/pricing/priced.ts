import type { Valuation } from "#server/commercial-models/engine/model.ts";
import { type Kind, modelOf, type Terms, termsSchema } from "#server/commercial-models/index.ts";
import { type Pence, scaled } from "#server/lib/money.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { anchored } from "./anchored.ts";
import { furtherUsers, outsideOfList, type Reaching } from "./reach.ts";

/** What a price is asked for. */
export type Asked = {
  /** First day of the licence. */
  startsOn: string;
  /** Length of the licence, 1 to 120. */
  months: number;
  /** Named users, at least one. */
  users: number;
  /** What the company is worth, as agreed, where the model takes shares. */
  valuation?: Valuation | null | undefined;
};

/**
 * The terms of one licence from a price of a list: the one way from a list to what is billed, for the catalogue, the
 * simulator, a quote, an application and an offer alike (decision 0036). What the fee does not stand for is added at the
 * list's price for more. Refuses `terms_not_allowed` on `months` or `users` where the list sells no more, on `companyValue`
 * where shares cannot be granted, and on a parameter that makes no terms.
 */
export function termsFor(price: Reaching, asked: Asked): Terms {
  const outside = outsideOfList(price, asked);
  if (outside) throw new Refusal("terms_not_allowed", outside.sentence, outside.field);
  return termsAgreed(price, asked);
}

/** The same where people agreed to what the list does not sell: what has no price in the list costs nothing more. */
export function termsAgreed(price: Reaching, { startsOn, ...asked }: Asked): Terms {
  const model = modelOf(price.kind);
  if (!price.terms) throw new Error(`A list offers ${price.kind} without terms`);
  const more = moreOf(price, asked);
  const settled = model.settledBy(
    more > 0n ? model.raised(price.terms, more) : price.terms,
    asked.valuation ?? null,
  );
  if (typeof settled === "string") throw new Refusal("terms_not_allowed", settled, "companyValue");
  const parsed = termsSchema.safeParse(anchored(settled, startsOn));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new Refusal("terms_not_allowed", issue.message, issue.path.map(String).join("."));
}

/**
 * Pence beyond what the fee stands for: once where the list says for how long that is, else a year. Further time counts by
 * the month, a twelfth of the further year; further users for every month of the licence.
 */
function moreOf(price: Reaching, { months, users }: Pick<Asked, "months" | "users">): Pence {
  const { overTime } = modelOf(price.kind);
  const people = BigInt(furtherUsers(price, users)) * BigInt(price.furtherUser ?? 0);
  if (overTime !== null) return people;
  const further = Math.max(0, months - price.months);
  return scaled(BigInt(price.furtherYear ?? 0), further, 12) + scaled(people, months, 12);
}

/** Whether its list only says how much of a company it wants: then what the company is worth has to be said. */
export const needsValuation = (kind: Kind): boolean => modelOf(kind).listed !== null;
