import { eq, sql } from "drizzle-orm";
import { dailyRuns } from "#db/schema/runs.ts";
import { type Ask, asOneChange, asReading } from "#server/lib/change.ts";

/** The first key of the locks by which a run shows that it is alive; the second is its number. */
const lockClass = 7_401;

/** Works as a run that is seen to be alive: a connection of its own holds a lock, which dies with the process. */
export async function alive<Result>(
  { db }: Ask,
  runId: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const client = await db.$client.connect();
  try {
    await client.query("select pg_advisory_lock($1, $2)", [lockClass, runId]);
    return await work();
  } finally {
    // The connection goes, and its lock with it, so that a fault of the connection itself holds nothing.
    client.release(true);
  }
}

/** Runs that say they are running while nobody holds their lock were killed: they failed. */
export const failDeadRuns = (ask: Ask) =>
  asOneChange(ask, async ({ tx, now }) => {
    const running = await tx
      .select({ id: dailyRuns.id })
      .from(dailyRuns)
      .where(eq(dailyRuns.status, "running"));
    for (const { id } of running) {
      const { rows } = await tx.execute<{ dead: boolean }>(
        sql`select pg_try_advisory_xact_lock(${lockClass}, ${id}::int) as dead`,
      );
      if (rows[0]!.dead)
        await tx
          .update(dailyRuns)
          .set({ status: "failed", finishedAt: now, problem: "It was stopped before its end" })
          .where(eq(dailyRuns.id, id));
    }
  });

/** Whether a run goes on at this moment, on whatever machine. */
export async function isRunning(ask: Ask): Promise<boolean> {
  await failDeadRuns(ask);
  return asReading(ask, async ({ tx }) => (await tx.$count(dailyRuns, eq(dailyRuns.status, "running"))) > 0);
}
