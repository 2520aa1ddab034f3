import { sql } from "drizzle-orm";
import {
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
import { allDocumentTypes, allSeries, allVatCategories } from "../enums.ts";
import { organisations } from "./access.ts";
import { civilDate, id, instant, pence } from "./columns.ts";
import { licences } from "./licences.ts";
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
    index("documents_by_organisation").on(t.organisationId, t.issuedOn, t.issuedAt, t.series, t.sequence),
    index("documents_by_day").on(t.issuedOn, t.issuedAt, t.series, t.sequence),
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
      // Six digits or, beyond 999,999, as many as it takes: lpad alone would cut them off.
      sql`${t.number} = ${t.series}::text || '-' || lpad(${t.sequence}::text, greatest(6, length(${t.sequence}::text)), '0')`,
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
