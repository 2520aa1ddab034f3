import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as runMigrations } from "drizzle-orm/node-postgres/migrator";
import { runMigrations as runWorkerMigrations } from "graphile-worker";
import { Client, escapeIdentifier } from "pg";

/** Held while migrating, so that two starts wait for each other instead of tripping. */
const lock = 7_310_004;

/** Brings the database to the code's level: our tables as their owner, the job queue's, and what the app's role may do. */
export async function migrate(ownerUrl: string, appRole: string) {
  const client = new Client({ connectionString: ownerUrl, application_name: "marketplace migrations" });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [lock]);
    await runMigrations(drizzle(client), { migrationsFolder: join(import.meta.dirname, "migrations") });
    await runWorkerMigrations({ connectionString: ownerUrl });
    const after = join(import.meta.dirname, "after-migrate.sql");
    if (existsSync(after))
      await client.query(readFileSync(after, "utf8").replaceAll(":app_role", escapeIdentifier(appRole)));
  } finally {
    await client.end();
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
  await migrate(MIGRATE_DATABASE_URL, roleIn(DATABASE_URL));
  process.stdout.write("The database is at the code's level\n");
}
