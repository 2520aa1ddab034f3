import { type Actor, system } from "#server/lib/actor.ts";
import { type Ask, actAs, type Change } from "#server/lib/change.ts";

/**
 * The same ask, made by the service itself: for what happens before anybody is signed in, and for what the
 * permission table has already allowed but row-level security keeps from the person (other people's sessions).
 */
export const asSystem = <Asked extends Ask>(ask: Asked): Asked & { actor: Actor } => ({
  ...ask,
  actor: system,
});

/**
 * A part of an open change, done by the service itself: the mail that tells others what a person did. The rest of the
 * change stays the person's under row-level security, and both commit together or not at all.
 */
export async function partAsSystem<Result>(
  change: Change,
  work: (change: Change) => Promise<Result>,
): Promise<Result> {
  await actAs(change.tx, system);
  const result = await work(asSystem(change));
  await actAs(change.tx, change.actor);
  return result;
}
