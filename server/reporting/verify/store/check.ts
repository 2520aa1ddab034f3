import { type SQL, sql } from "drizzle-orm";
import { isOutage, type Reading } from "#server/lib/change.ts";

/** A sentence that is true of the whole database, how many rows it is about, and those of which it is not true. */
export type Check = { name: string; run(reading: Reading): Promise<Found> };
type Found = { counted: number; problems: string[] };

/**
 * Asks within a savepoint. What stands in a row may be such that a check cannot be calculated at all: that is found as
 * well, and the other checks go on.
 */
export async function asked({ run }: Check, reading: Reading): Promise<Found> {
  try {
    return await reading.tx.transaction((tx) => run({ ...reading, tx }));
  } catch (error) {
    if (isOutage(error)) throw error;
    const { message } = (error as { cause?: Error }).cause ?? (error as Error);
    return { counted: 0, problems: [`cannot be calculated: ${message}`] };
  }
}

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
