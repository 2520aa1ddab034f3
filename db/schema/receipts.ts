import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { organisations, people } from "./access.ts";
import { civilDate, id, instant, pence } from "./columns.ts";
import { documents } from "./documents.ts";

export const receipts = pgTable(
  "receipts",
  {
    id: id(),
    reference: text("reference").notNull().unique(),
    /** Null: we do not know yet who paid. */
    organisationId: uuid("organisation_id").references(() => organisations.id),
    receivedOn: civilDate("received_on").notNull(),
    amountPence: pence("amount_pence").notNull(),
    payer: text("payer").notNull(),
    referenceAsReceived: text("reference_as_received").notNull(),
    recordedBy: uuid("recorded_by")
      .notNull()
      .references(() => people.id),
    recordedByName: text("recorded_by_name").notNull(),
    recordedAt: instant("recorded_at").notNull(),
    /** Guards against a form sent twice. */
    requestKey: text("request_key").notNull().unique(),
  },
  (t) => [
    check("a_receipt_brings_money", sql`${t.amountPence} > 0`),
    index("receipts_by_day").on(t.receivedOn, t.id),
  ],
);

/** What of a receipt is not yet laid to a document. Cannot go below zero. */
export const receiptBalances = pgTable(
  "receipt_balances",
  {
    receiptId: uuid("receipt_id")
      .primaryKey()
      .references(() => receipts.id),
    organisationId: uuid("organisation_id").references(() => organisations.id),
    unallocatedPence: pence("unallocated_pence").notNull(),
  },
  (t) => [check("nobody_allocates_more_than_came_in", sql`${t.unallocatedPence} >= 0`)],
);

export const allocations = pgTable(
  "allocations",
  {
    id: id(),
    receiptId: uuid("receipt_id")
      .notNull()
      .references(() => receipts.id),
    documentId: uuid("document_id")
      .notNull()
      .references(() => documents.id),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    amountPence: pence("amount_pence").notNull(),
    allocatedOn: civilDate("allocated_on").notNull(),
    allocatedByName: text("allocated_by_name").notNull(),
    allocatedAt: instant("allocated_at").notNull(),
  },
  (t) => [
    check("an_allocation_moves_money", sql`${t.amountPence} > 0`),
    index("allocations_of_document").on(t.documentId),
    index("allocations_of_receipt").on(t.receiptId),
  ],
);
