import { sql } from "drizzle-orm";
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { allApprovalCapacities, allOfferStatuses } from "../enums.ts";
import { organisations, people } from "./access.ts";
import { applications } from "./applications.ts";
import { civilDate, id, instant, pence } from "./columns.ts";

export const offerStatusEnum = pgEnum("offer_status", allOfferStatuses);

export const offers = pgTable(
  "offers",
  {
    id: id(),
    reference: text("reference").notNull().unique(),
    applicationId: uuid("application_id")
      .notNull()
      .references(() => applications.id),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    status: offerStatusEnum("status").notNull(),
    revision: integer("revision").notNull().default(1),
    /** The version that stands. */
    version: integer("version").notNull(),
    contractHash: text("contract_hash").notNull(),
    expiresOn: civilDate("expires_on").notNull(),
    closedReason: text("closed_reason"),
    madeOn: civilDate("made_on").notNull(),
  },
  (t) => [
    index("offers_by_organisation").on(t.organisationId, t.madeOn),
    index("offers_by_status").on(t.status, t.expiresOn),
    index("offers_of_application").on(t.applicationId),
    uniqueIndex("one_offer_stands_for_an_application")
      .on(t.applicationId)
      .where(sql`${t.status} in ('offered', 'approved', 'part_signed', 'signed')`),
  ],
);

/** What was offered, word for word and number for number. Never changed: a new offer is a new version. */
export const offerVersions = pgTable(
  "offer_versions",
  {
    offerId: uuid("offer_id")
      .notNull()
      .references(() => offers.id),
    version: integer("version").notNull(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    contract: jsonb("contract").notNull(),
    contractHash: text("contract_hash").notNull(),
    /** Undiscounted base-case receipts of the NHS over the term, or the guarantees if greater. */
    valuePence: pence("value_pence").notNull(),
    atListTerms: boolean("at_list_terms").notNull(),
    authorId: uuid("author_id")
      .notNull()
      .references(() => people.id),
    authorName: text("author_name").notNull(),
    madeAt: instant("made_at").notNull(),
    note: text("note").notNull().default(""),
  },
  (t) => [primaryKey({ columns: [t.offerId, t.version] })],
);

export const approvalAsEnum = pgEnum("approval_as", allApprovalCapacities);

export const approvals = pgTable(
  "approvals",
  {
    offerId: uuid("offer_id")
      .notNull()
      .references(() => offers.id),
    version: integer("version").notNull(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    contractHash: text("contract_hash").notNull(),
    approvedAs: approvalAsEnum("approved_as").notNull(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    personName: text("person_name").notNull(),
    /** For a board decision: its minute or reference. */
    evidence: text("evidence").notNull().default(""),
    approvedAt: instant("approved_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.offerId, t.version, t.approvedAs] }),
    unique("one_person_approves_once").on(t.offerId, t.version, t.personId),
    foreignKey({
      columns: [t.offerId, t.version],
      foreignColumns: [offerVersions.offerId, offerVersions.version],
      name: "an_approval_is_of_a_version",
    }),
  ],
);
