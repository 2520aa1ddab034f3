import { and, asc, eq, gt, gte, ne, sql } from "drizzle-orm";
import type { z } from "zod";
import { organisations } from "#db/schema/access.ts";
import { documents, openItems } from "#db/schema/documents.ts";
import { refundBalances, refundReversals, refunds } from "#db/schema/refunds.ts";
import { once } from "#server/access/store/once.ts";
import { record } from "#server/audit/store.ts";
import { book } from "#server/ledger/store.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading, type Change, type Reading } from "#server/lib/change.ts";
import { addMonths, type CivilDate, civil } from "#server/lib/dates.ts";
import { type Pence, parsePounds, pounds } from "#server/lib/money.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import { takeOffItem } from "../documents/store/items.ts";
import { licenceFirst } from "../receipts/store.ts";
import type { refundBackSchema, refundPaidSchema, setOffSchema } from "./form.ts";

type Asking = Ask & { actor: Person };
type Changing = Change & { actor: Person };
type Paper = typeof documents.$inferSelect;

/**
 * Sets a part of what we owe on a credit note off against an open invoice of the same customer (2500 to 1100). Neither side
 * can go below zero, whoever else does the same: refuses `sum_does_not_fit` with what is left.
 */
export const setOff = (ask: Asking, input: z.output<typeof setOffSchema>) =>
  asOneChange(ask, (change) =>
    once(change, input, async () => {
      const creditNote = await paperOf(change, input.creditNote);
      const invoice = await paperOf(change, input.document.toUpperCase(), "document");
      if (invoice.organisationId !== creditNote.organisationId || invoice.type === "credit_note")
        throw new Refusal("sum_does_not_fit", "It is not an invoice of the same customer", "document");
      const amount = parsePounds(input.amount)!;
      await licenceFirst(change, invoice);
      await takeFromRefund(change, creditNote, amount);
      await takeOffItem(change, invoice, amount);
      await settled({ ...change, actor: ask.actor }, creditNote, {
        invoice,
        amount,
        on: change.today,
        bankReference: null,
      });
      await record(
        change,
        creditNote.number,
        { type: "refund.set_off", facts: { document: invoice.number, amount: String(amount) } },
        creditNote.organisationId,
      );
      return undefined;
    }),
  );

/** Records that a part of it was paid out of the bank (2500 to 1200), on a day that is over or today. */
export const recordRefund = (ask: Asking, input: z.output<typeof refundPaidSchema>) =>
  asOneChange(ask, (change) =>
    once(change, input, async () => {
      const creditNote = await paperOf(change, input.creditNote);
      const on = paidDay(civil(input.paidOn), creditNote, change.today);
      const amount = parsePounds(input.amount)!;
      await licenceFirst(change, creditNote);
      await takeFromRefund(change, creditNote, amount);
      const { bankReference } = input;
      await settled({ ...change, actor: ask.actor }, creditNote, {
        invoice: null,
        amount,
        on,
        bankReference,
      });
      await record(
        change,
        creditNote.number,
        { type: "refund.paid", facts: { amount: String(amount), on, reference: bankReference } },
        creditNote.organisationId,
      );
      return undefined;
    }),
  );

function paidDay(on: CivilDate, { issuedOn }: Paper, today: CivilDate): CivilDate {
  const wrong = (sentence: string) => new Refusal("bad_input", sentence, "paidOn");
  if (on > today) throw wrong("The day cannot be in the future");
  if (on < issuedOn) throw wrong("The day lies before the credit note was issued");
  if (on < addMonths(today, -120)) throw wrong("The day lies more than ten years back. Check the year");
  return on;
}

async function paperOf({ tx }: Change | Reading, number: string, field?: string): Promise<Paper> {
  const [paper] = await tx.select().from(documents).where(eq(documents.number, number));
  if (paper) return paper;
  throw field ? new Refusal("not_found", `There is no document ${number}`, field) : notFound();
}

/** Takes a sum off what is left to refund; the row is held, so that two cannot settle the same pound. */
async function takeFromRefund({ tx }: Change, { id, number }: Paper, amount: Pence) {
  const [left] = await tx
    .update(refundBalances)
    .set({ leftPence: sql`${refundBalances.leftPence} - ${amount}` })
    .where(and(eq(refundBalances.documentId, id), gte(refundBalances.leftPence, amount)))
    .returning();
  if (left) return;
  const [balance] = await tx.select().from(refundBalances).where(eq(refundBalances.documentId, id));
  throw new Refusal(
    "sum_does_not_fit",
    `Only ${pounds(balance?.leftPence ?? 0n)} is left to refund on ${number}`,
    "amount",
  );
}

type Part = { invoice: Paper | null; amount: Pence; on: CivilDate; bankReference: string | null };

/** The row of a part that is settled, and its posting. */
async function settled(change: Changing, creditNote: Paper, { invoice, amount, on, bankReference }: Part) {
  const [refund] = await change.tx
    .insert(refunds)
    .values({
      documentId: creditNote.id,
      organisationId: creditNote.organisationId,
      againstId: invoice?.id ?? null,
      amountPence: amount,
      on,
      bankReference,
      recordedBy: change.actor.personId,
      recordedByName: change.actor.name,
      recordedAt: change.now,
    })
    .returning({ id: refunds.id });
  await book(change, [
    {
      key: keyOf(creditNote.number, invoice?.number ?? null, refund!.id),
      on: change.today,
      licenceId: (invoice ?? creditNote).licenceId,
      organisationId: creditNote.organisationId,
      transfers: [{ debit: "2500", credit: invoice ? "1100" : "1200", amount }],
    },
  ]);
}

