import { sql } from "drizzle-orm";
import type { documents } from "#db/schema/documents.ts";
import type { Change, Reading } from "#server/lib/change.ts";

/**
 * How a document stands, in pence that add up to its total. Of an invoice: paid in kind, credited in kind, credited, paid,
 * set off and outstanding. Of a credit note: taken off what was outstanding on its original, owed as a refund, and credited
 * in kind.
 */
type Standing = {
  inKindPence: bigint;
  creditedInKindPence: bigint;
  creditedPence: bigint;
  paidPence: bigint;
  setOffPence: bigint;
  takenOffPence: bigint;
  refundPence: bigint;
};

type Paper = Pick<typeof documents.$inferSelect, "id" | "type" | "grossPence" | "payablePence">;

/** Reads it off the documents, allocations and refunds; verify holds the same against the ledger. */
export async function standingOf({ tx }: Change | Reading, paper: Paper): Promise<Standing> {
  const { rows } = await tx.execute<
    Record<"credited" | "creditedInKind" | "paid" | "setOff" | "refund", string>
  >(sql`
    select
      (select coalesce(sum(c.payable_pence - refund_owed(c.id)), 0) from documents c where c.corrects_id = ${paper.id})::text as credited,
      (select coalesce(sum(c.gross_pence - c.payable_pence), 0) from documents c where c.corrects_id = ${paper.id})::text as "creditedInKind",
      (select coalesce(sum(a.amount_pence), 0) from allocations a where a.document_id = ${paper.id}
        and not exists (select from reversals v where v.allocation_id = a.id))::text as paid,
      (select coalesce(sum(f.amount_pence), 0) from refunds f where f.against_id = ${paper.id}
        and not exists (select from refund_reversals v where v.refund_id = f.id))::text as "setOff",
      refund_owed(${paper.id})::text as refund`);
  const { credited, creditedInKind, paid, setOff, refund } = rows[0]!;
  const isCredit = paper.type === "credit_note";
  const inKind = paper.grossPence - paper.payablePence;
  return {
    inKindPence: isCredit ? 0n : inKind - BigInt(creditedInKind),
    creditedInKindPence: isCredit ? inKind : BigInt(creditedInKind),
    creditedPence: BigInt(credited),
    paidPence: BigInt(paid),
    setOffPence: BigInt(setOff),
    takenOffPence: isCredit ? paper.payablePence - BigInt(refund) : 0n,
    refundPence: BigInt(refund),
  };
}
