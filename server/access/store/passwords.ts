import { hash, verify } from "@node-rs/argon2";
import { eq } from "drizzle-orm";
import { people } from "#db/schema/access.ts";
import { record } from "#server/audit/store.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { isConfirmed, type SignedIn } from "#server/trpc.ts";
import { asSystem } from "../as-system.ts";
import { countTry, forgetTries } from "./rate-limit.ts";
import { chainOf, endSessionsOf } from "./sessions.ts";

/** argon2id, at the cost that OWASP asks for (19 MiB, two passes); the library's own default algorithm. */
export const hashPassword = (password: string) =>
  hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });

// Nobody's password: people we do not know take as long as people we do.
const nobodys = hashPassword("nobody has this password");

/** Whether it is the password. Takes the same time when there is no such person or they have no password. */
export async function isPassword(
  passwordHash: string | null | undefined,
  password: string,
): Promise<boolean> {
  const right = await verify(passwordHash ?? (await nobodys), password);
  return right && passwordHash != null;
}

/** Five guesses in fifteen minutes at somebody's own password, wherever in the service they are made. */
export const passwordLimit = { limit: 5, minutes: 15 };

/** Refuses unless it is the person's own password; counts the guesses. */
export async function demandOwnPassword(ask: Ask & { actor: Person }, password: string, field = "password") {
  const [person] = await asReading(asSystem(ask), ({ tx }) =>
    tx.select({ passwordHash: people.passwordHash }).from(people).where(eq(people.id, ask.actor.personId)),
  );
  const what = `own password ${ask.actor.personId}`;
  await countTry(ask, what, passwordLimit);
  if (!(await isPassword(person?.passwordHash, password)))
    throw new Refusal("wrong_credentials", "That is not your password", field);
  await forgetTries(ask, what);
}

/**
 * A new password; every other session of the person ends, because somebody else may have had the old one. Somebody who
 * has none yet (they came by a mailed link) confirms by a mailed code instead of the old one.
 */
export async function changePassword(
  ask: Ask & Pick<SignedIn, "actor" | "session">,
  { current, wanted }: { current: string; wanted: string },
) {
  if ((await ownAccount(ask)).hasPassword) await demandOwnPassword(ask, current, "current");
  else if (!isConfirmed(ask)) throw new Refusal("confirm_first", "Confirm that it is you before you go on");
  const passwordHash = await hashPassword(wanted);
  return asOneChange(ask, async (change) => {
    const [own] = await change.tx
      .update(people)
      .set({ passwordHash })
      .where(eq(people.id, ask.actor.personId))
      .returning({ email: people.email });
    await record(change, own!.email, { type: "person.password_changed", facts: {} }, chainOf(ask.actor));
    return endSessionsOf(change, ask.actor, ask.session?.id ?? null);
  });
}

/** What a person's own page says about them. */
export const ownAccount = (ask: Ask & { actor: Person }) =>
  asReading(ask, async ({ tx }) => {
    const [person] = await tx.select().from(people).where(eq(people.id, ask.actor.personId));
    const { name, email, jobTitle, passwordHash } = person!;
    return { name, email, jobTitle, hasPassword: passwordHash !== null };
  });
