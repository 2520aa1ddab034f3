import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import * as schema from "./schema/index.ts";

export type Database = NodePgDatabase<typeof schema> & { $client: Pool };
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/**
 * How long, in milliseconds, whoever waits for a page waits at most: for a connection, for one statement, for what
 * somebody else changes, and for a transaction that has gone quiet. Work in the background takes its time.
 */
export const patienceOfPages = {
  connectionTimeoutMillis: 10_000,
  statement_timeout: 60_000,
  lock_timeout: 20_000,
  idle_in_transaction_session_timeout: 60_000,
};

/** A pool as the app's role, which owns nothing and lives under row-level security. Close with `$client.end()`. */
export function connect(
  url: string,
  { max = 10, patience = {} }: { max?: number; patience?: Partial<typeof patienceOfPages> } = {},
): Database {
  const pool = new Pool({
    connectionString: url,
    max,
    application_name: "marketplace",
    ...patience,
  });
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => undefined);
  return drizzle(pool, { schema });
}
