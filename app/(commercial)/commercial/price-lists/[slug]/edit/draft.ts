import type { AppOutputs } from "#app/_trpc/outputs.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import { type DraftPrice, forCustomer } from "#server/pricing/list-rules.ts";
import { type CustomerKind, headline } from "#server/pricing/rules.ts";

export type Draft = NonNullable<AppOutputs["pricing"]["listsOf"]["draft"]>;

/** One model of the list as a kind of customer is offered it. */
export const priceOf = ({ prices }: Draft, kind: Kind, customer: CustomerKind): DraftPrice =>
  forCustomer(prices, customer).find((one) => one.kind === kind)!;

/** A price in one line, as buyers read it. */
export const inShort = ({ standing, terms }: DraftPrice) =>
  standing === "not" ? "Not on offer" : headline(terms);
