import { eq, inArray, sql } from "drizzle-orm";
import { postings, transfers } from "#db/schema/ledger.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import type { CivilDate } from "#server/lib/dates.ts";
import type { Pence } from "#server/lib/money.ts";
import type { Account } from "./accounts.ts";

/** One business event in the ledger: a natural key and at least one transfer of more than nothing. */
export type Posting = {
  key: string;
  on: CivilDate;
  licenceId: string | null;
  organisationId: string | null;
  transfers: readonly { debit: Account; credit: Account; amount: Pence }[];
};

/** Books postings for good. A key that is already booked is a bug, and the database says so. */
export async function book(change: Change, booked: readonly Posting[]) {
  if (booked.length === 0) return;
  const rows = await change.tx
    .insert(postings)
    .values(
      booked.map(({ key, on, licenceId, organisationId }) => ({
        key,
        on,
        licenceId,
        organisationId,
        knownAt: change.now,
      })),
    )
    .returning({ id: postings.id, key: postings.key });
  const idOf = new Map(rows.map((row) => [row.key, row.id]));
  await change.tx.insert(transfers).values(
    booked.flatMap((posting) =>
      posting.transfers.map((transfer, position) => ({
        postingId: idOf.get(posting.key)!,
        position,
        organisationId: posting.organisationId,
        debit: transfer.debit,
        credit: transfer.credit,
        amountPence: transfer.amount,
      })),
    ),
  );
}

/** Every transfer booked for one licence, oldest first. */
export async function bookedFor({ tx }: Change | Reading, licenceId: string) {
  return tx
    .select({
      posting: postings.key,
      on: postings.on,
      // The chart is a constant in code and a foreign key in the database, so no other code can be read.
      debit: sql<Account>`${transfers.debit}`,
      credit: sql<Account>`${transfers.credit}`,
      amount: transfers.amountPence,
    })
    .from(transfers)
    .innerJoin(postings, eq(postings.id, transfers.postingId))
    .where(eq(postings.licenceId, licenceId))
    .orderBy(postings.on, postings.key, transfers.position);
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
