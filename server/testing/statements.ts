import type { PoolClient } from "pg";
import type { Database } from "#db/client.ts";

/** The statements that reached the driver of this database while the work was done, in order, as they were sent. */
export async function statementsOf(db: Database, work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const listened = new Map<PoolClient, PoolClient["query"]>();
  const listen = (client: PoolClient) => {
    if (listened.has(client)) return;
    const query = client.query;
    listened.set(client, query);
    client.query = ((...args: unknown[]) => {
      const [first] = args;
      sent.push(typeof first === "string" ? first : (first as { text: string }).text);
      return Reflect.apply(query, client, args);
    }) as PoolClient["query"];
  };
  db.$client.on("acquire", listen);
  try {
    await work();
  } finally {
    db.$client.off("acquire", listen);
    for (const [client, query] of listened) client.query = query;
  }
  return sent;
}
