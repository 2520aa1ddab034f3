import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { getServerSession, type NextAuthOptions } from "next-auth";
import type { Adapter, AdapterSession, AdapterUser } from "next-auth/adapters";
import { sessions } from "#db/schema/access.ts";
import { system } from "#server/lib/actor.ts";
import { type Ask, asOneChange } from "#server/lib/change.ts";
import { londonDate } from "#server/lib/dates.ts";
import { env } from "#server/lib/env.ts";
import { database } from "./database.ts";
import { secureCookies, wholeSessionDays } from "./session-cookie.ts";
import { hashOf, type Principal, principalOf } from "./store/sessions.ts";

/**
 * Who asks, and the only place where that is decided: the person behind a session row that is still good, else
 * nobody. next-auth reads the cookie; every sign-in of ours (password, link, demo) makes the same row.
 */
export async function getPrincipal(): Promise<Principal | null> {
  const found = await getServerSession({
    ...authOptions(),
    callbacks: {
      session: ({ user }) => ({ expires: "", principal: (user as KnownUser).principal }) as never,
    },
  });
  return (found as { principal?: Principal } | null)?.principal ?? null;
}

type KnownUser = AdapterUser & { principal: Principal };

/** What /api/auth answers with. No provider is needed: single sign-on is to be added here as one. */
export function authOptions(): NextAuthOptions {
  // The library reads the site's address from the environment and from nowhere else.
  process.env.NEXTAUTH_URL ??= env().PUBLIC_URL;
  return {
    providers: [],
    adapter: ourSessions,
    session: {
      strategy: "database",
      maxAge: wholeSessionDays * 86_400,
      updateAge: wholeSessionDays * 86_400,
    },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    useSecureCookies: secureCookies(),
    // Only the library's own form token rests on it; all replicas have to agree, so it comes from what they share.
    secret: createHash("sha256").update(`next-auth ${env().DATABASE_URL}`).digest("hex"),
    logger: {
      // A database that fails is a bug to report, not a visitor.
      error: (code, metadata) => {
        throw metadata instanceof Error ? metadata : new Error(`next-auth: ${code}`, { cause: metadata });
      },
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

const systemNow = (): Ask => ({
  db: database(),
  actor: system,
  now: new Date(),
  today: londonDate(new Date()),
});

/** Our tables as next-auth wants to see them: sessions are read and ended here, and never made. */
const ourSessions = {
  async getSessionAndUser(
    sessionToken: string,
  ): Promise<{ session: AdapterSession; user: AdapterUser } | null> {
    const principal = await principalOf(database(), sessionToken, new Date(), env().DEMO);
    if (!principal) return null;
    const { actor, email, expiresAt } = principal;
    const user: KnownUser = { id: actor.personId, name: actor.name, email, emailVerified: null, principal };
    return { session: { sessionToken, userId: actor.personId, expires: expiresAt }, user };
  },
  // The end of a session moves when it is used (principalOf), so next-auth has nothing to move.
  updateSession: async () => null,
  async deleteSession(sessionToken: string) {
    await asOneChange(systemNow(), ({ tx }) =>
      tx.delete(sessions).where(eq(sessions.tokenHash, hashOf(sessionToken))),
    );
  },
} as Partial<Adapter> as Adapter;
