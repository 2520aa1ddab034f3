import { type SQL, sql } from "drizzle-orm";
import type { Reading } from "#server/lib/change.ts";

/** A sentence that is true of the whole database, how many rows it is about, and those of which it is not true. */
export type Check = { name: string; run(reading: Reading): Promise<{ counted: number; problems: string[] }> };

/**
 * A sentence told by two queries: `counted` gives one number, `problems` one text a row that breaks it.
 * Queries recompute from other rows than the ones they judge; a stored total is never its own witness.
 */
export const bySql = (name: string, counted: SQL, problems: SQL): Check => ({
  name,
  async run({ tx }) {
    const { rows } = await tx.execute<{ count: string }>(sql`select (${counted}) as count`);
    const broken = await tx.execute<{ problem: string }>(
      sql`select problem from (${problems}) found (problem)`,
    );
    return { counted: Number(rows[0]!.count), problems: broken.rows.map(({ problem }) => problem) };
  },
});
