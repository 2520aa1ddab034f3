import { modelOf } from "#server/commercial-models/index.ts";
import { pounds } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";
import type { Price } from "./rules.ts";

/** For what a price of a list stands, and what more costs (decision 0036). Pure: the simulator asks it in the browser. */
export type Reaching = Pick<Price, "kind" | "months" | "users" | "furtherYear" | "furtherUser" | "terms">;

/** Named users beyond those that the fee stands for; each of a quantity stands for as many. */
export function furtherUsers({ users: included, terms }: Reaching, users: number): number {
  return included === null ? 0 : Math.max(0, users - included * quantityIn(terms));
}

const quantityIn = (terms: Reaching["terms"]): number =>
  typeof terms?.quantity === "number" && terms.quantity > 0 ? terms.quantity : 1;

/** Why the list has no price for so long a licence, or for so many people, by field; null where it has one. */
export function outsideOfList(
  price: Reaching,
  { months, users }: { months: number; users: number },
): { field: "months" | "users"; sentence: string } | null {
  const { title, overTime } = modelOf(price.kind);
  if (overTime === null && price.furtherYear === null && months > price.months)
    return {
      field: "months",
      sentence: `The price list sells ${title.toLowerCase()} for ${counted(price.months, "month")} at most. Ask the custodian for a longer licence by an enquiry`,
    };
  if (furtherUsers(price, users) > 0 && price.furtherUser === null)
    return {
      field: "users",
      sentence: `The price list sells ${title.toLowerCase()} for ${counted(price.users! * quantityIn(price.terms), "named user")} at most. Ask the custodian for more by an enquiry`,
    };
  return null;
}

/** "For 36 months and up to 6 named users of one project; each further year £37,960.00; each further named user £500.00 a year." */
export function reachInWords(price: Reaching): string {
  const { overTime, perUser } = modelOf(price.kind);
  const length =
    overTime === null ? `For up to ${counted(price.months, "month")}` : `For any length, ${overTime}`;
  const people =
    perUser && price.users !== null
      ? `up to ${counted(price.users, "named user")}${quantityIn(price.terms) > 1 ? " for each of the quantity" : ""}`
      : "any number of named users";
  const more = [
    ...(overTime !== null
      ? []
      : [
          price.furtherYear === null
            ? "a longer licence is not sold by the list: ask for an offer"
            : `each further year ${pounds(BigInt(price.furtherYear))}, by the month`,
        ]),
    ...(!perUser || price.users === null
      ? []
      : [
          price.furtherUser === null
            ? "more users are not sold by the list: ask for an offer"
            : `each further named user ${pounds(BigInt(price.furtherUser))} a year`,
        ]),
  ];
  return `${[`${length} and ${people}, in one project`, ...more].join("; ")}.`;
}
