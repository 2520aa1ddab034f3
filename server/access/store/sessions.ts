import { createHash, randomBytes } from "node:crypto";
import { and, asc, desc, eq, gt, lt, ne, sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { memberships, organisations, people, sessions } from "#db/schema/access.ts";
import { record } from "#server/audit/store.ts";
import { type Person, system } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading, type Change } from "#server/lib/change.ts";
import { londonDate } from "#server/lib/dates.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import type { Context, NewSession } from "#server/trpc.ts";
import { asSystem } from "../as-system.ts";
import { wholeSessionDays } from "../session-cookie.ts";
import { isLetIn } from "./made-up.ts";

export type Principal = {
  actor: Person;
  session: { id: string; confirmedAt: Date | null };
  email: string;
  expiresAt: Date;
};

/** An unused session ends after this; every use moves the end, but never past the whole. */
const idleHours = 12;

/** The cookie is never stored: whoever reads the table cannot sign in with what they read. */
export const hashOf = (secret: string) => createHash("sha256").update(secret).digest("hex");

/** Something that nobody can guess: 256 random bits, safe in a cookie and in an address. */
export const secretToken = () => randomBytes(32).toString("base64url");

/**
 * The person behind a session cookie, acting as the organisation they chose with the roles they hold there now.
 * Null when the session has expired or was revoked, when no role is left, and for whoever is made up outside a
 * demonstration: asked anew by every request, so that taking away a role or a session takes effect with the next one.
 */
export async function principalOf(
  db: Database,
  token: string,
  now: Date,
  demo: boolean,
): Promise<Principal | null> {
  const ask: Ask = { db, actor: system, now, today: londonDate(now) };
  const rows = await asReading(ask, ({ tx }) =>
    tx
      .select({
        session: sessions,
        person: { id: people.id, name: people.name, email: people.email, demo: people.demo },
        role: memberships.role,
        organisation: { id: organisations.id, name: organisations.name, side: organisations.side },
      })
      .from(sessions)
      .innerJoin(people, eq(people.id, sessions.personId))
      .innerJoin(organisations, eq(organisations.id, sessions.organisationId))
      .innerJoin(
        memberships,
        and(eq(memberships.personId, people.id), eq(memberships.organisationId, organisations.id)),
      )
      .where(and(eq(sessions.tokenHash, hashOf(token)), gt(sessions.expiresAt, now)))
      .orderBy(asc(memberships.role)),
  );
  const first = rows[0];
  if (!first) return null;
  const { session, person, organisation } = first;
  if (!isLetIn(person, demo)) return null;
  if (now.getTime() - session.lastSeenAt.getTime() > 60_000) await touch(ask, session.id);
  return {
    actor: {
      kind: "person",
      personId: person.id,
      name: person.name,
      organisationId: organisation.id,
      organisationName: organisation.name,
      side: organisation.side,
      roles: rows.map(({ role }) => role),
    },
    session: { id: session.id, confirmedAt: session.confirmedAt },
    email: person.email,
    expiresAt: session.expiresAt,
  };
}

/** At most once a minute a session, however many requests come at once: only the first finds the old reading. */
const touch = (ask: Ask, id: string) =>
  asOneChange(ask, ({ tx }) =>
    tx
      .update(sessions)
      .set({
        lastSeenAt: ask.now,
        expiresAt: sql`least(${ask.now}::timestamptz + make_interval(hours => ${idleHours}),
          ${sessions.createdAt} + make_interval(days => ${wholeSessionDays}))`,
      })
      .where(and(eq(sessions.id, id), lt(sessions.lastSeenAt, new Date(ask.now.getTime() - 60_000)))),
  );

/** A new session in the caller's transaction, acting as the person's first organisation. Refuses people with no role. */
export async function startSession(
  change: Change,
  person: { id: string; name: string; email: string; demo: boolean },
  by: "password" | "link" | "demo",
  { demo, from: { device } }: Pick<Context, "demo" | "from">,
): Promise<NewSession> {
  if (!isLetIn(person, demo))
    throw new Refusal("wrong_credentials", "This person is made up, and this is no demonstration");
  const [organisation] = await change.tx
    .select({ id: organisations.id, name: organisations.name, side: organisations.side })
    .from(memberships)
    .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
    .where(eq(memberships.personId, person.id))
    .orderBy(asc(organisations.name))
    .limit(1);
  if (!organisation)
    throw new Refusal("wrong_credentials", "You have no role here at present. Ask your administrator");
  const token = secretToken();
  await change.tx.insert(sessions).values({
    tokenHash: hashOf(token),
    personId: person.id,
    organisationId: organisation.id,
    createdAt: change.now,
    lastSeenAt: change.now,
    expiresAt: new Date(change.now.getTime() + idleHours * 3_600_000),
    device: device.slice(0, 300),
  });
  const signedIn: Person = {
    kind: "person",
    personId: person.id,
    name: person.name,
    organisationId: organisation.id,
    organisationName: organisation.name,
    side: organisation.side,
    roles: [],
  };
  const event = { type: "person.signed_in", facts: { by, device: device.slice(0, 300) } } as const;
  await record({ ...change, actor: signedIn }, person.email, event, chainOf(signedIn));
  return { token, email: person.email };
}

