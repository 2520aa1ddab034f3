import { and, desc, eq, gte, lt, lte, sql } from "drizzle-orm";
import { organisations } from "#db/schema/access.ts";
import { events } from "#db/schema/audit.ts";
import { type Ask, asReading } from "#server/lib/change.ts";
import type { TrailFilter } from "../trail-filter.ts";

const pageSize = 50;

/** What happened, newest first, fifty a page by keys, and the kinds of event that there are to choose from. */
export const auditTrail = (ask: Ask, filter: TrailFilter) =>
  asReading(ask, async ({ tx }) => {
    const rows = await tx
      .select({
        id: events.id,
        type: events.type,
        subject: events.subject,
        facts: events.facts,
        actorName: events.actorName,
        at: events.at,
        businessDate: events.businessDate,
        sequence: events.sequence,
        hash: events.hash,
        organisation: organisations.name,
      })
      .from(events)
      .leftJoin(organisations, eq(organisations.id, events.organisationId))
      .where(
        and(
          filter.type ? eq(events.type, filter.type) : undefined,
          filter.subject ? eq(events.subject, filter.subject) : undefined,
          filter.actor ? eq(events.actorName, filter.actor) : undefined,
          filter.from ? gte(events.businessDate, filter.from) : undefined,
          filter.to ? lte(events.businessDate, filter.to) : undefined,
          filter.before ? lt(events.id, filter.before) : undefined,
        ),
      )
      .orderBy(desc(events.id))
      .limit(pageSize + 1);
    // Skips from type to type along the index, however many events there are.
    const types = await tx.execute<{ type: string }>(sql`
      with recursive kinds as (
        (select type from events order by type limit 1)
        union all select (select e.type from events e where e.type > k.type order by e.type limit 1) from kinds k
        where k.type is not null)
      select type from kinds where type is not null`);
    return {
      rows: rows.slice(0, pageSize).map((row) => ({ ...row, facts: row.facts as Record<string, unknown> })),
      next: rows.length > pageSize ? rows[pageSize - 1]!.id : null,
      types: types.rows.map(({ type }) => type),
    };
  });
