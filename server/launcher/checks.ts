import { createServer } from "node:net";
import { Client } from "pg";
import { roleIn } from "#db/migrate.ts";
import type { Env } from "#server/lib/env.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { alreadyRuns, servedAt } from "./lock.ts";

/** What must be right before the marketplace starts; each wrong thing gets a sentence that says what to change. */
export async function refuseUnusableDatabase({
  DATABASE_URL,
  MIGRATE_DATABASE_URL,
}: Pick<Env, "DATABASE_URL" | "MIGRATE_DATABASE_URL">) {
  if (!MIGRATE_DATABASE_URL)
    throw new Refusal(
      "set_up_wrongly",
      "DATABASE_URL is set, MIGRATE_DATABASE_URL is not: set it to the same database as the owner of its tables, who migrates them and keeps the job queue",
    );
  await refuseSilentDatabase("MIGRATE_DATABASE_URL", MIGRATE_DATABASE_URL);
  await refuseSilentDatabase("DATABASE_URL", DATABASE_URL);
  return { appUrl: DATABASE_URL, ownerUrl: MIGRATE_DATABASE_URL };
}

/** Asked before anything starts, so that a refusal leaves nothing behind. */
export async function refuseTakenPort(host: string, port: number, dataDir: string) {
  let why = await whyNotListen(host, port);
  const ours = servedAt(dataDir);
  const isOurs = ours !== null && new URL(ours.address).port === String(port);
  // A launcher that was killed: its web server is just ending.
  for (const deadline = Date.now() + 10_000; why === "EADDRINUSE" && isOurs && !isAlive(ours.pid); ) {
    if (Date.now() > deadline) break;
    await new Promise((done) => setTimeout(done, 200));
    why = await whyNotListen(host, port);
  }
  if (why === null) return;
  if (why === "EADDRINUSE" && isOurs && isAlive(ours.pid)) throw alreadyRuns(dataDir);
  if (why === "EADDRINUSE")
    throw new Refusal(
      "set_up_wrongly",
      `Port ${port} on ${host} is taken by another program. Stop that, or choose another: PORT=${port + 1} npm start`,
    );
  const because =
    why === "EACCES"
      ? "this account may not use that port"
      : why === "EADDRNOTAVAIL" || why === "ENOTFOUND"
        ? "this machine has no such address"
        : why;
  throw new Refusal(
    "set_up_wrongly",
    `Nothing can listen on ${host}, port ${port}: ${because}. Change HOST or PORT`,
  );
}

const whyNotListen = (host: string, port: number) =>
  new Promise<string | null>((done) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => done(null)));
  });

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function refuseSilentDatabase(variable: string, url: string) {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    throw new Refusal("set_up_wrongly", `The database of ${variable} does not let us in: ${message || code}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Row-level security does not bind a superuser or the owner of a table: such a role would see every organisation's rows. */
export async function refuseMightyRole(url: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ mighty: boolean }>(
      `select rolsuper or rolbypassrls or exists (
         select from pg_tables where schemaname = 'public' and pg_has_role(current_user, tableowner, 'member')
       ) as mighty from pg_roles where rolname = current_user`,
    );
    if (rows[0]?.mighty)
      throw new Refusal(
        "set_up_wrongly",
        `The role ${roleIn(url)} of DATABASE_URL owns tables or stands above row-level security. Give the app a role of its own that owns nothing`,
      );
  } finally {
    await client.end();
  }
}
