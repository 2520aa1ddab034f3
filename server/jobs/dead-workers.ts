import type { EventEmitter } from "node:events";
import { Client } from "pg";

/** The first key of the locks by which workers show that they live; the second is made of a worker's name. */
const lockClass = 7_402;

/**
 * Shows which workers of this process live, by locks that die with it, and frees the jobs of those that died. Without
 * it a job whose worker was killed would wait four hours for its next try.
 */
export async function watchWorkers(connectionString: string, events: EventEmitter) {
  const client = new Client({ connectionString, application_name: "workers alive" });
  client.on("error", () => undefined);
  await client.connect();
  const own = new Set<string>();
  let shown: Promise<unknown> = Promise.resolve();
  events.on("worker:create", ({ worker }: { worker: { workerId: string } }) => {
    own.add(worker.workerId);
    shown = shown
      .then(() => client.query("select pg_advisory_lock($1, hashtext($2))", [lockClass, worker.workerId]))
      .catch(() => undefined);
  });
  return {
    /** Frees what dead workers hold, and says whose. A worker that has just begun may not hold its lock yet. */
    async freeJobsOfDead(): Promise<string[]> {
      await shown;
      const { rows } = await client.query<{ id: string }>(
        `select distinct locked_by as id from graphile_worker.jobs
         where locked_by is not null and locked_at < now() - interval '2 seconds'`,
      );
      const dead: string[] = [];
      for (const { id } of rows.filter((row) => !own.has(row.id))) {
        const tried = await client.query<{ free: boolean }>(
          "select pg_try_advisory_xact_lock($1, hashtext($2)) as free",
          [lockClass, id],
        );
        if (tried.rows[0]!.free) dead.push(id);
      }
      if (dead.length > 0) await client.query("select graphile_worker.force_unlock_workers($1)", [dead]);
      return dead;
    },
    end: () => client.end(),
  };
}
