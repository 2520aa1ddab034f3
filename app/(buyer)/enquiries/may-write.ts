import { may } from "#app/_trpc/may.ts";
import type { Role } from "#server/lib/actor.ts";

/** For which side this person may write in an enquiry; null: they only read. */
export function mayWrite(person: { roles: readonly Role[] } | null): "buyer" | "nhs" | null {
  if (may(person, "enquiry.ask")) return "buyer";
  return may(person, "enquiry.answer") ? "nhs" : null;
}
