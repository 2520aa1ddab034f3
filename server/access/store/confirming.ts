import { randomInt } from "node:crypto";
import { and, desc, eq, gt, isNull, lt, sql } from "drizzle-orm";
import { codes, messages, people, sessions } from "#db/schema/access.ts";
import { record } from "#server/audit/store.ts";
import { sendMail } from "#server/jobs/mail.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading, type Change } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";
import type { SignedIn } from "#server/trpc.ts";
import { asSystem } from "../as-system.ts";
import { demandOwnPassword } from "./passwords.ts";
import { countTry } from "./rate-limit.ts";
import { chainOf, hashOf, secretToken } from "./sessions.ts";

type Confirming = Ask & Pick<SignedIn, "actor" | "session">;

export const codeMinutes = 10;
const wrongTriesAllowed = 5;
const codeSubject = "Your code to confirm that it is you";

/** Confirms this session for five minutes by the person's own password. */
export async function confirmByPassword(ask: Confirming, password: string) {
  await demandOwnPassword(ask, password);
  await asOneChange(ask, (change) => confirm(change, ask, "password"));
}

/** Mails six digits, good for ten minutes and five wrong tries; a newer code takes the place of an older one. */
export async function mailCode(ask: Confirming) {
  await countTry(ask, `code ${ask.actor.personId}`, { limit: 5, minutes: 15 });
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  await asOneChange(asSystem(ask), async (change) => {
    const mine = and(
      eq(codes.personId, ask.actor.personId),
      eq(codes.purpose, "confirm"),
      isNull(codes.usedAt),
    );
    await change.tx.update(codes).set({ usedAt: change.now }).where(mine);
    await change.tx.insert(codes).values({
      personId: ask.actor.personId,
      purpose: "confirm",
      hash: salted(code, secretToken()),
      createdAt: change.now,
      expiresAt: new Date(change.now.getTime() + codeMinutes * 60_000),
    });
    const to = await ownEmail(change, ask.actor);
    await sendMail(change, { to, subject: codeSubject, body: codeBody(ask.actor.name, code) });
  });
}

/** Confirms this session by the mailed code. A wrong try is counted although it is refused. */
export async function confirmByCode(ask: Confirming, code: string) {
  const right = await asOneChange(ask, async (change) => {
    const [waiting] = await change.tx
      .select()
      .from(codes)
      .where(
        and(
          eq(codes.personId, ask.actor.personId),
          eq(codes.purpose, "confirm"),
          isNull(codes.usedAt),
          gt(codes.expiresAt, change.now),
          lt(codes.wrongTries, wrongTriesAllowed),
        ),
      )
      .orderBy(desc(codes.createdAt))
      .limit(1)
      .for("update");
    if (!waiting) return null;
    const matches = waiting.hash === salted(code, waiting.hash.split(".")[0]!);
    await change.tx
      .update(codes)
      .set(matches ? { usedAt: change.now } : { wrongTries: sql`${codes.wrongTries} + 1` })
      .where(eq(codes.id, waiting.id));
    if (matches) await confirm(change, ask, "code");
    return matches;
  });
  if (right === null)
    throw new Refusal("wrong_credentials", "No code is waiting any more. Ask for a new one", "code");
  if (!right) throw new Refusal("wrong_credentials", "That is not the code we sent", "code");
}

/** The code itself, for the page to show: in a demonstration nobody has the mailbox of a made-up person. */
export async function codeToShow(ask: Confirming & { demo: boolean }): Promise<string | null> {
  if (!ask.demo) return null;
  return asReading(asSystem(ask), async (reading) => {
    const [message] = await reading.tx
      .select({ body: messages.body })
      .from(messages)
      .where(
        and(
          eq(messages.toAddress, await ownEmail(reading, ask.actor)),
          eq(messages.subject, codeSubject),
          gt(messages.writtenAt, new Date(ask.now.getTime() - codeMinutes * 60_000)),
        ),
      )
      .orderBy(desc(messages.writtenAt))
      .limit(1);
    return message?.body.match(/\b\d{6}\b/)?.[0] ?? null;
  });
}

async function confirm(change: Change, { actor, session }: Confirming, by: "password" | "code") {
  if (!session) throw new Refusal("not_signed_in", "Sign in to do this");
  await change.tx.update(sessions).set({ confirmedAt: change.now }).where(eq(sessions.id, session.id));
  await record(
    change,
    await ownEmail(change, actor),
    { type: "person.confirmed", facts: { by } },
    chainOf(actor),
  );
}

/** Two people may be sent the same six digits, so each code is hashed with a salt of its own. */
const salted = (code: string, salt: string) => `${salt}.${hashOf(`${salt}.${code}`)}`;

const codeBody = (name: string, code: string) =>
  `Hello ${name},\n\nyour code is ${code}\n\nIt works once, within ${codeMinutes} minutes. If you are not about to sign or approve something, tell your administrator.`;

async function ownEmail({ tx }: Pick<Change, "tx">, actor: Person): Promise<string> {
  const [person] = await tx.select({ email: people.email }).from(people).where(eq(people.id, actor.personId));
  return person!.email;
}
