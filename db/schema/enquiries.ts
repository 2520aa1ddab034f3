import { sql } from "drizzle-orm";
import { check, index, pgEnum, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { allEnquiryStatuses } from "../enums.ts";
import { organisations, people, sideEnum } from "./access.ts";
import { datasets } from "./catalogue.ts";
import { id, instant } from "./columns.ts";

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
