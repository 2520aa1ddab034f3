import { and, desc, eq, gt, gte, isNull, sql } from "drizzle-orm";
import type { z } from "zod";
import { organisations } from "#db/schema/access.ts";
import { documents, openItems } from "#db/schema/documents.ts";
import { allocations, receiptBalances, receipts, reversals } from "#db/schema/receipts.ts";
import { once } from "#server/access/store/once.ts";
import { decide, proposeWithin } from "#server/access/store/proposals.ts";
import { nextReference } from "#server/audit/reference-store.ts";
import { digestOf, record } from "#server/audit/store.ts";
import { book } from "#server/ledger/store.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading, type Change, type Reading } from "#server/lib/change.ts";
import { civil, formatDate } from "#server/lib/dates.ts";
import { parsePounds, pounds } from "#server/lib/money.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import { tell } from "#server/notices/store/tell.ts";
import { takeOffItem } from "../documents/store/items.ts";
import { findPaymentReference } from "../payment-reference.ts";
import { type allocationSchema, type ReceiptInput, receiptSchema } from "./form.ts";
import { takesTwoPeople, wrongWith } from "./rules.ts";

type Asking = Ask & { actor: Person };
/** Recorded under a reference, or waiting for a second person. */
type Taken = { reference: string; proposal: null } | { reference: null; proposal: string };
/** A receipt as it is written: read off the statement by whom, and agreed to by a second person where the sum asks for it. */
type Recording = ReceiptInput & { by: { id: string; name: string }; proposalId: string | null };

/**
 * Takes a receipt from one finance officer: recorded at once, or, above what one person records, proposed to another.
 * The same form sent twice is one receipt.
 */
export const takeReceipt = (ask: Asking, input: ReceiptInput): Promise<Taken> =>
  asOneChange(ask, async (change) => {
    const amount = checked(change, input);
    const again = await receiptByKey(change, input.requestKey);
    if (again) return { ...again, proposal: null };
    if (!takesTwoPeople(amount)) return { ...(await recordAs(change, ask.actor, input)), proposal: null };
    const { id } = await proposeWithin(
      { ...change, actor: ask.actor },
      {
        kind: "receipt",
        subject: `${pounds(amount)} from ${input.payer} on ${formatDate(input.receivedOn)}`,
        organisationId: null,
        body: { ...input, pence: String(amount) },
        reason: `Reference as received: ${input.referenceAsReceived || "none"}`,
      },
    );
    return { reference: null, proposal: id };
  });

/** A second finance officer agrees that the money came in, or not; agreed, it is recorded in the same transaction. */
export const decideReceipt = (ask: Asking, { id, approve }: { id: string; approve: boolean }) =>
  decide(ask, { id, approve, kind: "receipt" }, (change, proposal) => {
    const input = receiptSchema.parse(proposal.body);
    checked(change, input);
    const by = { id: proposal.proposedBy, name: proposal.proposedByName };
    return write(change, { ...input, by, proposalId: proposal.id });
  });

/**
 * Records a receipt that one person may record. A payment reference that checks names the customer at once (2310);
 * otherwise the money stands in suspense (2300) until somebody knows whose it is. The same request key records once.
 */
export const recordReceipt = (ask: Asking, input: ReceiptInput) =>
  asOneChange(ask, async (change) => {
    if (takesTwoPeople(checked(change, input)))
      throw new Refusal("cannot_do_that_now", "Two people record a receipt of that sum", "amount");
    return recordAs(change, ask.actor, input);
  });

const recordAs = (change: Change, { personId: id, name }: Person, input: ReceiptInput) =>
  write(change, { ...input, by: { id, name }, proposalId: null });

function checked({ today }: Change, { amount: typed, receivedOn }: ReceiptInput): bigint {
  const amount = parsePounds(typed)!;
  const wrong = wrongWith({ amount, receivedOn: civil(receivedOn) }, today);
  if (wrong) throw new Refusal("bad_input", wrong.sentence, wrong.field);
  return amount;
}

