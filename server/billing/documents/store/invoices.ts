import { and, asc, desc, eq, gt, gte, inArray, lt, lte, or, sql } from "drizzle-orm";
import { organisations } from "#db/schema/access.ts";
import { documentLines, documents, openItems } from "#db/schema/documents.ts";
import { licences } from "#db/schema/licences.ts";
import { allocations, receipts, reversals } from "#db/schema/receipts.ts";
import { refundBalances } from "#db/schema/refunds.ts";
import { type Ask, asReading } from "#server/lib/change.ts";
import { addDays } from "#server/lib/dates.ts";
import { notFound } from "#server/lib/refusal.ts";
import type { ages, InvoiceFilter } from "../filter.ts";
import { addedFor } from "./late.ts";
import { standingOf } from "./standing.ts";

const pageSize = 50;

/** Documents this actor may see, newest first, fifty a page by keys. */
export const listInvoices = (ask: Ask, filter: InvoiceFilter) =>
  asReading(ask, async ({ tx, today }) => {
    const rows = await tx
      .select({
        number: documents.number,
        type: documents.type,
        issuedOn: documents.issuedOn,
        dueOn: documents.dueOn,
        netPence: documents.netPence,
        vatPence: documents.vatPence,
        grossPence: documents.grossPence,
        payablePence: documents.payablePence,
        outstandingPence: openItems.outstandingPence,
        /** What we still owe on a credit note; null where it never left a refund. */
        refundPence: refundBalances.leftPence,
        organisation: organisations.name,
        licence: licences.reference,
        licenceTitle: licences.title,
        kind: licences.kind,
        id: documents.id,
      })
      .from(documents)
      .innerJoin(openItems, eq(openItems.documentId, documents.id))
      .innerJoin(organisations, eq(organisations.id, documents.organisationId))
      .innerJoin(licences, eq(licences.id, documents.licenceId))
      .leftJoin(refundBalances, eq(refundBalances.documentId, documents.id))
      .where(
        and(
          filter.state === "open" || filter.state === "overdue" || filter.age
            ? gt(openItems.outstandingPence, 0n)
            : undefined,
          filter.state === "overdue" ? lt(openItems.dueOn, today) : undefined,
          filter.state === "paid" ? eq(openItems.outstandingPence, 0n) : undefined,
          filter.age ? ageCondition(filter.age, today) : undefined,
          filter.kind ? eq(licences.kind, filter.kind) : undefined,
          filter.licence ? eq(licences.reference, filter.licence) : undefined,
          filter.type ? eq(documents.type, filter.type) : undefined,
          filter.before ? beforeDocument(filter.before) : undefined,
        ),
      )
      .orderBy(
        desc(documents.issuedOn),
        desc(documents.issuedAt),
        desc(documents.series),
        desc(documents.sequence),
      )
      .limit(pageSize + 1);
    return {
      rows: rows.slice(0, pageSize),
      next: rows.length > pageSize ? rows[pageSize - 1]!.number : null,
    };
  });

const beforeDocument = (number: string) =>
  sql`(${documents.issuedOn}, ${documents.issuedAt}, ${documents.series}, ${documents.sequence})
    < (select last.issued_on, last.issued_at, last.series, last.sequence from documents last where last.number = ${number})`;

function ageCondition(age: (typeof ages)[number], today: string) {
  const day = (days: number) => addDays(today as never, -days);
  const between = (from: number, to: number) =>
    and(gte(openItems.dueOn, day(to)), lte(openItems.dueOn, day(from)));
  switch (age) {
    case "not_due":
      return or(gte(openItems.dueOn, today), sql`${openItems.dueOn} is null`);
    case "1-30":
      return between(1, 30);
    case "31-60":
      return between(31, 60);
    case "61-90":
      return between(61, 90);
    case "over_90":
      return lt(openItems.dueOn, day(90));
  }
}

/** One document with its lines, what corrects it, what it corrects, and how it was paid; `not_found` for another's. */
export const readInvoice = (ask: Ask, number: string) =>
  asReading(ask, async (reading) => {
    const { tx } = reading;
    const [row] = await tx
      .select({ document: documents, outstandingPence: openItems.outstandingPence, licence: licences })
      .from(documents)
      .innerJoin(openItems, eq(openItems.documentId, documents.id))
      .innerJoin(licences, eq(licences.id, documents.licenceId))
      .where(eq(documents.number, number));
    if (!row) throw notFound();
    const { document, licence } = row;
    const related = await tx
      .select({
        id: documents.id,
        number: documents.number,
        correctsId: documents.correctsId,
        grossPence: documents.grossPence,
        issuedOn: documents.issuedOn,
      })
      .from(documents)
      .where(
        or(
          eq(documents.correctsId, document.id),
          inArray(documents.id, document.correctsId ? [document.correctsId] : []),
        ),
      );
    const added = await addedFor(reading, [{ ...document, outstandingPence: row.outstandingPence }]);
    return {
      ...document,
      outstandingPence: row.outstandingPence,
      standing: await standingOf(reading, document),
      /** What the law adds to it today, being late; null while it is not. */
      late: added.get(number) ?? null,
      licence: { reference: licence.reference, title: licence.title, kind: licence.kind },
      lines: await tx
        .select()
        .from(documentLines)
        .where(eq(documentLines.documentId, document.id))
        .orderBy(asc(documentLines.position)),
      corrects: related.find(({ id }) => id === document.correctsId)?.number ?? null,
      creditNotes: related.filter(({ correctsId }) => correctsId === document.id),
      allocations: await tx
        .select({
          amountPence: allocations.amountPence,
          allocatedOn: allocations.allocatedOn,
          receipt: receipts.reference,
          receivedOn: receipts.receivedOn,
          reversedOn: reversals.reversedOn,
        })
        .from(allocations)
        .leftJoin(receipts, eq(receipts.id, allocations.receiptId))
        .leftJoin(reversals, eq(reversals.allocationId, allocations.id))
        .where(eq(allocations.documentId, document.id))
        .orderBy(asc(allocations.allocatedAt)),
    };
  });
