import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { allDraftStatuses, allIdentifierClasses, allLicensables, allSettings } from "../enums.ts";
import { people, proposals } from "./access.ts";
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
    /** The set that it turned out to be, confirmed by a person. */
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

export const identifierClassEnum = pgEnum("identifier_class", allIdentifierClasses);

/** The data dictionary: one column of one table of a set, and whether it identifies a person. */
export const datasetColumns = pgTable(
  "dataset_columns",
  {
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id),
    position: integer("position").notNull(),
    tableName: text("table_name").notNull(),
    name: text("name").notNull(),
    dataType: text("data_type").notNull().default(""),
    description: text("description").notNull().default(""),
    identifierClass: identifierClassEnum("identifier_class").notNull().default("unset"),
  },
  (t) => [primaryKey({ columns: [t.datasetId, t.position] })],
);

/** How somebody rated a set or its description, on one dimension. */
export const datasetRatings = pgTable(
  "dataset_ratings",
  {
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id),
    source: text("source").notNull(),
    dimension: text("dimension").notNull(),
    rating: text("rating").notNull(),
    scoreBp: integer("score_bp"),
    asOf: civilDate("as_of").notNull(),
  },
  (t) => [primaryKey({ columns: [t.datasetId, t.source, t.dimension] })],
);

/** A description as it was published, whole and for good. */
export const datasetVersions = pgTable(
  "dataset_versions",
  {
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id),
    number: integer("number").notNull(),
    description: jsonb("description").notNull(),
    note: text("note").notNull(),
    madeByName: text("made_by_name").notNull(),
    /** Null: an import, which publishes what the custodian published. */
    approvedByName: text("approved_by_name"),
    importId: uuid("import_id").references(() => imports.id),
    publishedOn: civilDate("published_on").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.datasetId, t.number] }),
    check("versions_count_from_1", sql`${t.number} >= 1`),
    check(
      "a_version_has_two_authors",
      sql`${t.approvedByName} is null or ${t.approvedByName} <> ${t.madeByName}`,
    ),
  ],
);

export const draftStatusEnum = pgEnum("draft_status", allDraftStatuses);

/** An edit that is not published yet; a second person publishes it. */
export const datasetDrafts = pgTable(
  "dataset_drafts",
  {
    id: id(),
    /** Null: a new set. */
    datasetId: uuid("dataset_id").references(() => datasets.id),
    slug: text("slug").notNull(),
    description: jsonb("description").notNull(),
    /** The version that it changes; another one published meanwhile is a conflict. */
    baseVersion: integer("base_version").notNull(),
    note: text("note").notNull().default(""),
    status: draftStatusEnum("status").notNull().default("draft"),
    /** Drafts that one bulk edit made share it. */
    batch: uuid("batch"),
    proposalId: uuid("proposal_id").references(() => proposals.id),
    /** Null: an import that the system ran. */
    authorId: uuid("author_id").references(() => people.id),
    authorName: text("author_name").notNull(),
    savedAt: instant("saved_at").notNull(),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    index("drafts_of_dataset").on(t.datasetId, t.status),
    index("drafts_by_status").on(t.status, t.savedAt),
    uniqueIndex("one_open_draft_of_dataset").on(t.datasetId).where(sql`status in ('draft', 'proposed')`),
  ],
);

/**
 * A named person's decision about a commercial use that the terms block or do not state. It holds for exactly the
 * terms that stood when it was made; other terms need another decision.
 */
export const useDecisions = pgTable(
  "use_decisions",
  {
    id: id(),
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id),
    outcome: text("outcome").$type<"allow" | "refuse">().notNull(),
    /** The models it is about. */
    kinds: text("kinds").array().notNull(),
    /** Kinds of customers it is about. */
    customerKinds: text("customer_kinds").array().notNull(),
    reason: text("reason").notNull(),
    evidence: text("evidence").notNull().default(""),
    /** The terms decided on, as keys in order, joined. */
    terms: text("terms").notNull(),
    decidedBy: uuid("decided_by")
      .notNull()
      .references(() => people.id),
    decidedByName: text("decided_by_name").notNull(),
    decidedAt: instant("decided_at").notNull(),
    decidedOn: civilDate("decided_on").notNull(),
  },
  (t) => [
    index("use_decisions_of_dataset").on(t.datasetId, t.decidedAt),
    check("a_decision_allows_or_refuses", sql`${t.outcome} in ('allow', 'refuse')`),
    check("a_decision_says_why", sql`length(trim(${t.reason})) >= 10`),
    check("a_decision_is_about_models", sql`${t.kinds} <@ enum_range(null::model_kind)::text[]`),
    check(
      "a_decision_is_about_customers",
      sql`${t.customerKinds} <@ enum_range(null::customer_kind)::text[]`,
    ),
  ],
);

