import { type Action, rolesMay } from "#server/access/rules.ts";
import type { Role } from "#server/lib/actor.ts";

type Asking = { roles: readonly Role[] } | null;

/**
 * Whether the permission table lets this person do it; null is a visitor. Every form and every link to one asks this, by
 * the action that its procedure demands: nobody is shown a button that would be refused.
 */
export const may = (person: Asking, action: Action): boolean => rolesMay(person?.roles ?? [], action);

/** Whether a public page shows the way to it: visitors too, who are asked to sign in as they follow it. */
export const mayTry = (person: Asking, action: Action): boolean => person === null || may(person, action);
