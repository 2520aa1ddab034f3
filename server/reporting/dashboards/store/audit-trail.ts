import { and, desc, eq, gte, inArray, lt, lte, notInArray, or, type SQL, sql } from "drizzle-orm";
import { organisations } from "#db/schema/access.ts";
import { events } from "#db/schema/audit.ts";
import { type Ask, asReading, type Reading } from "#server/lib/change.ts";
import type { TrailFilter } from "../trail-filter.ts";
import { proposalsOf, quietTypes, typesOf } from "../trail-words.ts";
import { type Deal, dealOf } from "./deal-of.ts";

const pageSize = 50;

/** One line of the trail: an event, or a notice that somebody was sent, which has no chain. */
export type Entry = {
  key: string;
  type: string;
  subject: string;
  facts: Record<string, unknown>;
  actorName: string;
  at: Date;
  businessDate: string;
  sequence: number | null;
  hash: string | null;
  organisation: string | null;
};

/**
 * What happened, newest first, fifty a page by keys: the whole trail, or all of one deal with whom it was told to. Signing
 * in and confirming are left out unless they are asked for.
 */
export const auditTrail = (ask: Ask, filter: TrailFilter): Promise<{ rows: Entry[]; next: string | null }> =>
  asReading(ask, async (reading) => {
    if (!filter.about) return wholeTrail(reading, filter);
    return trailOfDeal(reading, filter, await dealOf(reading, filter.about));
  });

/** Where one kind of event was chosen, that; otherwise its kind, or all that do not drown the others. */
function chosen({ type, kind, actor, from, to }: TrailFilter): SQL | undefined {
  const ofKind = () => {
    if (kind === "everything") return undefined;
    if (!kind) return notInArray(events.type, [...quietTypes]);
    const proposed = proposalsOf(kind);
    return or(
      inArray(events.type, typesOf(kind)),
      and(
        sql`${events.type} like 'proposal.%'`,
        sql`${events.facts}->>'kind' = any (${sql.param(proposed)}::text[])`,
      ),
    );
  };
  return and(
    type ? eq(events.type, type) : ofKind(),
    actor ? eq(events.actorName, actor) : undefined,
    from ? gte(events.businessDate, from) : undefined,
    to ? lte(events.businessDate, to) : undefined,
  );
}

const shown = {
  key: sql<string>`${events.id}::text`,
  type: events.type,
  subject: events.subject,
  facts: sql<Record<string, unknown>>`${events.facts}`,
  actorName: events.actorName,
  at: events.at,
  businessDate: events.businessDate,
  sequence: sql<number | null>`${events.sequence}::int`,
  hash: sql<string | null>`${events.hash}`,
  organisation: organisations.name,
};

async function wholeTrail({ tx }: Reading, filter: TrailFilter) {
  const before = /^\d+$/.test(filter.before ?? "") ? Number(filter.before) : null;
  const rows = await tx
    .select(shown)
    .from(events)
    .leftJoin(organisations, eq(organisations.id, events.organisationId))
    .where(and(chosen(filter), before === null ? undefined : lt(events.id, before)))
    .orderBy(desc(events.id))
    .limit(pageSize + 1);
  return {
    rows: rows.slice(0, pageSize),
    next: rows.length > pageSize ? rows[pageSize - 1]!.key : null,
  };
}

/**
 * Events by what they name, and notices by what they lead to, in order of their moment. An allocation of a receipt to a
 * document of another deal is not of this one.
 */
async function trailOfDeal({ tx }: Reading, filter: TrailFilter, { subjects, organisationId }: Deal) {
  const named = sql.param(subjects);
  const ofDeal = organisationId
    ? or(eq(events.organisationId, organisationId), inArray(events.subject, subjects))
    : and(
        inArray(events.subject, subjects),
        sql`(${events.type} not like 'receipt.alloc%' or ${events.facts}->>'document' = any (${named}::text[]))`,
      );
  const told = organisationId
    ? sql`n.organisation_id = ${organisationId}`
    : sql`split_part(n.link, '/', 3) = any (${named}::text[])`;
  // Notices are neither of one person nor of one kind of event.
  const withNotices = !filter.type && !filter.actor && (!filter.kind || filter.kind === "everything");
  const [, at, key] = /^(\S+) (\S+)$/.exec(filter.before ?? "") ?? [];
  const { rows } = await tx.execute<Omit<Entry, "at"> & { at: string }>(sql`
    with entries as (
      select 'e' || lpad(${events.id}::text, 15, '0') as key, ${events.type} as type, ${events.subject} as subject,
        ${events.facts} as facts, ${events.actorName} as "actorName", ${events.at} as at,
        ${events.businessDate} as "businessDate", ${events.sequence}::int as sequence, ${events.hash} as hash,
        ${organisations.name} as organisation
      from ${events} left join ${organisations} on ${eq(organisations.id, events.organisationId)}
      where ${and(ofDeal, chosen(filter))}
      union all
      select 'n' || n.id::text, 'notice', split_part(n.link, '/', 3),
        jsonb_build_object('says', n.subject, 'to', (select coalesce(string_agg(p.name, ', ' order by p.name), '')
          from notice_readers r join people p on p.id = r.person_id where r.notice_id = n.id)),
        'system', n.told_at, n.told_on::text, null, null, o.name
      from notices n left join organisations o on o.id = n.organisation_id
      where ${told} and ${withNotices}
        and ${filter.from ? sql`n.told_on >= ${filter.from}` : sql`true`}
        and ${filter.to ? sql`n.told_on <= ${filter.to}` : sql`true`}
    )
    select key, type, subject, facts, "actorName", "businessDate", sequence, hash, organisation,
      to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
    from entries
    where ${at && key ? sql`(at, key) < (${at}::timestamptz, ${key})` : sql`true`}
    order by entries.at desc, key desc limit ${pageSize + 1}`);
  const page = rows.slice(0, pageSize);
  const last = rows.length > pageSize ? page.at(-1)! : null;
  return {
    rows: page.map((row) => ({ ...row, at: new Date(row.at) })),
    next: last && `${last.at} ${last.key}`,
  };
}
