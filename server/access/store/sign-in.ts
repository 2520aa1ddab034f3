import { and, eq, gt, isNull } from "drizzle-orm";
import { codes, people } from "#db/schema/access.ts";
import { sendMail } from "#server/jobs/mail.ts";
import { type Ask, asOneChange, asReading, type Change } from "#server/lib/change.ts";
import { addressOf } from "#server/lib/env.ts";
import { Refusal } from "#server/lib/refusal.ts";
import type { Context } from "#server/trpc.ts";
import { asSystem } from "../as-system.ts";
import { knownDevice } from "../known-device.ts";
import { isLetIn } from "./made-up.ts";
import { isPassword, passwordLimit } from "./passwords.ts";
import { countTry, forgetTries, takeBackTry } from "./rate-limit.ts";
import { hashOf, secretToken, startSession } from "./sessions.ts";

type SigningIn = Ask & Pick<Context, "from" | "demo">;

const addressLimit = { limit: 30, minutes: 15 };
const linkMinutes = 15;

/**
 * Signs in with a password. Whether the e-mail is unknown, has no password or has another one: same words, same time.
 * Refuses after 5 guesses at an account, or 30 from one address, within 15 minutes. A device that signed in to the account
 * before has 5 of its own: what strangers guess locks only strangers out.
 */
export async function signInWithPassword(
  ask: SigningIn,
  { email, password }: { email: string; password: string },
) {
  const device = knownDevice(ask.from.knownBy, email);
  const account = device ? `password ${email} on ${device}` : `password ${email}`;
  const address = `password from ${ask.from.address}`;
  if (!device) await countTry(ask, address, addressLimit);
  await countTry(ask, account, passwordLimit);
  const person = await personByEmail(ask, email);
  if (!(await isPassword(person?.passwordHash, password)) || !person)
    throw new Refusal("wrong_credentials", "That e-mail address and password do not go together");
  const session = await asOneChange(asSystem(ask), (change) => startSession(change, person, "password", ask));
  await forgetTries(ask, account);
  if (!device) await takeBackTry(ask, address);
  return session;
}

/** Mails a link that signs in once. Answers alike for people we know and people we do not. */
export async function mailSignInLink(ask: SigningIn, { email }: { email: string }) {
  const device = knownDevice(ask.from.knownBy, email);
  if (!device) await countTry(ask, `link from ${ask.from.address}`, addressLimit);
  await countTry(ask, device ? `link ${email} on ${device}` : `link ${email}`, passwordLimit);
  const person = await personByEmail(ask, email);
  if (!person) return;
  await asOneChange(asSystem(ask), async (change) => {
    const link = await newLink(change, person.id, linkMinutes);
    await sendMail(change, {
      to: person.email,
      subject: "Your link to sign in",
      body: `Hello ${person.name},\n\nopen this link and press the button to sign in:\n\n${link}\n\nIt works once, within ${linkMinutes} minutes. If you did not ask for it, you need do nothing.`,
    });
  });
}

/** The address of a page with a button, good for one sign-in within so many minutes. */
export async function newLink(change: Change, personId: string, minutes: number): Promise<string> {
  const token = secretToken();
  await change.tx.insert(codes).values({
    personId,
    purpose: "sign_in",
    hash: hashOf(token),
    createdAt: change.now,
    expiresAt: new Date(change.now.getTime() + minutes * 60_000),
  });
  return addressOf(`/sign-in/link?token=${token}`);
}

/** Signs in with a mailed link. Of two who press the button at once, one is signed in. */
export async function signInWithLink(ask: SigningIn, { token }: { token: string }) {
  await countTry(ask, `link used from ${ask.from.address}`, addressLimit);
  const session = await asOneChange(asSystem(ask), async (change) => {
    const [used] = await change.tx
      .update(codes)
      .set({ usedAt: change.now })
      .where(
        and(
          eq(codes.hash, hashOf(token)),
          eq(codes.purpose, "sign_in"),
          isNull(codes.usedAt),
          gt(codes.expiresAt, change.now),
        ),
      )
      .returning({ personId: codes.personId });
    if (!used)
      throw new Refusal("wrong_credentials", "This link was used already or is too old. Ask for a new one");
    const [person] = await change.tx.select().from(people).where(eq(people.id, used.personId));
    return startSession(change, person!, "link", ask);
  });
  await takeBackTry(ask, `link used from ${ask.from.address}`);
  return session;
}

/** Outside a demonstration nobody made up is known. */
const personByEmail = async (ask: SigningIn, email: string) => {
  const [person] = await asReading(asSystem(ask), ({ tx }) =>
    tx.select().from(people).where(eq(people.email, email)),
  );
  return person && isLetIn(person, ask.demo) ? person : null;
};
