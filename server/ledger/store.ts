import { randomUUID } from "node:crypto";
import { eq, inArray, sql } from "drizzle-orm";
import { postings, transfers } from "#db/schema/ledger.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import type { CivilDate } from "#server/lib/dates.ts";
import { groupedBy } from "#server/lib/groups.ts";
import type { Pence } from "#server/lib/money.ts";
import { addRows } from "#server/lib/rows.ts";
import type { Account } from "./accounts.ts";

/** One business event in the ledger: a natural key and at least one transfer of more than nothing. */
export type Posting = {
  key: string;
  on: CivilDate;
  licenceId: string | null;
  organisationId: string | null;
  transfers: readonly { debit: Account; credit: Account; amount: Pence }[];
};

/** Books postings for good, however many. A key that is already booked is a bug, and the database says so. */
export async function book({ tx, now }: Change, booked: readonly Posting[]) {
  const known = booked.map((posting) => ({ ...posting, id: randomUUID() }));
  await addRows(
    tx,
    postings,
    known.map(({ id, key, on, licenceId, organisationId }) => ({
      id,
      key,
      on,
      licenceId,
      organisationId,
      knownAt: now,
    })),
  );
  await addRows(
    tx,
    transfers,
    known.flatMap((posting) =>
      posting.transfers.map(({ debit, credit, amount }, position) => ({
        postingId: posting.id,
        position,
        organisationId: posting.organisationId,
        debit,
        credit,
        amountPence: amount,
      })),
    ),
  );
}

export type Booked = { posting: string; on: string; debit: Account; credit: Account; amount: Pence };

/** Every transfer booked for these licences, oldest first, by licence. */
export async function bookedFor(
  { tx }: Change | Reading,
  licenceIds: readonly string[],
): Promise<Map<string, Booked[]>> {
  const rows = await tx
    .select({
      licenceId: postings.licenceId,
      posting: postings.key,
      on: postings.on,
      // The chart is a constant in code and a foreign key in the database, so no other code can be read.
      debit: sql<Account>`${transfers.debit}`,
      credit: sql<Account>`${transfers.credit}`,
      amount: transfers.amountPence,
    })
    .from(transfers)
    .innerJoin(postings, eq(postings.id, transfers.postingId))
    .where(inArray(postings.licenceId, [...licenceIds]))
    .orderBy(postings.licenceId, postings.on, postings.key, transfers.position);
  return groupedBy(rows, ({ licenceId }) => licenceId!);
}

/** Balance of accounts, debits less credits, over what this actor may see. */
export async function balances(
  { tx }: Change | Reading,
  codes: readonly Account[],
): Promise<Map<Account, Pence>> {
  const { rows } = await tx.execute<{ code: string; balance: string }>(sql`
    select code, sum(amount)::text as balance from (
      select debit as code, amount_pence as amount from transfers where ${inArray(transfers.debit, [...codes])}
      union all
      select credit, -amount_pence from transfers where ${inArray(transfers.credit, [...codes])}
    ) sides group by code`);
  return new Map(codes.map((code) => [code, BigInt(rows.find((row) => row.code === code)?.balance ?? 0)]));
}
