import { type Action, rolesMay } from "#server/access/rules.ts";
import type { SaidBy } from "#server/commercial-models/engine/fact-form.ts";
import type { Role } from "#server/lib/actor.ts";

/** The right that sends each kind of fact: of the procedure, of the form, and of the link that leads to it. */
const rightTo = {
  report: "facts.report",
  attest: "facts.attest",
  record: "facts.decide",
} as const satisfies Record<SaidBy, Action>;

/** Whose facts somebody may send. */
export type Reporting = Readonly<Record<SaidBy, boolean>>;

export const reportingOf = (roles: readonly Role[]): Reporting => ({
  report: rolesMay(roles, rightTo.report),
  attest: rolesMay(roles, rightTo.attest),
  record: rolesMay(roles, rightTo.record),
});

/** Who can do it, in words, for whoever cannot. */
export const whoSays = (by: SaidBy, organisation: string): string =>
  by === "record"
    ? "A commercial manager of the NHS records it"
    : by === "attest"
      ? `A signatory of ${organisation} attests it`
      : `A member or a signatory of ${organisation} sends it`;
