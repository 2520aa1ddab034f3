import { type SQL, sql } from "drizzle-orm";
import type { Reading } from "#server/lib/change.ts";
import type { Pence } from "#server/lib/money.ts";

/** Something that waits for a person: what, by when, and where it is done. */
export type Need = {
  title: string;
  note: string;
  /** The day by which, or since which, it waits; null when nothing presses. */
  day: string | null;
  late: boolean;
  href: string;
  action: string;
};

export const byDay = (a: Need, b: Need) => ((a.day ?? "9999") < (b.day ?? "9999") ? -1 : 1);

/** Rows of a hand-written query, as this actor sees them. Sums arrive as digits: `pence` reads them. */
export const select = async <Row extends object>({ tx }: Reading, query: SQL): Promise<Row[]> =>
  (await tx.execute(query)).rows as Row[];

export const pence = (digits: string | number | null | undefined): Pence => BigInt(digits ?? 0);

/** +1, or -1 on a credit note, of the table named `d`. */
export const sign = sql`(case d.type when 'credit_note' then -1 else 1 end)`;