async function write(
  change: Change,
  { by, proposalId, ...input }: Recording,
): Promise<{ reference: string }> {
  const again = await receiptByKey(change, input.requestKey);
  if (again) return again;
  const amount = parsePounds(input.amount)!;
  const reference = await nextReference(change, "RC");
  const named = await documentByPaymentReference(change, findPaymentReference(input.referenceAsReceived));
  const organisationId = named?.organisationId ?? null;
  const [receipt] = await change.tx
    .insert(receipts)
    .values({
      reference,
      organisationId,
      receivedOn: input.receivedOn,
      amountPence: amount,
      payer: input.payer,
      referenceAsReceived: input.referenceAsReceived,
      recordedBy: by.id,
      recordedByName: by.name,
      recordedAt: change.now,
      requestKey: input.requestKey,
      proposalId,
    })
    .onConflictDoNothing({ target: receipts.requestKey })
    .returning({ id: receipts.id });
  // Sent again at the same moment: the other try recorded it.
  if (!receipt) return (await receiptByKey(change, input.requestKey))!;
  await change.tx
    .insert(receiptBalances)
    .values({ receiptId: receipt.id, organisationId, unallocatedPence: amount });
  await book(change, [
    {
      key: reference,
      on: change.today,
      licenceId: null,
      organisationId,
      transfers: [{ debit: "1200", credit: named ? "2310" : "2300", amount }],
    },
  ]);
  await record(
    change,
    reference,
    {
      type: "receipt.recorded",
      facts: {
        amount: String(amount),
        payer: input.payer,
        sha256: await digestOf(change, sql`receipt_digest(${receipt.id})`),
      },
    },
    organisationId,
  );
  return { reference };
}

/**
 * Allocates part of a receipt to a document. Neither side can go below zero, whoever else does the same at the same
 * moment: refuses `sum_does_not_fit` with what is left.
 */
export const allocateReceipt = (ask: Asking, input: Allocation) =>
  asOneChange(ask, (change) => once(change, input, () => allocate({ ...change, actor: ask.actor }, input)));

type Allocation = z.output<typeof allocationSchema>;

async function allocate(change: Change & { actor: Person }, input: Allocation): Promise<undefined> {
  const receipt = await findReceipt(change, input.receipt);
  const amount = parsePounds(input.amount)!;
  const [document] = await change.tx
    .select()
    .from(documents)
    .where(eq(documents.number, input.document.toUpperCase()));
  if (!document) throw new Refusal("not_found", `There is no document ${input.document}`, "document");
  await licenceFirst(change, document);
  const balance = await balanceOf(change, receipt.id);
  const whose = receipt.organisationId ?? balance.organisationId;
  if (whose && whose !== document.organisationId)
    throw new Refusal(
      "sum_does_not_fit",
      "The receipt and the document belong to different customers",
      "document",
    );
  const leftPence = await take(change, receipt.id, document, amount);
  const [allocation] = await change.tx
    .insert(allocations)
    .values({
      receiptId: receipt.id,
      documentId: document.id,
      organisationId: document.organisationId,
      amountPence: amount,
      allocatedOn: change.today,
      allocatedByName: change.actor.name,
      allocatedAt: change.now,
    })
    .returning({ id: allocations.id });
  if (!whose) await identify(change, receipt, document, allocation!.id);
  await book(change, [
    {
      key: `${receipt.reference} to ${document.number} ${allocation!.id}`,
      on: change.today,
      licenceId: document.licenceId,
      organisationId: document.organisationId,
      transfers: [{ debit: "2310", credit: "1100", amount }],
    },
  ]);
  await record(
    change,
    receipt.reference,
    { type: "receipt.allocated", facts: { document: document.number, amount: String(amount) } },
    document.organisationId,
  );
  await tell(change, {
    kind: "payment_received",
    thing: `${receipt.reference} to ${document.number} ${allocation!.id}`,
    organisationId: document.organisationId,
    facts: {
      reference: receipt.reference,
      document: document.number,
      pence: amount,
      on: receipt.receivedOn,
      leftPence,
    },
  });
}

/** What is left of a receipt and whose it is, held until the commit: of two customers at once the second finds the first. */
async function balanceOf({ tx }: Change, receiptId: string) {
  const [balance] = await tx
    .select()
    .from(receiptBalances)
    .where(eq(receiptBalances.receiptId, receiptId))
    .for("update");
  return balance!;
}

/**
 * The first document that a receipt in suspense is allocated to says whose it is: all of it leaves suspense (2300) and is
 * that customer's credit (2310), of which the document is paid and the rest is left.
 */
async function identify(
  change: Change,
  receipt: typeof receipts.$inferSelect,
  { organisationId, number }: Pick<typeof documents.$inferSelect, "organisationId" | "number">,
  allocationId: string,
) {
  await change.tx
    .update(receiptBalances)
    .set({ organisationId })
    .where(eq(receiptBalances.receiptId, receipt.id));
  await book(change, [
    {
      key: `${receipt.reference} identified by ${number} ${allocationId}`,
      on: change.today,
      licenceId: null,
      organisationId,
      transfers: [{ debit: "2300", credit: "2310", amount: receipt.amountPence }],
    },
  ]);
}

/**
 * The posting points at the licence, so it waits while somebody settles that. Waited for here, while nothing is held:
 * who settles may be about to credit the very item.
 */
export const licenceFirst = (
  { tx }: Change,
  { licenceId }: Pick<typeof documents.$inferSelect, "licenceId">,
) => tx.execute(sql`select from licences where id = ${licenceId} for key share`);

