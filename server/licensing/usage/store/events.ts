import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { licences } from "#db/schema/licences.ts";
import { usageExceptions } from "#db/schema/usage.ts";
import type { Person } from "#server/lib/actor.ts";
import type { Change } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { asEngineContract } from "#server/licensing/contract/engine-contract.ts";
import { licenceContract } from "#server/licensing/settlement/store/settling.ts";
import { mostWaiting, tooManyWaiting } from "../quotas.ts";
import { bodyOf, type Metered, metered, type UsageException, type Weighed } from "../rules.ts";

type Taking = Change & { actor: Person };

/** What makes an event the same event within its organisation, as one text. */
export const keyOf = (source: string, id: string) => JSON.stringify([source, id]);

/** An organisation's licences of these references, with their meters: another's are simply not there. */
export async function meteredLicences(
  { tx }: Change,
  references: readonly string[],
  organisationId: string,
): Promise<Map<string, Metered>> {
  const rows = await tx
    .select()
    .from(licences)
    .where(and(eq(licences.organisationId, organisationId), inArray(licences.reference, [...references])));
  return new Map(
    rows.map((row) => [row.reference, metered(row, asEngineContract(licenceContract(row)))] as const),
  );
}

/**
 * Adds the events that are new, in one statement, and says which those were. In order of the key, so that two
 * requests with the same events wait for each other instead of ending in a deadlock.
 */
export async function insertEvents(
  { tx, actor, today, now }: Taking,
  events: readonly Weighed[],
): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const sorted = events.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const column = (of: (one: Weighed) => string | null) => sql.param(sorted.map(of));
  const { rows } = await tx.execute<{ source: string; event_id: string }>(sql`
    insert into usage_events (organisation_id, source, event_id, licence_id, component, quantity, subject, occurred_at,
      "on", known, body_hash, received_at)
    select ${actor.organisationId}::uuid, e.source, e.id, e.licence, e.component, e.quantity, e.subject, e.at, e.day,
      ${today}::date, e.hash, ${now.toISOString()}::timestamptz
    from unnest(
      ${column(({ event }) => event.source)}::text[], ${column(({ event }) => event.id)}::text[],
      ${column(({ judged }) => ("meter" in judged ? judged.licenceId : null))}::uuid[],
      ${column(({ judged }) => ("meter" in judged ? judged.meter.id : null))}::text[],
      ${column(({ event }) => event.quantity)}::numeric[], ${column(({ event }) => event.subject ?? null)}::text[],
      ${column(({ event }) => event.at.toISOString())}::timestamptz[], ${column(({ on }) => on)}::date[],
      ${column(({ hash }) => hash)}::text[]
    ) as e (source, id, licence, component, quantity, subject, at, day, hash)
    on conflict do nothing returning source, event_id`);
  return new Set(rows.map((row) => keyOf(row.source, row.event_id)));
}

/** The fingerprints under which events of these keys stand, by key. Read after the insert, so that it sees the others'. */
export async function hashesBefore(
  { tx, actor }: Taking,
  events: readonly Weighed[],
): Promise<Map<string, string>> {
  if (events.length === 0) return new Map();
  const distinct = [...new Map(events.map((one) => [one.key, one])).values()];
  const { rows } = await tx.execute<{ source: string; event_id: string; body_hash: string }>(sql`
    select e.source, e.event_id, e.body_hash
    from unnest(${sql.param(distinct.map(({ event }) => event.source))}::text[],
      ${sql.param(distinct.map(({ event }) => event.id))}::text[]) as k (source, id)
    join usage_events e on e.organisation_id = ${actor.organisationId}::uuid and e.source = k.source and e.event_id = k.id`);
  return new Map(rows.map((row) => [keyOf(row.source, row.event_id), row.body_hash]));
}

/**
 * Queues what could not be counted. The same body again is the same exception. Refuses when more would wait than anybody
 * decides; two requests at once wait for each other, so that together they do not pass the limit either.
 */
export async function addExceptions(
  { tx, actor, now }: Taking,
  queued: readonly (Weighed & { reason: UsageException; licenceId: string | null })[],
) {
  if (queued.length === 0) return;
  await tx
    .insert(usageExceptions)
    .values(
      queued.map(({ event, hash, reason, licenceId }) => ({
        organisationId: actor.organisationId,
        licenceId,
        source: event.source,
        eventId: event.id,
        reason,
        body: bodyOf(event),
        bodyHash: hash,
        receivedAt: now,
      })),
    )
    .onConflictDoNothing();
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`exceptions of ${actor.organisationId}`}, 0))`,
  );
  const waiting = and(
    eq(usageExceptions.organisationId, actor.organisationId),
    isNull(usageExceptions.decision),
  );
  if ((await tx.$count(usageExceptions, waiting)) > mostWaiting)
    throw new Refusal("too_many_tries", tooManyWaiting);
}
