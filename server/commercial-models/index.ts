import { z } from "zod";
import type { ModelKind } from "#db/enums.ts";
import type { Model } from "./engine/model.ts";
import type { Context, Plan } from "./engine/plan.ts";
import { costRecovery } from "./models/cost-recovery/cost-recovery.ts";
import { dataReturn } from "./models/data-return/data-return.ts";
import { equityShare } from "./models/equity-share/equity-share.ts";
import { freeAccess } from "./models/free-access/free-access.ts";
import { oneOffFee } from "./models/one-off-fee/one-off-fee.ts";
import { profitShare } from "./models/profit-share/profit-share.ts";
import { royalty } from "./models/royalty/royalty.ts";
import { subscription } from "./models/subscription/subscription.ts";
import { usageBased } from "./models/usage-based/usage-based.ts";

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

/** The model of a kind, for whoever passes it the terms and facts of that very kind: both carry it. */
export const modelOf = (kind: Kind) => byKind[kind] as unknown as Model<Kind, Terms, Fact>;

/** What is owed under one component. */
export const planOf = <K extends Kind>(
  component: Component<K>,
  context: Context<Shapes[K]["fact"]>,
): Partial<Plan> => byKind[component.kind].plan(component.terms, component.facts, context);

type TermsSchema = (typeof models)[Kind]["terms"];
/** Terms of any of the kinds: `kind` chooses, unknown parameters are refused by name. */
export const termsSchema = z.discriminatedUnion(
  "kind",
  kinds.map((kind) => models[kind].terms) as unknown as readonly [TermsSchema, ...TermsSchema[]],
);

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
