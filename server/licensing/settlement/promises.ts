import type { Contract } from "#server/commercial-models/engine/contract.ts";
import type { FactForm } from "#server/commercial-models/engine/fact-form.ts";
import type { Promised } from "#server/commercial-models/engine/model.ts";
import type { Obligation, Standing } from "#server/commercial-models/engine/plan.ts";
import { kinds, modelOf, type Terms } from "#server/commercial-models/index.ts";
import { addMonths, type CivilDate, civil, type Period } from "#server/lib/dates.ts";

/** Every kind of promise by its name, as the model says it that makes it; two models do not share a name. */
const promised: Readonly<Record<string, Promised<Terms>>> = Object.assign(
  {},
  ...kinds.map((kind) => modelOf(kind).promises),
);
/** The promises that are kept by a statement, with the months of its period. */
const stated: ReadonlyMap<string, number> = new Map(
  kinds.flatMap((kind) => {
    const { statement } = modelOf(kind);
    return statement ? [[statement.promise, statement.months]] : [];
  }),
);

/** The form by which each kind of promise is kept; none where a statement, a page of its own or nobody keeps it. */
const forms: ReadonlyMap<string, FactForm> = new Map(
  kinds.flatMap((kind) => {
    const { promises, forms } = modelOf(kind);
    return Object.entries(promises).flatMap(([name, { keptBy }]) => {
      const form = forms.find(({ fact }) => fact === keptBy);
      return form ? [[name, form as FactForm] as const] : [];
    });
  }),
);

/** A promise with the part of the contract that makes it (none when a clause does), and how it stands as days pass. */
export type LastingObligation = Obligation & Standing & { component: string | null };

/** Every name that a promise may have: those of the models, and that of a clause. */
export const promiseKinds: readonly string[] = [...Object.keys(promised), "preferential_supply"];

type Kinded = Pick<Obligation, "kind">;

/** What a model says of a promise; undefined for one that a clause makes. */
export const promisedAs = ({ kind }: Kinded): Promised<Terms> | undefined => promised[kind];

/** The plain form that keeps it, if one does. */
export const formKeeping = ({ kind }: Kinded): FactForm | undefined => forms.get(kind);

/** Whether it is kept by a statement. */
export const isStated = ({ kind }: Kinded): boolean => stated.has(kind);

/** A promise with how it stands as days pass: as the plan says, unless the model of its part says more. */
export function lasting({ components }: Contract, promise: Obligation): LastingObligation {
  const part = components.find(({ id }) => promise.key.startsWith(`${id}/`));
  const standing = part && promisedAs(promise)?.standing?.(promise, part.terms);
  return { ...promise, component: part?.id ?? null, later: [], ...standing };
}

/** The same as it stands on one day. */
export function onDay({ component, later, ...promise }: LastingObligation, today: CivilDate): Obligation {
  return { ...promise, state: later.findLast(({ from }) => from <= today)?.state ?? promise.state };
}

/**
 * Whether a promise is still to be kept. A late statement is missing and estimated for; a late deliverable has come, after
 * its day.
 */
export const isOpen = (promise: Pick<Obligation, "kind" | "state">): boolean =>
  promise.state === "planned" ||
  promise.state === "due" ||
  promise.state === "rejected" ||
  (promise.state === "late" && isStated(promise));

/**
 * How long it is open, counting from the first day: not at all, or until the day on which it asks for nothing any more;
 * null where no day ends that. Who keeps promises as rows finds the open ones of any day by it.
 */
export function openFor({ kind, state, later }: LastingObligation): {
  open: boolean;
  until: CivilDate | null;
} {
  const open = isOpen({ kind, state });
  const end = open ? later.find((one) => !isOpen({ kind, state: one.state })) : undefined;
  return { open, until: end?.from ?? null };
}

/** The period that a statement is about: its first day stands in the key, its months in the model. */
export function statedPeriod({ kind, key }: Pick<Obligation, "kind" | "key">): Period | null {
  const months = stated.get(kind);
  const from = /\/(\d{4}-\d{2}-\d{2})\//.exec(key)?.[1];
  return months && from ? { from: civil(from), to: addMonths(civil(from), months) } : null;
}
