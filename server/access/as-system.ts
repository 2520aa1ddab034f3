import { type Actor, system } from "#server/lib/actor.ts";
import type { Ask } from "#server/lib/change.ts";

/**
 * The same ask, made by the service itself: for what happens before anybody is signed in, and for what the
 * permission table has already allowed but row-level security keeps from the person (other people's sessions).
 */
export const asSystem = <Asked extends Ask>(ask: Asked): Asked & { actor: Actor } => ({
  ...ask,
  actor: system,
});