const keyOf = (creditNote: string, invoice: string | null, id: string) =>
  `${creditNote} ${invoice ? `set off against ${invoice}` : "refunded"} ${id}`;

/** Takes a part back by a posting the other way: it is owed again on both sides; nothing is deleted, and the row says why. */
export const takeBackRefund = (ask: Asking, input: z.output<typeof refundBackSchema>) =>
  asOneChange(ask, async (change) => {
    const creditNote = await paperOf(change, input.creditNote);
    const [found] = await change.tx
      .select({ refund: refunds, invoice: documents })
      .from(refunds)
      .leftJoin(documents, eq(documents.id, refunds.againstId))
      .where(and(eq(refunds.id, input.refund), eq(refunds.documentId, creditNote.id)));
    if (!found) throw notFound();
    const { refund, invoice } = found;
    await licenceFirst(change, invoice ?? creditNote);
    await change.tx
      .update(refundBalances)
      .set({ leftPence: sql`${refundBalances.leftPence} + ${refund.amountPence}` })
      .where(eq(refundBalances.documentId, creditNote.id));
    if (invoice)
      await change.tx
        .update(openItems)
        .set({ outstandingPence: sql`${openItems.outstandingPence} + ${refund.amountPence}` })
        .where(eq(openItems.documentId, invoice.id));
    const [taken] = await change.tx
      .insert(refundReversals)
      .values({
        refundId: refund.id,
        organisationId: refund.organisationId,
        reason: input.reason,
        reversedOn: change.today,
        reversedBy: ask.actor.personId,
        reversedByName: ask.actor.name,
        reversedAt: change.now,
      })
      .onConflictDoNothing()
      .returning({ id: refundReversals.id });
    if (!taken) throw new Refusal("changed_meanwhile", "Somebody took this back already");
    await book(change, [
      {
        key: `${keyOf(creditNote.number, invoice?.number ?? null, refund.id)} taken back`,
        on: change.today,
        licenceId: (invoice ?? creditNote).licenceId,
        organisationId: creditNote.organisationId,
        transfers: [{ debit: invoice ? "1100" : "1200", credit: "2500", amount: refund.amountPence }],
      },
    ]);
    await record(
      change,
      creditNote.number,
      { type: "refund.taken_back", facts: { amount: String(refund.amountPence), reason: input.reason } },
      creditNote.organisationId,
    );
  });

/** What we owe on credit notes, the oldest first; `left` shows only those on which something is left. */
export const listRefunds = (ask: Ask, { left }: { left: boolean }) =>
  asReading(ask, ({ tx }) =>
    tx
      .select({
        number: documents.number,
        issuedOn: documents.issuedOn,
        organisation: organisations.name,
        leftPence: refundBalances.leftPence,
      })
      .from(refundBalances)
      .innerJoin(documents, eq(documents.id, refundBalances.documentId))
      .innerJoin(organisations, eq(organisations.id, refundBalances.organisationId))
      .where(left ? gt(refundBalances.leftPence, 0n) : undefined)
      .orderBy(asc(documents.issuedOn), asc(documents.number))
      .limit(200),
  );

/** What is left to refund on a credit note, how the rest was settled, and the open invoices it may be set off against. */
export const readRefund = (ask: Ask, number: string) =>
  asReading(ask, async (reading) => {
    const { tx } = reading;
    const creditNote = await paperOf(reading, number);
    const [balance] = await tx
      .select()
      .from(refundBalances)
      .where(eq(refundBalances.documentId, creditNote.id));
    const parts = await tx
      .select({
        id: refunds.id,
        amountPence: refunds.amountPence,
        on: refunds.on,
        against: documents.number,
        bankReference: refunds.bankReference,
        by: refunds.recordedByName,
        takenBackOn: refundReversals.reversedOn,
        takenBackBecause: refundReversals.reason,
      })
      .from(refunds)
      .leftJoin(documents, eq(documents.id, refunds.againstId))
      .leftJoin(refundReversals, eq(refundReversals.refundId, refunds.id))
      .where(eq(refunds.documentId, creditNote.id))
      .orderBy(asc(refunds.recordedAt));
    const open = await tx
      .select({
        number: documents.number,
        dueOn: openItems.dueOn,
        outstandingPence: openItems.outstandingPence,
      })
      .from(openItems)
      .innerJoin(documents, eq(documents.id, openItems.documentId))
      .where(
        and(
          gt(openItems.outstandingPence, 0n),
          eq(openItems.organisationId, creditNote.organisationId),
          ne(documents.type, "credit_note"),
        ),
      )
      .orderBy(asc(openItems.dueOn), asc(documents.number))
      .limit(50);
    return { number, leftPence: balance?.leftPence ?? 0n, owed: balance !== undefined, parts, open };
  });
