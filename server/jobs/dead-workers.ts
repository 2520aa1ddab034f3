import type { EventEmitter } from "node:events";
import { Client } from "pg";

/** The first key of the locks by which workers show that they live; the second is made of a worker's name. */
const lockClass = 7_402;

/**
 * Shows which workers of this process live, by locks that die with it, and frees the jobs of those that died. Without
 * it a job whose worker was killed would wait four hours for its next try.
 */
export async function watchWorkers(connectionString: string, events: EventEmitter) {
  const own = new Set<string>();
  let client: Client | null = null;
  /** The connection that holds our locks; after the database was away, another one that takes them anew. */
  const connected = async (): Promise<Client> => {
    if (client) return client;
    const fresh = new Client({ connectionString, application_name: "workers alive" });
    fresh.on("error", () => undefined);
    fresh.on("end", () => {
      if (client === fresh) client = null;
    });
    await fresh.connect();
    for (const id of own) await show(fresh, id);
    client = fresh;
    return fresh;
  };
  await connected();
  let shown: Promise<unknown> = Promise.resolve();
  events.on("worker:create", ({ worker }: { worker: { workerId: string } }) => {
    own.add(worker.workerId);
    shown = shown.then(async () => show(await connected(), worker.workerId)).catch(() => undefined);
  });
  return {
    /** Frees what dead workers hold, and says whose. A worker that has just begun may not hold its lock yet. */
    async freeJobsOfDead(): Promise<string[]> {
      await shown;
      const asking = await connected();
      const { rows } = await asking.query<{ id: string }>(
        `select distinct locked_by as id from graphile_worker.jobs
         where locked_by is not null and locked_at < now() - interval '2 seconds'`,
      );
      const dead: string[] = [];
      for (const { id } of rows.filter((row) => !own.has(row.id))) {
        const tried = await asking.query<{ free: boolean }>(
          "select pg_try_advisory_xact_lock($1, hashtext($2)) as free",
          [lockClass, id],
        );
        if (tried.rows[0]!.free) dead.push(id);
      }
      if (dead.length > 0) await asking.query("select graphile_worker.force_unlock_workers($1)", [dead]);
      return dead;
    },
    end: async () => client?.end(),
  };
}

const show = (client: Client, workerId: string) =>
  client.query("select pg_advisory_lock($1, hashtext($2))", [lockClass, workerId]);
