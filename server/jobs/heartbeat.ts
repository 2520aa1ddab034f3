import { eq, inArray, sql } from "drizzle-orm";
import { tries } from "#db/schema/access.ts";
import { type Ask, asOneChange, asReading } from "#server/lib/change.ts";

const alive = "worker is alive";
const migrated = "migrations applied";

/**
 * The worker says that it is alive, and how many migrations the database has: only the owner, whom the worker
 * connects as, can see that. Kept beside the other counters; one row each, told by the database's clock.
 */
export const beat = (ask: Ask, migrations: number) =>
  asOneChange(ask, async ({ tx }) => {
    await tx.delete(tries).where(inArray(tries.what, [alive, migrated]));
    await tx
      .insert(tries)
      .values([
        { what: alive, windowFrom: sql`now()`, count: 1 },
        { what: migrated, windowFrom: sql`now()`, count: migrations },
      ])
      .onConflictDoNothing();
  });

/** Seconds since a worker was last alive (null: never) and the migrations it found. */
export const lastBeat = (ask: Ask) =>
  asReading(ask, async ({ tx }) => {
    const read = (what: string) =>
      tx
        .select({
          count: tries.count,
          secondsAgo: sql<number>`extract(epoch from now() - ${tries.windowFrom})::int`,
        })
        .from(tries)
        .where(eq(tries.what, what))
        .orderBy(sql`${tries.windowFrom} desc`)
        .limit(1);
    const [beaten] = await read(alive);
    const [known] = await read(migrated);
    return { secondsAgo: beaten?.secondsAgo ?? null, migrations: known?.count ?? 0 };
  });
