import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import * as schema from "./schema/index.ts";

export type Database = NodePgDatabase<typeof schema> & { $client: Pool };
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** A pool as the app's role, which owns nothing and lives under row-level security. Close with `$client.end()`. */
export function connect(url: string, { max = 10 }: { max?: number } = {}): Database {
  const pool = new Pool({ connectionString: url, max, application_name: "marketplace" });
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => undefined);
  return drizzle(pool, { schema });
}
