import { may } from "#app/_trpc/may.ts";
import type { Role } from "#server/lib/actor.ts";
import type { Reporting } from "#server/licensing/settlement/who-says-rules.ts";

/** Whose facts this person may send: the buyer reports, their signatory attests, the NHS records. */
export const reportingOf = (person: { roles: readonly Role[] } | null): Reporting => ({
  report: may(person, "facts.report"),
  attest: may(person, "facts.attest"),
  record: may(person, "facts.decide"),
});
