import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { allLicensables, allSettings } from "../enums.ts";
import { civilDate, id, instant } from "./columns.ts";

export const settingEnum = pgEnum("setting", allSettings);

/**
 * May it be licensed commercially? Follows from the use terms and the decisions on record (catalogue/use-terms.ts);
 * `not_licensable` is a bar that no decision lifts, `proposed` describes data that does not exist yet.
 */
export const licensableEnum = pgEnum("licensable", allLicensables);

export const custodians = pgTable("custodians", {
  id: id(),
  name: text("name").notNull().unique(),
  about: text("about").notNull().default(""),
});

/** Every spelling under which a custodian came to us, by its key without case, marks and prefixes. */
export const custodianSpellings = pgTable("custodian_spellings", {
  key: text("key").primaryKey(),
  spelling: text("spelling").notNull(),
  custodianId: uuid("custodian_id")
    .notNull()
    .references(() => custodians.id),
});

export const datasets = pgTable(
  "datasets",
  {
    id: id(),
    slug: text("slug").notNull().unique(),
    title: text("title").notNull(),
    summary: text("summary").notNull(),
    description: text("description").notNull(),
    custodianId: uuid("custodian_id")
      .notNull()
      .references(() => custodians.id),
    settings: settingEnum("settings").array().notNull(),
    /** Keys of catalogue/vocabulary.ts, as are the bands, places and vocabularies below. */
    dataTypes: text("data_types").array().notNull().default([]),
    periodFrom: civilDate("period_from"),
    /** Null: still growing. */
    periodTo: civilDate("period_to"),
    refresh: text("refresh").notNull(),
    refreshBand: text("refresh_band").notNull().default("not_stated"),
    lag: text("lag").notNull(),
    leadTime: text("lead_time").notNull().default("Not stated"),
    leadTimeBand: text("lead_time_band").notNull().default("not_stated"),
    geography: text("geography").notNull(),
    places: text("places").array().notNull().default([]),
    vocabularies: text("vocabularies").array().notNull().default([]),
    /** Null: not stated. */
    population: bigint("population", { mode: "bigint" }),
    populationNote: text("population_note").notNull(),
    /** The terms of use as a contract says them, in words. */
    useTerms: text("use_terms").array().notNull(),
    /** The same as keys of catalogue/use-terms.ts; they decide what may be sold to whom. */
    limitations: text("limitations").array().notNull().default([]),
    requirements: text("requirements").array().notNull().default([]),
    licensable: licensableEnum("licensable").notNull(),
    licensableReason: text("licensable_reason").notNull(),
    version: text("version").notNull(),
    publishedOn: civilDate("published_on").notNull(),
    sources: text("sources").notNull(),
    /** What a description says beyond the columns above (catalogue/description.ts). */
    details: jsonb("details").notNull().default({}),
    /** Number of the version that is published; the versions themselves are kept for good. */
    versionNumber: integer("version_number").notNull().default(1),
    /** How complete the description is, by the published weights, in basis points. */
    completenessBp: integer("completeness_bp").notNull().default(0),
    /** Taken out of the catalogue, with the reason; its page stays. */
    retiredOn: civilDate("retired_on"),
    retiredReason: text("retired_reason").notNull().default(""),
    /** The dataset that it turned out to be, confirmed by a person. */
    sameAsId: uuid("same_as_id").references((): AnyPgColumn => datasets.id),
    /** Version of the catalogue at which it last changed in any way; set by the database. */
    touched: bigint("touched", { mode: "number" }).notNull().default(0),
  },
  (t) => [
    index("datasets_by_touch").on(t.touched),
    index("datasets_of_custodian").on(t.custodianId),
    check("what_is_retired_says_why", sql`${t.retiredOn} is null or ${t.retiredReason} <> ''`),
    check("completeness_is_a_share", sql`${t.completenessBp} between 0 and 10000`),
    check("a_dataset_ends_after_it_begins", sql`${t.periodTo} is null or ${t.periodTo} >= ${t.periodFrom}`),
    check(
      "a_refresh_band_is_known",
      sql`${t.refreshBand} in ('continuous', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly', 'irregular', 'static', 'not_stated')`,
    ),
    check(
      "a_lead_time_band_is_known",
      sql`${t.leadTimeBand} in ('week', 'month', 'two_months', 'six_months', 'longer', 'varies', 'not_stated')`,
    ),
    check("a_bar_has_a_reason", sql`${t.licensable} = 'licensable' or ${t.licensableReason} <> ''`),
  ],
);

export const linkages = pgTable(
  "linkages",
  {
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id),
    withDatasetId: uuid("with_dataset_id")
      .notNull()
      .references(() => datasets.id),
    by: text("by").notNull(),
  },
  (t) => [primaryKey({ columns: [t.datasetId, t.withDatasetId] })],
);

/** A custodian's recorded mandate: without one in force nothing of theirs may be licensed. */
export const mandates = pgTable(
  "mandates",
  {
    id: id(),
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id),
    reference: text("reference").notNull(),
    grantedBy: text("granted_by").notNull(),
    validFrom: civilDate("valid_from").notNull(),
    validTo: civilDate("valid_to"),
    recordedAt: instant("recorded_at").notNull(),
  },
  (t) => [index("mandates_of_dataset").on(t.datasetId)],
);
