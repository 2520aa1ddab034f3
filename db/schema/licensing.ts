import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import {
  allApplicationStatuses,
  allApprovalCapacities,
  allEntitlementStatuses,
  allLicenceStatuses,
  allOfferStatuses,
} from "../enums.ts";
import { organisations, people, sideEnum } from "./access.ts";
import { datasets } from "./catalogue.ts";
import { civilDate, id, instant, pence } from "./columns.ts";
import { quotes } from "./discovery.ts";
import { modelKindEnum } from "./pricing.ts";

export const applicationStatusEnum = pgEnum("application_status", allApplicationStatuses);
export const offerStatusEnum = pgEnum("offer_status", allOfferStatuses);
export const licenceStatusEnum = pgEnum("licence_status", allLicenceStatuses);

export const applications = pgTable(
  "applications",
  {
    id: id(),
    reference: text("reference").notNull().unique(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id),
    kind: modelKindEnum("kind").notNull(),
    title: text("title").notNull(),
    purpose: text("purpose").notNull(),
    publicBenefit: text("public_benefit").notNull(),
    users: integer("users").notNull(),
    startsOn: civilDate("starts_on").notNull(),
    months: integer("months").notNull(),
    /** What the buyer expects (usage, sales, profit): the base case that the value of the deal is calculated on. */
    assumptions: jsonb("assumptions").notNull().default({}),
    /** The quote that it was made from, if any. */
    quoteReference: text("quote_reference"),
    status: applicationStatusEnum("status").notNull(),
    revision: integer("revision").notNull().default(1),
    madeBy: uuid("made_by")
      .notNull()
      .references(() => people.id),
    madeByName: text("made_by_name").notNull(),
    madeAt: instant("made_at").notNull(),
    submittedOn: civilDate("submitted_on"),
    closedReason: text("closed_reason"),
  },
  (t) => [
    index("applications_by_organisation").on(t.organisationId, t.madeAt),
    index("applications_by_status").on(t.status, t.madeAt),
    foreignKey({
      columns: [t.quoteReference, t.organisationId],
      foreignColumns: [quotes.reference, quotes.organisationId],
      name: "an_application_is_made_from_a_quote_of_its_own",
    }),
    check("at_least_one_person_uses_it", sql`${t.users} between 1 and 100000`),
    check("between_1_and_120_months", sql`${t.months} between 1 and 120`),
    check(
      "a_submitted_application_has_its_day",
      sql`${t.status} in ('draft', 'withdrawn', 'expired') or ${t.submittedOn} is not null`,
    ),
  ],
);

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

export const signatures = pgTable(
  "signatures",
  {
    offerId: uuid("offer_id")
      .notNull()
      .references(() => offers.id),
    side: sideEnum("side").notNull(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    contractHash: text("contract_hash").notNull(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    typedName: text("typed_name").notNull(),
    authority: text("authority").notNull(),
    authenticatedBy: text("authenticated_by").notNull(),
    signedAt: instant("signed_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.offerId, t.side] })],
);

export const licences = pgTable(
  "licences",
  {
    id: id(),
    reference: text("reference").notNull().unique(),
    offerId: uuid("offer_id")
      .notNull()
      .unique()
      .references(() => offers.id),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id),
    kind: modelKindEnum("kind").notNull(),
    title: text("title").notNull(),
    /** The frozen contract: what bills is what was signed. */
    contract: jsonb("contract").notNull(),
    contractHash: text("contract_hash").notNull(),
    valuePence: pence("value_pence").notNull(),
    startsOn: civilDate("starts_on").notNull(),
    endsOn: civilDate("ends_on").notNull(),
    status: licenceStatusEnum("status").notNull(),
    revision: integer("revision").notNull().default(1),
    inForceAt: instant("in_force_at").notNull(),
    endedOn: civilDate("ended_on"),
    endedReason: text("ended_reason"),
    /** The next day on which something may fall due; the daily run skips quiet licences by it. */
    nextStopOn: civilDate("next_stop_on"),
    /** The next day on which somebody is reminded of something due; null when nothing is. */
    nextReminderOn: civilDate("next_reminder_on"),
  },
  (t) => [
    index("licences_by_organisation").on(t.organisationId, t.inForceAt),
    index("licences_by_status").on(t.status, t.endsOn),
    index("licences_by_next_stop").on(t.nextStopOn),
    index("licences_by_next_reminder").on(t.nextReminderOn),
    check("licence_ends_after_it_starts", sql`${t.endsOn} > ${t.startsOn}`),
    check("an_ended_licence_says_when", sql`(${t.status} = 'terminated') = (${t.endedOn} is not null)`),
  ],
);

export const entitlementStatusEnum = pgEnum("entitlement_status", allEntitlementStatuses);

/** The right to use one dataset under one licence. */
export const entitlements = pgTable(
  "entitlements",
  {
    licenceId: uuid("licence_id")
      .notNull()
      .references(() => licences.id),
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    validFrom: civilDate("valid_from").notNull(),
    validTo: civilDate("valid_to").notNull(),
    users: integer("users").notNull(),
    status: entitlementStatusEnum("status").notNull(),
  },
  (t) => [primaryKey({ columns: [t.licenceId, t.datasetId] })],
);

/**
 * Everything that was used, sold, earned, handed in, accepted, worked or decided under a licence.
 * The engine reads these and nothing else; a correction is a higher version of the same fact.
 */
export const facts = pgTable(
  "facts",
  {
    id: id(),
    licenceId: uuid("licence_id")
      .notNull()
      .references(() => licences.id),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    /** Null: about the licence as a whole. */
    component: text("component"),
    kind: text("kind").notNull(),
    factId: text("fact_id").notNull(),
    version: integer("version").notNull(),
    /** The civil date it is about. */
    on: civilDate("on").notNull(),
    /** The business date on which we learned it. */
    known: civilDate("known").notNull(),
    retracted: boolean("retracted").notNull().default(false),
    body: jsonb("body").notNull(),
    evidence: text("evidence").notNull().default(""),
    reportedBy: uuid("reported_by").references(() => people.id),
    reportedByName: text("reported_by_name").notNull(),
    reportedAt: instant("reported_at").notNull(),
  },
  (t) => [
    unique("one_fact_a_version").on(t.licenceId, t.factId, t.version),
    index("facts_of_licence").on(t.licenceId, t.on),
    check("versions_count_from_1", sql`${t.version} >= 1`),
  ],
);
