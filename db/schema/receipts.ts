import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { organisations, people } from "./access.ts";
import { civilDate, id, instant, pence } from "./columns.ts";
import { documents } from "./documents.ts";
import { proposals } from "./proposals.ts";

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
    /** What a second person agreed to, where the sum asks for two. */
    proposalId: uuid("proposal_id").references(() => proposals.id),
  },
  (t) => [
    check("a_receipt_brings_money", sql`${t.amountPence} > 0`),
    index("receipts_by_day").on(t.receivedOn, t.id),
  ],
);

/** What of a receipt is not yet allocated to a document. Cannot go below zero. */
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

/** A receipt or one of its allocations taken back: the row says why and by whom, the postings go the other way. */
export const reversals = pgTable(
  "reversals",
  {
    id: id(),
    receiptId: uuid("receipt_id")
      .notNull()
      .references(() => receipts.id),
    /** Null: the whole receipt. */
    allocationId: uuid("allocation_id").references(() => allocations.id),
    organisationId: uuid("organisation_id").references(() => organisations.id),
    amountPence: pence("amount_pence").notNull(),
    reason: text("reason").notNull(),
    proposalId: uuid("proposal_id").references(() => proposals.id),
    reversedOn: civilDate("reversed_on").notNull(),
    reversedBy: uuid("reversed_by")
      .notNull()
      .references(() => people.id),
    reversedByName: text("reversed_by_name").notNull(),
    reversedAt: instant("reversed_at").notNull(),
  },
  (t) => [
    check("a_reversal_moves_money", sql`${t.amountPence} > 0`),
    check("a_reversal_says_why", sql`length(${t.reason}) >= 10`),
    uniqueIndex("an_allocation_is_taken_back_once").on(t.allocationId),
    uniqueIndex("a_receipt_is_taken_back_once").on(t.receiptId).where(sql`allocation_id is null`),
    index("reversals_of_receipt").on(t.receiptId),
  ],
);
