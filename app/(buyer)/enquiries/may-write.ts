import { permissions } from "#server/access/rules.ts";
import type { Role } from "#server/lib/actor.ts";

/** For which side this person may write in an enquiry; null: they only read. */
export function mayWrite(
  person: { roles: readonly Role[]; organisation: { side: "buyer" | "nhs" } } | null,
): "buyer" | "nhs" | null {
  if (!person) return null;
  const { side } = person.organisation;
  const allowed: readonly Role[] = permissions[side === "buyer" ? "enquiry.ask" : "enquiry.answer"];
  return person.roles.some((role) => allowed.includes(role)) ? side : null;
}
