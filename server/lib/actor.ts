import type { Role, Side } from "#db/enums.ts";

export type { Role, Side } from "#db/enums.ts";

/** A person acts as one organisation at a time, with the union of the roles they hold there. */
export type Person = {
  kind: "person";
  personId: string;
  name: string;
  organisationId: string;
  organisationName: string;
  side: Side;
  roles: readonly Role[];
};

/** Who asks: a person, somebody who has not signed in, or the service itself (daily run, sign-in, migrations). */
export type Actor = Person | { kind: "visitor" } | { kind: "system" };

export const visitor: Actor = { kind: "visitor" };
export const system: Actor = { kind: "system" };

export const actorName = (actor: Actor) => (actor.kind === "person" ? actor.name : actor.kind);
