import type { allRoles, allSides } from "#db/enums.ts";

/** The roles that somebody may hold. Buyer roles belong to buyer organisations, the rest to the NHS. */
export type Role = (typeof allRoles)[number];
export type Side = (typeof allSides)[number];

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
