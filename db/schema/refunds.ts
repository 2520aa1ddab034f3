import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { organisations, people } from "./access.ts";
import { civilDate, id, instant, pence } from "./columns.ts";
import { documents } from "./documents.ts";

/**
 * What we still owe on a credit note: what was credited above what was outstanding on its original, less what was set off
 * or paid back. A row for each credit note that left a refund payable (2500). Cannot go below zero.
 */
export const refundBalances = pgTable(
  "refund_balances",
  {
    documentId: uuid("document_id")
      .primaryKey()
      .references(() => documents.id),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    leftPence: pence("left_pence").notNull(),
  },
  (t) => [
    check("nobody_is_refunded_more_than_is_owed", sql`${t.leftPence} >= 0`),
    index("refunds_left").on(t.organisationId).where(sql`${t.leftPence} > 0`),
  ],
);

/** A part of a refund that was settled: set off against an invoice of the same customer, or paid out of the bank. */
export const refunds = pgTable(
  "refunds",
  {
    id: id(),
    /** The credit note. */
    documentId: uuid("document_id")
      .notNull()
      .references(() => documents.id),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    /** The invoice that it was set off against; null when it was paid. */
    againstId: uuid("against_id").references(() => documents.id),
    amountPence: pence("amount_pence").notNull(),
    /** The day on which it was set off, or on which the money left the bank. */
    on: civilDate("on").notNull(),
    bankReference: text("bank_reference"),
    recordedBy: uuid("recorded_by")
      .notNull()
      .references(() => people.id),
    recordedByName: text("recorded_by_name").notNull(),
    recordedAt: instant("recorded_at").notNull(),
  },
  (t) => [
    check("a_refund_moves_money", sql`${t.amountPence} > 0`),
    check("a_refund_is_set_off_or_paid", sql`(${t.againstId} is null) = (${t.bankReference} is not null)`),
    index("refunds_of_document").on(t.documentId),
    index("refunds_against").on(t.againstId),
  ],
);

/** A part that was settled by mistake, taken back: the row says why and by whom, the postings go the other way. */
export const refundReversals = pgTable(
  "refund_reversals",
  {
    id: id(),
    refundId: uuid("refund_id")
      .notNull()
      .references(() => refunds.id),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    reason: text("reason").notNull(),
    reversedOn: civilDate("reversed_on").notNull(),
    reversedBy: uuid("reversed_by")
      .notNull()
      .references(() => people.id),
    reversedByName: text("reversed_by_name").notNull(),
    reversedAt: instant("reversed_at").notNull(),
  },
  (t) => [
    check("taking_a_refund_back_says_why", sql`length(${t.reason}) >= 10`),
    uniqueIndex("a_refund_is_taken_back_once").on(t.refundId),
  ],
);
