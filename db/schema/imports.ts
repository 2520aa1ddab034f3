import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { datasets } from "./catalogue.ts";
import { civilDate, id, instant } from "./columns.ts";

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

/** A record at its source and the dataset that it describes here. Identity is (source, sourceId), never the title. */
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
    /** Who said that it is a dataset that we describe ourselves; imports then no longer write to it. */
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

/** Two datasets that look like one: a person says whether they are. */
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
