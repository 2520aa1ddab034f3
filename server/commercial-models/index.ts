import { z } from "zod";
import type { ModelKind } from "#db/enums.ts";
import type { Context, Model, Plan } from "./engine/plan.ts";
import { costRecovery } from "./models/cost-recovery.ts";
import { dataReturn } from "./models/data-return.ts";
import { equityShare } from "./models/equity-share.ts";
import { freeAccess } from "./models/free-access.ts";
import { oneOffFee } from "./models/one-off-fee.ts";
import { profitShare } from "./models/profit-share.ts";
import { royalty } from "./models/royalty/royalty.ts";
import { subscription } from "./models/subscription.ts";
import { usageBased } from "./models/usage-based.ts";

/** The nine kinds come from the database: a tenth added there does not compile until its model stands here. */
export type Kind = ModelKind;

export const models = {
  free_access: freeAccess,
  data_return: dataReturn,
  cost_recovery: costRecovery,
  one_off_fee: oneOffFee,
  subscription,
  usage_based: usageBased,
  royalty,
  equity_share: equityShare,
  profit_share: profitShare,
} satisfies { [K in Kind]: { kind: K } };

export const kinds = Object.keys(models) as Kind[];

type Shapes = {
  [K in Kind]: { terms: z.output<(typeof models)[K]["terms"]>; fact: z.output<(typeof models)[K]["fact"]> };
};
/** A component as the engine plans it: terms paired with the facts of its own model. */
export type Component<K extends Kind = Kind> = {
  [P in K]: { id: string; kind: P; terms: Shapes[P]["terms"]; facts: readonly Shapes[P]["fact"][] };
}[K];
export type Terms = Shapes[Kind]["terms"];
export type Fact = Shapes[Kind]["fact"];

const byKind: { [K in Kind]: Model<K, Shapes[K]["terms"], Shapes[K]["fact"]> } = models;

/** What is owed under one component. */
export const planOf = <K extends Kind>(
  component: Component<K>,
  context: Context<Shapes[K]["fact"]>,
): Partial<Plan> => byKind[component.kind].plan(component.terms, component.facts, context);

/** Terms of any of the nine: `kind` chooses, unknown parameters are refused by name. */
export const termsSchema = z.discriminatedUnion("kind", [
  freeAccess.terms,
  dataReturn.terms,
  costRecovery.terms,
  oneOffFee.terms,
  subscription.terms,
  usageBased.terms,
  royalty.terms,
  equityShare.terms,
  profitShare.terms,
]);

/** JSON in which amounts are digits, so that it can be stored and parsed again by the same schema. */
export function toJson(value: unknown): never {
  return JSON.parse(
    JSON.stringify(value, (_, inner) => (typeof inner === "bigint" ? safeNumber(inner) : inner)),
  ) as never;
}

const safeNumber = (amount: bigint) =>
  amount <= BigInt(Number.MAX_SAFE_INTEGER) && amount >= -BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(amount)
    : String(amount);
