import { sql } from "drizzle-orm";
import { bigint, check, index, pgEnum, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { civilDate, id, instant } from "./columns.ts";

export const settingEnum = pgEnum("setting", [
  "hospital",
  "general_practice",
  "pharmacy",
  "medical_devices",
  "registry",
  "genomic",
  "mental_health",
  "community",
  "maternity",
  "linked_national",
]);

/** May it be licensed at all? `proposed` describes data that does not exist yet. */
export const licensableEnum = pgEnum("licensable", [
  "licensable",
  "needs_decision",
  "not_licensable",
  "proposed",
]);

export const custodians = pgTable("custodians", {
  id: id(),
  name: text("name").notNull().unique(),
  about: text("about").notNull().default(""),
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
    setting: settingEnum("setting").notNull(),
    periodFrom: civilDate("period_from"),
    /** Null: still growing. */
    periodTo: civilDate("period_to"),
    refresh: text("refresh").notNull(),
    lag: text("lag").notNull(),
    geography: text("geography").notNull(),
    /** Null: not stated. */
    population: bigint("population", { mode: "bigint" }),
    populationNote: text("population_note").notNull(),
    useTerms: text("use_terms").array().notNull(),
    licensable: licensableEnum("licensable").notNull(),
    licensableReason: text("licensable_reason").notNull(),
    version: text("version").notNull(),
    publishedOn: civilDate("published_on").notNull(),
    sources: text("sources").notNull(),
  },
  (t) => [
    index("datasets_by_setting").on(t.setting),
    check("a_dataset_ends_after_it_begins", sql`${t.periodTo} is null or ${t.periodTo} >= ${t.periodFrom}`),
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
