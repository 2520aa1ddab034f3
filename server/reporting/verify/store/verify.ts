import { sql } from "drizzle-orm";
import { z } from "zod";
import { chainHeads } from "#server/audit/store.ts";
import { type Ask, asReading, type Reading } from "#server/lib/change.ts";
import { asked } from "./check.ts";
import { checks } from "./checks.ts";

export type Verified = { name: string; ok: boolean; counted: number; found: number; problems: string[] };
export type Head = { chain: string; sequence: number; hash: string };

/**
 * Recomputes every invariant from one snapshot. `problems` names the first twenty of each; `heads` are the ends of the
 * audit chains, to be kept elsewhere: given back later as `kept`, they find an end that was cut off since.
 */
export const verify = (ask: Ask, kept: readonly Head[] = []) =>
  asReading(ask, async (reading) => {
    // Rows by the million are sorted and joined in memory, for this one transaction.
    await reading.tx.execute(sql`select set_config('work_mem', '256MB', true)`);
    const results: Verified[] = [];
    for (const check of checks) results.push(told(check.name, await asked(check, reading)));
    if (kept.length > 0)
      results.push(told("No chain lost the end that was kept", await keptHeads(reading, kept)));
    return { ok: results.every(({ ok }) => ok), checks: results, heads: await chainHeads(reading) };
  });

function told(name: string, { counted, problems }: { counted: number; problems: string[] }): Verified {
  return {
    name,
    ok: problems.length === 0,
    counted,
    found: problems.length,
    problems: problems.slice(0, 20),
  };
}

async function keptHeads({ tx }: Reading, kept: readonly Head[]) {
  const problems: string[] = [];
  for (const { chain, sequence, hash } of kept) {
    const { rows } = await tx.execute(
      sql`select from events where chain = ${chain} and sequence = ${sequence} and hash = ${hash}
        union all select from changes
          where 'rows of ' || chain = ${chain} and sequence = ${sequence} and hash = ${hash}`,
    );
    if (sequence > 0 && rows.length === 0)
      problems.push(`${chain} once had a place ${sequence} with the hash ${hash}`);
  }
  return { counted: kept.length, problems };
}

/** Heads as every export and `verify --head` print them. */
export const keptSchema = z.object({
  heads: z.array(z.object({ chain: z.string(), sequence: z.number().int(), hash: z.string() })),
});
