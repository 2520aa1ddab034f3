import { connect, type Database, patienceOfPages } from "#db/client.ts";
import { env } from "#server/lib/env.ts";

const held = globalThis as typeof globalThis & { marketplaceDatabase?: Database };

/** The one pool of this process, as the app's role. Kept on globalThis, because development reloads modules. */
export function database(): Database {
  held.marketplaceDatabase ??= connect(env().DATABASE_URL, { patience: patienceOfPages });
  return held.marketplaceDatabase;
}