// Two conditional updates lock both rows, always in this order, so that two allocations cannot block each other. Answers
// what is still owed.
async function take(
  change: Change,
  receiptId: string,
  document: Pick<typeof documents.$inferSelect, "id" | "number">,
  amount: bigint,
): Promise<bigint> {
  const [left] = await change.tx
    .update(receiptBalances)
    .set({ unallocatedPence: sql`${receiptBalances.unallocatedPence} - ${amount}` })
    .where(and(eq(receiptBalances.receiptId, receiptId), gte(receiptBalances.unallocatedPence, amount)))
    .returning();
  if (!left) throw new Refusal("sum_does_not_fit", "That is more than is left of this receipt", "amount");
  return takeOffItem(change, document, amount);
}

async function receiptByKey({ tx }: Change, requestKey: string) {
  const [row] = await tx
    .select({ reference: receipts.reference })
    .from(receipts)
    .where(eq(receipts.requestKey, requestKey));
  return row ?? null;
}

async function documentByPaymentReference({ tx }: Change, reference: string | null) {
  if (!reference) return null;
  const [row] = await tx
    .select({ organisationId: documents.organisationId })
    .from(documents)
    .where(eq(documents.paymentReference, reference))
    .limit(1);
  return row ?? null;
}

async function findReceipt({ tx }: Change | Reading, reference: string) {
  const [row] = await tx.select().from(receipts).where(eq(receipts.reference, reference));
  if (!row) throw notFound();
  return row;
}

/** One receipt, what is left of it, where it went, and the open documents it may be for, best guess first. */
export const readReceipt = (ask: Ask, reference: string) =>
  asReading(ask, async (reading) => {
    const { tx } = reading;
    const receipt = await findReceipt(reading, reference);
    const [balance] = await tx
      .select()
      .from(receiptBalances)
      .where(eq(receiptBalances.receiptId, receipt.id));
    const allocated = await tx
      .select({
        number: documents.number,
        amount: allocations.amountPence,
        by: allocations.allocatedByName,
        on: allocations.allocatedOn,
        id: allocations.id,
        reversedOn: reversals.reversedOn,
        reversedBecause: reversals.reason,
      })
      .from(allocations)
      .innerJoin(documents, eq(documents.id, allocations.documentId))
      .leftJoin(reversals, eq(reversals.allocationId, allocations.id))
      .where(eq(allocations.receiptId, receipt.id))
      .orderBy(allocations.allocatedAt);
    const [reversed] = await tx
      .select({ on: reversals.reversedOn, by: reversals.reversedByName, reason: reversals.reason })
      .from(reversals)
      .where(and(eq(reversals.receiptId, receipt.id), isNull(reversals.allocationId)));
    const left = balance?.unallocatedPence ?? 0n;
    const whose = receipt.organisationId ?? balance?.organisationId;
    const suggested = findPaymentReference(receipt.referenceAsReceived);
    const candidates = await tx
      .select({
        number: documents.number,
        organisation: organisations.name,
        dueOn: documents.dueOn,
        outstandingPence: openItems.outstandingPence,
        paymentReference: documents.paymentReference,
      })
      .from(openItems)
      .innerJoin(documents, eq(documents.id, openItems.documentId))
      .innerJoin(organisations, eq(organisations.id, documents.organisationId))
      .where(and(gt(openItems.outstandingPence, 0n), whose ? eq(openItems.organisationId, whose) : undefined))
      .orderBy(
        sql`(${documents.paymentReference} = ${suggested ?? ""}) desc`,
        sql`(${openItems.outstandingPence} = ${left}) desc`,
        documents.issuedOn,
      )
      .limit(20);
    return {
      ...receipt,
      organisationId: whose ?? null,
      leftPence: left,
      reversed,
      allocations: allocated,
      candidates,
      suggested,
    };
  });

/** Receipts, newest first; `open` shows only those with something left. */
export const listReceipts = (ask: Ask, { open }: { open: boolean }) =>
  asReading(ask, ({ tx }) =>
    tx
      .select({
        reference: receipts.reference,
        receivedOn: receipts.receivedOn,
        payer: receipts.payer,
        referenceAsReceived: receipts.referenceAsReceived,
        amountPence: receipts.amountPence,
        leftPence: receiptBalances.unallocatedPence,
        organisation: organisations.name,
        reversedOn: reversals.reversedOn,
      })
      .from(receipts)
      .innerJoin(receiptBalances, eq(receiptBalances.receiptId, receipts.id))
      .leftJoin(organisations, eq(organisations.id, receiptBalances.organisationId))
      .leftJoin(reversals, and(eq(reversals.receiptId, receipts.id), isNull(reversals.allocationId)))
      .where(open ? gt(receiptBalances.unallocatedPence, 0n) : undefined)
      .orderBy(desc(receipts.receivedOn), desc(receipts.recordedAt), desc(receipts.reference))
      .limit(200),
  );
