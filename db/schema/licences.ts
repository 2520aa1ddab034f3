import { sql } from "drizzle-orm";
import {
  boolean,
  check,
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
import { allEntitlementStatuses, allLicenceStatuses } from "../enums.ts";
import { organisations, people } from "./access.ts";
import { datasets } from "./catalogue.ts";
import { civilDate, id, instant, pence } from "./columns.ts";
import { offers } from "./negotiation.ts";
import { modelKindEnum } from "./pricing.ts";

export const licenceStatusEnum = pgEnum("licence_status", allLicenceStatuses);

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
    /** The next day on which something may fall due; the daily run skips quiet licences by it. "-infinity": an upgrade wants it settled anew. */
    nextStopOn: civilDate("next_stop_on"),
    /** The business date on which it was last settled, and how many facts there were: what is newer is not billed yet. */
    settledOn: civilDate("settled_on"),
    settledFacts: integer("settled_facts").notNull().default(0),
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