type InSession = Ask & { actor: Person; session: Principal["session"] | null };

/** The organisations this person may act as, by name. */
export const membershipsOf = (ask: Ask & { actor: Person }) =>
  asReading(asSystem(ask), ({ tx }) =>
    tx
      .selectDistinct({ id: organisations.id, name: organisations.name })
      .from(memberships)
      .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
      .where(eq(memberships.personId, ask.actor.personId))
      .orderBy(asc(organisations.name)),
  );

/** Acts as another of one's own organisations from the next request on; what was confirmed has to be confirmed again. */
export const switchOrganisation = (ask: InSession, organisationId: string) =>
  asOneChange(asSystem(ask), async ({ tx }) => {
    const mine = await tx.$count(
      memberships,
      and(eq(memberships.personId, ask.actor.personId), eq(memberships.organisationId, organisationId)),
    );
    if (mine === 0 || !ask.session) throw notFound();
    await tx
      .update(sessions)
      .set({ organisationId, confirmedAt: null })
      .where(eq(sessions.id, ask.session.id));
  });

/** One's own sessions that still work, the last used first. */
export const listSessions = (ask: InSession) =>
  asReading(ask, async ({ tx }) => {
    const rows = await tx
      .select({
        id: sessions.id,
        device: sessions.device,
        createdAt: sessions.createdAt,
        lastSeenAt: sessions.lastSeenAt,
      })
      .from(sessions)
      .where(and(eq(sessions.personId, ask.actor.personId), gt(sessions.expiresAt, ask.now)))
      .orderBy(desc(sessions.lastSeenAt), asc(sessions.id));
    return rows.map((row) => ({ ...row, current: row.id === ask.session?.id }));
  });

/** Ends one of one's own sessions at once. Another's and a missing one answer alike. */
export const revokeSession = (ask: InSession, id: string) =>
  asOneChange(ask, async (change) => {
    const ended = await change.tx
      .delete(sessions)
      .where(and(eq(sessions.id, id), eq(sessions.personId, ask.actor.personId)))
      .returning({ id: sessions.id, device: sessions.device });
    if (ended.length === 0) throw notFound();
    await recordRevoked(change, ask.actor, ended);
  });

/** Ends the session that asks. */
export const signOut = (ask: InSession) =>
  asOneChange(ask, async ({ tx }) => {
    if (ask.session) await tx.delete(sessions).where(eq(sessions.id, ask.session.id));
  });

/** Ends every session of one's own but the one that asks. */
export const endOtherSessions = (ask: InSession) =>
  asOneChange(ask, (change) => endSessionsOf(change, ask.actor, ask.session?.id ?? null));

/** In the caller's transaction, for a change of password as well. Says how many were ended. */
export async function endSessionsOf(change: Change, person: Person, except: string | null) {
  const ended = await change.tx
    .delete(sessions)
    .where(and(eq(sessions.personId, person.personId), except ? ne(sessions.id, except) : undefined))
    .returning({ id: sessions.id, device: sessions.device });
  await recordRevoked(change, person, ended);
  return { ended: ended.length };
}

async function recordRevoked(change: Change, person: Person, ended: { device: string }[]) {
  if (ended.length === 0) return;
  const [who] = await change.tx
    .select({ email: people.email })
    .from(people)
    .where(eq(people.id, person.personId));
  for (const { device } of ended) {
    const event = { type: "session.revoked", facts: { session: device || "unnamed device" } } as const;
    await record(change, who!.email, event, chainOf(person));
  }
}

/** What people of the NHS do stands on the NHS's chain, what a buyer's people do on the buyer's. */
export const chainOf = (person: Person) => (person.side === "buyer" ? person.organisationId : null);
