import { and, desc, eq, getTableColumns, inArray, isNull, sql } from "drizzle-orm";
import { allRoles } from "#db/enums.ts";
import { memberships, organisations, people } from "#db/schema/access.ts";
import { apiTokens } from "#db/schema/tokens.ts";
import { record } from "#server/audit/store.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading } from "#server/lib/change.ts";
import { notFound } from "#server/lib/refusal.ts";
import { asSystem } from "../as-system.ts";
import { rolesMay } from "../rules.ts";
import type { NewToken, Scope } from "../tokens-form.ts";
import { isLetIn } from "./made-up.ts";
import { hashOf, secretToken } from "./sessions.ts";

type Managing = Ask & { actor: Person };

const prefixLength = 12;
const touchedEveryMilliseconds = 60_000;

/** Who may make a token for their organisation; whose token works as long as they may. */
const makers = allRoles.filter((role) => rolesMay([role], "tokens.manage"));

const isTheMakers = and(
  eq(memberships.personId, apiTokens.madeBy),
  eq(memberships.organisationId, apiTokens.organisationId),
  inArray(memberships.role, makers),
);

/** Makes a key for machines of one's own organisation. The secret is in this answer and nowhere else, ever. */
export const createToken = (ask: Managing, { name, scopes, days }: NewToken) =>
  asOneChange(ask, async (change) => {
    const secret = `hdm_${secretToken()}`;
    const prefix = secret.slice(0, prefixLength);
    const { actor, now } = ask;
    await change.tx.insert(apiTokens).values({
      organisationId: actor.organisationId,
      name,
      prefix,
      secretHash: hashOf(secret),
      scopes,
      expiresAt: new Date(now.getTime() + days * 86_400_000),
      madeBy: actor.personId,
      madeByName: actor.name,
      madeAt: now,
    });
    const facts = { name, prefix, scopes: scopes.join(" "), days };
    await record(change, actor.organisationName, { type: "token.made", facts }, actor.organisationId);
    return { secret };
  });

/** Every token of one's own organisation, newest first; the revoked and the expired stay on the list. */
export const listTokens = (ask: Managing) =>
  asReading(ask, async ({ tx }) => {
    const { secretHash: _never, ...shown } = getTableColumns(apiTokens);
    const rows = await tx
      .select({
        ...shown,
        mayStill: sql<boolean>`exists ${tx.select().from(memberships).where(isTheMakers)}`,
      })
      .from(apiTokens)
      .orderBy(desc(apiTokens.madeAt))
      .limit(200);
    return rows.map(({ mayStill, ...row }) => ({
      ...row,
      scopes: row.scopes as Scope[],
      state: row.revokedAt
        ? ("revoked" as const)
        : row.expiresAt <= ask.now
          ? ("expired" as const)
          : mayStill
            ? ("good" as const)
            : ("ended" as const),
    }));
  });

/** Ends a token at once. Another organisation's, a missing one and one that was revoked before answer alike. */
export const revokeToken = (ask: Managing, id: string) =>
  asOneChange(ask, async (change) => {
    const [revoked] = await change.tx
      .update(apiTokens)
      .set({ revokedAt: ask.now, revokedByName: ask.actor.name })
      .where(and(eq(apiTokens.id, id), isNull(apiTokens.revokedAt)))
      .returning({ name: apiTokens.name, prefix: apiTokens.prefix });
    if (!revoked) throw notFound();
    const { organisationId, organisationName } = ask.actor;
    await record(change, organisationName, { type: "token.revoked", facts: revoked }, organisationId);
  });

/** Whoever sends a secret: its organisation, and nobody's person. */
export type Machine = { tokenId: string; actor: Person; scopes: readonly Scope[] };

/**
 * The machine behind a secret, null when it is unknown, expired or revoked, or when whoever made it may make none there any
 * more: a token ends with the role of its maker. It acts for its organisation under row-level security and holds no role,
 * so no procedure is open to it: its scopes are its only rights.
 */
export async function machineOf(ask: Ask & { demo: boolean }, secret: string): Promise<Machine | null> {
  if (!/^hdm_[\w-]{43}$/.test(secret)) return null;
  const [found] = await asReading(asSystem(ask), ({ tx }) =>
    tx
      .select({
        token: apiTokens,
        organisation: { name: organisations.name, side: organisations.side },
        maker: { demo: people.demo },
      })
      .from(apiTokens)
      .innerJoin(organisations, eq(organisations.id, apiTokens.organisationId))
      .innerJoin(people, eq(people.id, apiTokens.madeBy))
      .innerJoin(memberships, isTheMakers)
      .where(and(eq(apiTokens.secretHash, hashOf(secret)), isNull(apiTokens.revokedAt))),
  );
  if (!found || found.token.expiresAt <= ask.now || !isLetIn(found.maker, ask.demo)) return null;
  const { token, organisation } = found;
  const lastUsed = token.lastUsedAt?.getTime() ?? 0;
  if (ask.now.getTime() - lastUsed > touchedEveryMilliseconds)
    await asOneChange(asSystem(ask), ({ tx }) =>
      tx.update(apiTokens).set({ lastUsedAt: ask.now }).where(eq(apiTokens.id, token.id)),
    );
  return {
    tokenId: token.id,
    scopes: token.scopes as Scope[],
    actor: {
      kind: "person",
      personId: token.id,
      name: `${token.name} (token ${token.prefix}…)`,
      organisationId: token.organisationId,
      organisationName: organisation.name,
      side: organisation.side,
      roles: [],
    },
  };
}