/** Which state the catalogue is in: the database counts every change, and search indexes follow it. One row. */
export const catalogueState = pgTable(
  "catalogue_state",
  { id: integer("id").primaryKey().default(1), version: bigint("version", { mode: "number" }).notNull() },
  (t) => [check("there_is_one_catalogue", sql`${t.id} = 1`)],
);

/** One run of an import over one or more files. */
export const imports = pgTable(
  "imports",
  {
    id: id(),
    reference: text("reference").notNull().unique(),
    source: text("source").notNull(),
    files: jsonb("files").notNull(),
    read: integer("read").notNull(),
    created: integer("created").notNull(),
    updated: integer("updated").notNull(),
    unchanged: integer("unchanged").notNull(),
    rejected: integer("rejected").notNull(),
    columnsRead: integer("columns_read").notNull().default(0),
    /** How many defects each field had. */
    defects: jsonb("defects").notNull(),
    madeByName: text("made_by_name").notNull(),
    at: instant("at").notNull(),
    businessDate: civilDate("business_date").notNull(),
  },
  (t) => [index("imports_by_time").on(t.at)],
);

/** What was wrong with one field of one record, and what became of it. */
export const importDefects = pgTable(
  "import_defects",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => imports.id),
    position: integer("position").notNull(),
    /** Identity of the record at its source, or its place in the file where it has none. */
    record: text("record").notNull(),
    field: text("field").notNull(),
    sentence: text("sentence").notNull(),
    /** As it came, cut to 300 characters. */
    value: text("value").notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.position] })],
);

/** A record that could not be taken, as it came: nothing that was sent is lost. */
export const importRejects = pgTable(
  "import_rejects",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => imports.id),
    position: integer("position").notNull(),
    file: text("file").notNull(),
    line: integer("line").notNull(),
    sentence: text("sentence").notNull(),
    original: text("original").notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.position] })],
);

/** A record at its source and the set that it describes here. Identity is (source, sourceId), never the title. */
export const sourceRecords = pgTable(
  "source_records",
  {
    source: text("source").notNull(),
    sourceId: text("source_id").notNull(),
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id),
    sha256: text("sha256").notNull(),
    schemaVersion: text("schema_version").notNull(),
    lastImportId: uuid("last_import_id")
      .notNull()
      .references(() => imports.id),
    /** Who said that it is a set that we describe ourselves; imports then no longer write to it. */
    linkedByName: text("linked_by_name"),
    linkedAt: instant("linked_at"),
  },
  (t) => [
    primaryKey({ columns: [t.source, t.sourceId] }),
    index("source_records_of_dataset").on(t.datasetId),
  ],
);

/** Every state in which a record came, whole, as it came. */
export const sourceOriginals = pgTable(
  "source_originals",
  {
    source: text("source").notNull(),
    sourceId: text("source_id").notNull(),
    sha256: text("sha256").notNull(),
    importId: uuid("import_id")
      .notNull()
      .references(() => imports.id),
    original: text("original").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.source, t.sourceId, t.sha256] }),
    foreignKey({
      columns: [t.source, t.sourceId],
      foreignColumns: [sourceRecords.source, sourceRecords.sourceId],
      name: "an_original_is_of_a_record",
    }),
  ],
);

/** Two sets that look like one: a person says whether they are. */
export const recordMatches = pgTable(
  "record_matches",
  {
    source: text("source").notNull(),
    sourceId: text("source_id").notNull(),
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id),
    /** Why they look alike, in words. */
    because: text("because").notNull(),
    /** Null: not decided. */
    same: text("same").$type<"yes" | "no">(),
    decidedByName: text("decided_by_name"),
    decidedAt: instant("decided_at"),
  },
  (t) => [
    primaryKey({ columns: [t.source, t.sourceId, t.datasetId] }),
    foreignKey({
      columns: [t.source, t.sourceId],
      foreignColumns: [sourceRecords.source, sourceRecords.sourceId],
      name: "a_match_is_of_a_record",
    }),
    check("a_match_is_the_same_or_not", sql`${t.same} is null or ${t.same} in ('yes', 'no')`),
  ],
);
