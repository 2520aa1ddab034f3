import { and, asc, eq, like, sql } from "drizzle-orm";
import { facts, licences } from "#db/schema/licences.ts";
import { enqueue } from "#server/jobs/queue.ts";
import type { Change } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import { asEngineContract } from "#server/licensing/contract/engine-contract.ts";
import { talliedPrefix } from "#server/licensing/settlement/retraction-rules.ts";
import { writeFact } from "#server/licensing/settlement/store/facts.ts";
import { licenceContract } from "#server/licensing/settlement/store/settling.ts";
import { type Meter, type Metered, metered } from "../rules.ts";

/** What the events of one day came to, as they were known on another: one fact. `quantity` is decimal text. */
type Tallied = { component: string; on: string; known: string; quantity: string };

/**
 * Brings the facts of a licence to what its events add up to, and asks for it to be settled when one changed. Locks the
 * licence first, so that two tallies follow each other while events go on coming in; run again, it finds nothing to do.
 * Says how many facts it wrote.
 */
export async function tallyUsage(change: Change, licenceId: string): Promise<{ written: number }> {
  const [licence] = await change.tx
    .select()
    .from(licences)
    .where(eq(licences.id, licenceId))
    .for("no key update");
  if (!licence) throw new Error(`There is no licence ${licenceId}`);
  // By the signed term: what was counted before an early end keeps its fact, and the model leaves out what lies after.
  const whole = metered({ ...licence, endedOn: null }, asEngineContract(licenceContract(licence)));
  const standing = await factsStanding(change, licenceId);
  let written = 0;
  for (const meter of whole.meters)
    for (const tallied of await talliesOf(change, licenceId, meter)) {
      const id = factName(tallied, whole);
      const last = standing.get(id);
      if (last?.quantity === tallied.quantity) continue;
      const { component, on, known, quantity } = tallied;
      await writeFact(
        change,
        licence,
        {
          licence: licence.reference,
          component,
          fact: "used",
          id,
          on: civil(on),
          body: { quantity },
          evidence: "usage events",
          retracted: false,
        },
        { version: (last?.version ?? 0) + 1, known },
      );
      written++;
    }
  if (written) await enqueue(change, "licence.settle", { licenceId }, licenceId);
  return { written };
}

// With one meter its name says nothing; with several it keeps the facts of a day apart.
const factName = ({ component, on, known }: Tallied, { meters }: Metered) =>
  `${talliedPrefix}${on} heard ${known}${meters.length > 1 ? ` of ${component}` : ""}`;

/** The last version of each tallied fact; a retracted one has no quantity, so it is written again. */
async function factsStanding({ tx }: Change, licenceId: string) {
  const rows = await tx
    .select()
    .from(facts)
    .where(
      and(eq(facts.licenceId, licenceId), eq(facts.kind, "used"), like(facts.factId, `${talliedPrefix}%`)),
    )
    .orderBy(asc(facts.version));
  return new Map(
    rows.map((row) => [
      row.factId,
      { version: row.version, quantity: row.retracted ? null : (row.body as { quantity: string }).quantity },
    ]),
  );
}

async function talliesOf(
  { tx }: Change,
  licenceId: string,
  { id, aggregation, periods }: Meter,
): Promise<Tallied[]> {
  const own = sql`licence_id = ${licenceId} and component = ${id}`;
  const column = (of: (period: Meter["periods"][number]) => string) =>
    sql`${sql.param(periods.map(of))}::date[]`;
  const perDay = (quantity: ReturnType<typeof sql>) =>
    sql`select "on"::text, known::text, ${quantity}::text as quantity from usage_events where ${own} group by 1, 2`;
  const queries: Record<Meter["aggregation"], ReturnType<typeof sql>> = {
    sum: perDay(sql`trim_scale(sum(quantity))`),
    count: perDay(sql`count(*)`),
    max: perDay(sql`trim_scale(max(quantity))`),
    // As it stood on each day on which something of that day came: what comes late may still not be the latest.
    latest: sql`select distinct on (h."on", h.known) h."on"::text, h.known::text, trim_scale(e.quantity)::text as quantity
      from (select distinct "on", known from usage_events where ${own}) h
      join usage_events e on e.licence_id = ${licenceId} and e.component = ${id} and e."on" = h."on" and e.known <= h.known
      order by h."on", h.known, e.occurred_at desc, e.known desc, e.source desc, e.event_id desc`,
    // All subjects so far in the period, as one fact on its first day for each day on which a new one became known.
    unique: sql`with firsts as (
        select p."from", e.subject, min(e.known) as known
        from usage_events e join unnest(${column(({ from }) => from)}, ${column(({ to }) => to)}) as p ("from", "to")
          on e."on" >= p."from" and e."on" < p."to"
        where e.licence_id = ${licenceId} and e.component = ${id} and e.subject is not null group by 1, 2)
      select "from"::text as "on", known::text, (sum(count(*)) over (partition by "from" order by known))::text as quantity
      from firsts group by "from", known`,
  };
  const { rows } = await tx.execute<Omit<Tallied, "component">>(
    sql`select * from (${queries[aggregation]}) as tallied order by 1, 2`,
  );
  return rows.map((row) => ({ ...row, component: id }));
}
