import type { Promised } from "#server/commercial-models/engine/model.ts";
import type { Obligation } from "#server/commercial-models/engine/plan.ts";
import { kinds, modelOf, type Terms } from "#server/commercial-models/index.ts";

/** Every kind of promise by its name, as the model says it that makes it; two models do not share a name. */
const promised: Readonly<Record<string, Promised<Terms>>> = Object.assign(
  {},
  ...kinds.map((kind) => modelOf(kind).promises),
);
const stated: ReadonlySet<string> = new Set(kinds.flatMap((kind) => modelOf(kind).statement?.promise ?? []));

type Kinded = Pick<Obligation, "kind">;

/** What a model says of a promise; undefined for one that a clause makes. */
export const promisedAs = ({ kind }: Kinded): Promised<Terms> | undefined => promised[kind];

/** Whether it is kept by a statement. */
export const isStated = ({ kind }: Kinded): boolean => stated.has(kind);

/**
 * Whether a promise is still to be kept. A late statement is missing and estimated for; a late deliverable has come, after
 * its day.
 */
export const isOpen = (promise: Pick<Obligation, "kind" | "state">): boolean =>
  promise.state === "planned" ||
  promise.state === "due" ||
  promise.state === "rejected" ||
  (promise.state === "late" && isStated(promise));
