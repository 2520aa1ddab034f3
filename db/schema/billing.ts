import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { allDocumentTypes, allRunStatuses, allSeries, allVatCategories } from "../enums.ts";
import { organisations, people } from "./access.ts";
import { civilDate, id, instant, pence } from "./columns.ts";
import { licences } from "./licensing.ts";
import { modelKindEnum } from "./pricing.ts";

export const documentTypeEnum = pgEnum("document_type", allDocumentTypes);
export const seriesEnum = pgEnum("series_name", allSeries);
export const vatCategoryEnum = pgEnum("vat_category", allVatCategories);

/** The last number of each series. Locked by whoever issues, so numbers have no gap and follow the order of issue. */
export const series = pgTable(
  "series",
  { name: seriesEnum("name").primaryKey(), last: integer("last").notNull() },
  (t) => [check("numbers_count_up_from_0", sql`${t.last} >= 0`)],
);

export const documents = pgTable(
  "documents",
  {
    id: id(),
    number: text("number").notNull().unique(),
    series: seriesEnum("series").notNull(),
    sequence: integer("sequence").notNull(),
    type: documentTypeEnum("type").notNull(),
    licenceId: uuid("licence_id")
      .notNull()
      .references(() => licences.id),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    correctsId: uuid("corrects_id"),
    issuedOn: civilDate("issued_on").notNull(),
    dueOn: civilDate("due_on"),
    taxPoint: civilDate("tax_point").notNull(),
    vatCategory: vatCategoryEnum("vat_category").notNull(),
    vatRateBp: integer("vat_rate_bp").notNull(),
    netPence: pence("net_pence").notNull(),
    vatPence: pence("vat_pence").notNull(),
    grossPence: pence("gross_pence").notNull(),
    payablePence: pence("payable_pence").notNull(),
    paymentReference: text("payment_reference").notNull(),
    purchaseOrder: text("purchase_order"),
    /** Seller and buyer as they were on the day: name, address, VAT number, bank account. */
    seller: jsonb("seller").notNull(),
    buyer: jsonb("buyer").notNull(),
    reason: text("reason").notNull().default(""),
    issuedBy: text("issued_by").notNull(),
    issuedAt: instant("issued_at").notNull(),
  },
  (t) => [
    unique("one_document_a_number").on(t.series, t.sequence),
    foreignKey({ columns: [t.correctsId], foreignColumns: [t.id], name: "a_correction_names_its_original" }),
    index("documents_by_organisation").on(t.organisationId, t.issuedOn, t.issuedAt, t.number),
    index("documents_by_day").on(t.issuedOn, t.issuedAt, t.number),
    index("documents_of_licence").on(t.licenceId),
    index("documents_corrected").on(t.correctsId),
    check("a_total_is_its_net_plus_its_vat", sql`${t.grossPence} = ${t.netPence} + ${t.vatPence}`),
    check(
      "amounts_are_not_negative",
      sql`${t.netPence} >= 0 and ${t.vatPence} >= 0 and ${t.payablePence} >= 0 and ${t.payablePence} <= ${t.grossPence}`,
    ),
    check(
      "a_credit_note_names_its_original",
      sql`(${t.type} = 'credit_note') = (${t.correctsId} is not null)`,
    ),
    check(
      "the_series_fits_the_type",
      sql`${t.series}::text = case ${t.type} when 'credit_note' then 'CN' when 'debit_note' then 'DN' else 'INV' end`,
    ),
    check(
      "the_number_is_its_series_and_sequence",
      sql`${t.number} = ${t.series}::text || '-' || lpad(${t.sequence}::text, 6, '0')`,
    ),
    check("no_document_is_due_before_it_is_issued", sql`${t.dueOn} is null or ${t.dueOn} >= ${t.issuedOn}`),
  ],
);

export const documentLines = pgTable(
  "document_lines",
  {
    id: id(),
    documentId: uuid("document_id")
      .notNull()
      .references(() => documents.id),
    position: integer("position").notNull(),
    licenceId: uuid("licence_id")
      .notNull()
      .references(() => licences.id),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    /** With licence and revision the natural key of a charge: billing it twice is impossible. */
    key: text("key").notNull(),
    revision: integer("revision").notNull(),
    component: text("component").notNull(),
    kind: modelKindEnum("kind").notNull(),
    serviceFrom: civilDate("service_from").notNull(),
    serviceTo: civilDate("service_to").notNull(),
    netPence: pence("net_pence").notNull(),
    /** Description, net and workings of each step: list price first, allowances below. */
    parts: jsonb("parts").notNull(),
    /** The engine's own line, kept whole so that the next run compares like with like. */
    line: jsonb("line").notNull(),
  },
  (t) => [
    unique("one_line_per_charge_and_revision").on(t.licenceId, t.key, t.revision),
    unique("one_line_a_position").on(t.documentId, t.position),
  ],
);

/** What is still to be paid on a document. The only mutable row about it, and it cannot go below zero. */
export const openItems = pgTable(
  "open_items",
  {
    documentId: uuid("document_id")
      .primaryKey()
      .references(() => documents.id),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    dueOn: civilDate("due_on"),
    outstandingPence: pence("outstanding_pence").notNull(),
  },
  (t) => [
    check("nobody_pays_more_than_is_owed", sql`${t.outstandingPence} >= 0`),
    index("open_items_by_due_day").on(t.dueOn).where(sql`${t.outstandingPence} > 0`),
    index("open_items_by_organisation").on(t.organisationId),
  ],
);

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

export const runStatusEnum = pgEnum("run_status", allRunStatuses);

/** One pass of the daily run: when, for which business date, by whom, and what came of it. */
export const dailyRuns = pgTable(
  "daily_runs",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    forDay: civilDate("for_day").notNull(),
    startedBy: text("started_by").notNull(),
    startedAt: instant("started_at").notNull(),
    finishedAt: instant("finished_at"),
    status: runStatusEnum("status").notNull(),
    licences: integer("licences").notNull().default(0),
    licencesDone: integer("licences_done").notNull().default(0),
    documentsIssued: integer("documents_issued").notNull().default(0),
    problem: text("problem"),
  },
  (t) => [index("daily_runs_by_day").on(t.forDay)],
);
