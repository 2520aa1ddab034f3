import { type SQL, sql } from "drizzle-orm";
import type { Change, Reading } from "./change.ts";

const batchSize = 1_000;

/** The rows of a query a thousand at a time, in the transaction's own snapshot: memory stays flat however many there are. */
export async function* inBatches({ tx }: Change | Reading, query: SQL) {
  await tx.execute(sql`declare batches no scroll cursor for ${query}`);
  for (;;) {
    const { rows } = await tx.execute(sql.raw(`fetch forward ${batchSize} from batches`));
    if (rows.length > 0) yield rows;
    if (rows.length < batchSize) break;
  }
  await tx.execute(sql`close batches`);
}
