import { type SQL, sql } from "drizzle-orm";
import type { Reading } from "#server/lib/change.ts";
import type { Pence } from "#server/lib/money.ts";

/** Rows of a hand-written query, as this actor sees them. Sums arrive as digits: `pence` reads them. */
export const select = async <Row extends object>({ tx }: Reading, query: SQL): Promise<Row[]> =>
  (await tx.execute(query)).rows as Row[];

export const pence = (digits: string | number | null | undefined): Pence => BigInt(digits ?? 0);

/** +1, or -1 on a credit note, of the table named `d`. */
export const sign = sql`(case d.type when 'credit_note' then -1 else 1 end)`;
