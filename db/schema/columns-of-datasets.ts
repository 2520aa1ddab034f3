import { integer, pgEnum, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { allIdentifierClasses } from "../enums.ts";
import { datasets } from "./catalogue.ts";
import { civilDate } from "./columns.ts";

export const identifierClassEnum = pgEnum("identifier_class", allIdentifierClasses);

/** The data dictionary: one column of one table of a dataset, and whether it identifies a person. */
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

/** How somebody rated a dataset or its description, on one dimension. */
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
