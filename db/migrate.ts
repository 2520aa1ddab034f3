import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runMigrations as runWorkerMigrations } from "graphile-worker";
import { Client, escapeIdentifier } from "pg";
import { Refusal } from "#server/lib/refusal.ts";
import { type Migration, ownMigrations, readMigrations } from "./migration-files.ts";

/** Held while migrating, so that two starts wait for each other instead of tripping. */
const lock = 7_310_004;

/**
 * Brings the database to the code's level: our tables as their owner, the job queue's, and what the app's role may do.
 * Refuses `set_up_wrongly` when a migration fails, or is another than the one that was applied.
 */
export async function migrate(ownerUrl: string, appRole: string, migrations = readMigrations(ownMigrations)) {
  const client = new Client({ connectionString: ownerUrl, application_name: "marketplace migrations" });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [lock]);
    await applyPending(client, migrations);
    await runWorkerMigrations({ connectionString: ownerUrl });
    const after = readFileSync(join(import.meta.dirname, "after-migrate.sql"), "utf8");
    await client.query(after.replaceAll(":app_role", escapeIdentifier(appRole)));
  } finally {
    await client.end();
  }
}

/**
 * Each in a transaction of its own: Postgres lets a new value of an enum be used only once it is committed, and one
 * that fails leaves those before it in place. The books are Drizzle's, so that databases of earlier releases go on.
 */
export async function applyPending(client: Client, migrations: readonly Migration[]) {
  const applied = await readApplied(client);
  refuseAnotherHistory(migrations, applied);
  let last = "no migration";
  for (const migration of migrations) {
    if (!applied.has(migration.when)) await apply(client, migration, last);
    last = migration.name;
  }
}

/** What was applied: the file's hash by the time of its making, which is the key that Drizzle's migrator used. */
async function readApplied(client: Client): Promise<Map<number, string>> {
  await client.query("create schema if not exists drizzle");
  await client.query(
    "create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)",
  );
  const { rows } = await client.query<{ when: string; hash: string }>(
    "select created_at as when, hash from drizzle.__drizzle_migrations",
  );
  return new Map(rows.map(({ when, hash }) => [Number(when), hash]));
}

/** A database may be ahead of the code (a replica of the last release starts late), but never on another way. */
function refuseAnotherHistory(migrations: readonly Migration[], applied: ReadonlyMap<number, string>) {
  const changed = migrations.find(({ when, hash }) => applied.has(when) && applied.get(when) !== hash);
  if (changed)
    throw new Refusal(
      "set_up_wrongly",
      `Migration ${changed.name} was changed after it had been applied to this database. Put the file back as it was, and write the change as a migration of its own`,
    );
  const newest = Math.max(...applied.keys());
  const overtaken = migrations.find(({ when }) => !applied.has(when) && when < newest);
  if (overtaken)
    throw new Refusal(
      "set_up_wrongly",
      `Migration ${overtaken.name} is older than the newest that this database has. Generate it anew, after those`,
    );
}

async function apply(client: Client, { name, when, hash, statements }: Migration, before: string) {
  await client.query("begin");
  try {
    for (const statement of statements) await client.query(statement);
    await client.query("insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)", [
      hash,
      when,
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw new Refusal(
      "set_up_wrongly",
      `Migration ${name} failed and left nothing behind; the database stands at ${before}: ${(error as Error).message}`,
    );
  }
}

/** The role in a postgres:// address. */
export const roleIn = (url: string) => decodeURIComponent(new URL(url).username);

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  const { env } = await import("#server/lib/env.ts");
  const { DATABASE_URL, MIGRATE_DATABASE_URL } = env();
  if (!MIGRATE_DATABASE_URL) {
    process.stderr.write("Set MIGRATE_DATABASE_URL: migrations run as the owner of the tables\n");
    process.exit(1);
  }
  await migrate(MIGRATE_DATABASE_URL, roleIn(DATABASE_URL)).catch((error) => {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  process.stdout.write("The database is at the code's level\n");
}
