import { eq, sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { installation } from "#db/schema/access.ts";
import { system } from "#server/lib/actor.ts";
import { type Ask, asReading } from "#server/lib/change.ts";
import { type CivilDate, londonDate } from "#server/lib/dates.ts";

/**
 * The two clocks, read once a request: the database's own time, which all replicas share, and the business date,
 * which is today in London unless a demonstration has moved it.
 */
export async function readClock(db: Database, demo: boolean): Promise<{ now: Date; today: CivilDate }> {
  const ask: Ask = { db, actor: system, now: new Date(), today: londonDate(new Date()) };
  const { now, demoDate } = await asReading(ask, async ({ tx }) => {
    const { rows } = await tx.execute<{ now: Date }>(sql`select now() as now`);
    const [row] = await tx
      .select({ demoDate: installation.demoDate })
      .from(installation)
      .where(eq(installation.id, 1));
    return { now: new Date(rows[0]!.now), demoDate: row?.demoDate ?? null };
  });
  return { now, today: demo && demoDate ? (demoDate as CivilDate) : londonDate(now) };
}
