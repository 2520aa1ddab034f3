import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { allEnquiryStatuses } from "../enums.ts";
import { organisations, people, sideEnum } from "./access.ts";
import { datasets } from "./catalogue.ts";
import { civilDate, id, instant, pence } from "./columns.ts";

/** A search that a person keeps, as the address says it; new finds are mailed when they ask for it. */
export const savedSearches = pgTable(
  "saved_searches",
  {
    id: id(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    name: text("name").notNull(),
    /** The part of the address after the question mark, in its canonical order. */
    query: text("query").notNull(),
    mailed: boolean("mailed").notNull(),
    savedAt: instant("saved_at").notNull(),
  },
  (t) => [
    unique("one_saved_search_a_name").on(t.personId, t.organisationId, t.name),
    index("saved_searches_of_organisation").on(t.organisationId),
  ],
);

/** What a saved search has found so far: a set is new to it once. */
export const savedSearchFinds = pgTable(
  "saved_search_finds",
  {
    searchId: uuid("search_id")
      .notNull()
      .references(() => savedSearches.id, { onDelete: "cascade" }),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id),
    foundAt: instant("found_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.searchId, t.datasetId] })],
);

/** What a team has its eye on; nobody else sees it, the NHS neither. */
export const shortlistItems = pgTable(
  "shortlist_items",
  {
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id),
    note: text("note").notNull().default(""),
    addedByName: text("added_by_name").notNull(),
    addedAt: instant("added_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.datasetId] })],
);

export const enquiryStatusEnum = pgEnum("enquiry_status", allEnquiryStatuses);

/** A question to the custodian before anybody applies: a thread that both sides see. */
export const enquiries = pgTable(
  "enquiries",
  {
    id: id(),
    reference: text("reference").notNull().unique(),
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    subject: text("subject").notNull(),
    status: enquiryStatusEnum("status").notNull(),
    openedBy: uuid("opened_by")
      .notNull()
      .references(() => people.id),
    openedByName: text("opened_by_name").notNull(),
    openedAt: instant("opened_at").notNull(),
    lastAt: instant("last_at").notNull(),
  },
  (t) => [
    index("enquiries_of_organisation").on(t.organisationId, t.lastAt),
    index("enquiries_by_status").on(t.status, t.lastAt),
    unique("an_enquiry_has_one_organisation").on(t.id, t.organisationId),
  ],
);

export const enquiryMessages = pgTable(
  "enquiry_messages",
  {
    id: id(),
    enquiryId: uuid("enquiry_id")
      .notNull()
      .references(() => enquiries.id),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    side: sideEnum("side").notNull(),
    authorId: uuid("author_id")
      .notNull()
      .references(() => people.id),
    authorName: text("author_name").notNull(),
    body: text("body").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    index("messages_of_enquiry").on(t.enquiryId, t.at),
    check("a_message_says_something", sql`length(trim(${t.body})) > 0`),
  ],
);

/** An all-in price on a day, with the versions it stands on. Never changed; a new one is made instead. */
export const quotes = pgTable(
  "quotes",
  {
    id: id(),
    reference: text("reference").notNull().unique(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    /** What was asked: sets, model, years, users, refreshes, forecast. */
    request: jsonb("request").notNull(),
    /** What was answered: lines by year, VAT, calendar, versions of price lists and tariff. */
    body: jsonb("body").notNull(),
    netPence: pence("net_pence").notNull(),
    vatPence: pence("vat_pence").notNull(),
    grossPence: pence("gross_pence").notNull(),
    madeBy: uuid("made_by")
      .notNull()
      .references(() => people.id),
    madeByName: text("made_by_name").notNull(),
    madeAt: instant("made_at").notNull(),
    madeOn: civilDate("made_on").notNull(),
    validUntil: civilDate("valid_until").notNull(),
    /** Pressing the button twice makes one quote. */
    requestKey: text("request_key").notNull(),
  },
  (t) => [
    unique("one_quote_a_request").on(t.organisationId, t.requestKey),
    unique("a_quote_has_one_organisation").on(t.reference, t.organisationId),
    index("quotes_of_organisation").on(t.organisationId, t.madeAt),
    check("a_quote_adds_up", sql`${t.grossPence} = ${t.netPence} + ${t.vatPence}`),
    check("a_quote_stands_for_a_while", sql`${t.validUntil} >= ${t.madeOn}`),
  ],
);
