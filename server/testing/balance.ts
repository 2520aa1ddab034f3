import { sql } from "drizzle-orm";
import type { Account } from "#server/ledger/accounts.ts";
import { type Ask, asReading } from "#server/lib/change.ts";

/** What stands on an account of the ledger, in pence: debits less credits. */
export const balanceOn = (ask: Ask, account: Account): Promise<bigint> =>
  asReading(ask, async ({ tx }) => {
    const { rows } = await tx.execute<{ sum: string }>(
      sql`select coalesce(sum(case when debit = ${account} then amount_pence else -amount_pence end), 0)::text as sum
        from transfers where ${account} in (debit, credit)`,
    );
    return BigInt(rows[0]!.sum);
  });
