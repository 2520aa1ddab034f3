import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { allCodePurposes, allCustomerKinds, allRoles, allSides } from "../enums.ts";
import { civilDate, id, instant } from "./columns.ts";

export const sideEnum = pgEnum("side", allSides);
export const roleEnum = pgEnum("role", allRoles);

export const customerKindEnum = pgEnum("customer_kind", allCustomerKinds);

export const organisations = pgTable(
  "organisations",
  {
    id: id(),
    name: text("name").notNull(),
    side: sideEnum("side").notNull(),
    sector: text("sector").notNull(),
    customerKind: customerKindEnum("customer_kind").notNull().default("standard"),
    country: text("country").notNull(),
    address: text("address").notNull(),
    vatNumber: text("vat_number"),
    /** The day from which we hold evidence that a foreign customer is in business; decides VAT from then on. */
    businessFrom: civilDate("business_from"),
    /** The day from which it is in the VAT registration of the NHS itself: nothing between the two is a supply. */
    sameRegistrationFrom: civilDate("same_registration_from"),
    purchaseOrder: text("purchase_order"),
    purchaseOrderRequired: boolean("purchase_order_required").notNull().default(false),
    dueDays: integer("due_days").notNull().default(30),
  },
  (t) => [
    check("country_is_two_letters", sql`${t.country} ~ '^[A-Z]{2}$'`),
    check("due_days_between_0_and_120", sql`${t.dueDays} between 0 and 120`),
    unique("one_organisation_a_name").on(t.name),
  ],
);

export const people = pgTable(
  "people",
  {
    id: id(),
    name: text("name").notNull(),
    jobTitle: text("job_title").notNull().default(""),
    email: text("email").notNull().unique(),
    passwordHash: text("password_hash"),
    demo: boolean("demo").notNull().default(false),
  },
  (t) => [check("email_is_lower_case", sql`${t.email} = lower(${t.email})`)],
);

export const memberships = pgTable(
  "memberships",
  {
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    role: roleEnum("role").notNull(),
    grantedBy: text("granted_by").notNull(),
    grantedAt: instant("granted_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.organisationId, t.role] }),
    index("memberships_of_organisation").on(t.organisationId),
  ],
);

export const sessions = pgTable(
  "sessions",
  {
    id: id(),
    /** SHA-256 of the cookie: whoever reads this table cannot sign in with it. */
    tokenHash: text("token_hash").notNull().unique(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    createdAt: instant("created_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    /** When the password or a mailed code was last entered again; signing asks for a fresh one. */
    confirmedAt: instant("confirmed_at"),
    device: text("device").notNull().default(""),
  },
  (t) => [index("sessions_of_person").on(t.personId)],
);

export const codePurposeEnum = pgEnum("code_purpose", allCodePurposes);

export const codes = pgTable("codes", {
  id: id(),
  personId: uuid("person_id")
    .notNull()
    .references(() => people.id),
  purpose: codePurposeEnum("purpose").notNull(),
  hash: text("hash").notNull().unique(),
  createdAt: instant("created_at").notNull(),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
  wrongTries: integer("wrong_tries").notNull().default(0),
});

/** How often something was tried in a window of time; shared by every replica, counted by the wall clock. */
export const tries = pgTable(
  "tries",
  {
    what: text("what").notNull(),
    windowFrom: instant("window_from").notNull(),
    count: integer("count").notNull(),
  },
  (t) => [primaryKey({ columns: [t.what, t.windowFrom] })],
);

/** Mail as it left us. In demo mode this is the mailbox that people read; with SMTP it is the record of sending. */
export const messages = pgTable(
  "messages",
  {
    id: id(),
    toAddress: text("to_address").notNull(),
    subject: text("subject").notNull(),
    body: text("body").notNull(),
    writtenAt: instant("written_at").notNull(),
    sentAt: instant("sent_at"),
    /** The number of the document whose paper goes along. */
    attachment: text("attachment"),
    /** The mail server refused it for good, and said why. */
    refusedAt: instant("refused_at"),
    refusedBecause: text("refused_because"),
  },
  (t) => [
    index("messages_by_address").on(t.toAddress, t.writtenAt),
    index("messages_by_time").on(t.writtenAt),
    check("what_was_refused_was_not_sent", sql`${t.refusedAt} is null or ${t.sentAt} is null`),
  ],
);

/** The installation: who sells, and (demonstrations only) which business date it is. One row. */
export const installation = pgTable(
  "installation",
  {
    id: integer("id").primaryKey().default(1),
    legalName: text("legal_name").notNull(),
    address: text("address").notNull(),
    vatNumber: text("vat_number").notNull(),
    bankName: text("bank_name").notNull(),
    sortCode: text("sort_code").notNull(),
    accountNumber: text("account_number").notNull(),
    contactEmail: text("contact_email").notNull(),
    /** Null: the business date is today in London. */
    demoDate: civilDate("demo_date"),
  },
  (t) => [check("there_is_one_installation", sql`${t.id} = 1`)],
);
