import { boolean, index, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { organisations, people } from "./access.ts";
import { datasets } from "./catalogue.ts";
import { id, instant } from "./columns.ts";

/** A search that a person keeps, as the address says it; new finds are mailed when they ask for it. */
export const savedSearches = pgTable(
  "saved_searches",
  {
    id: id(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    name: text("name").notNull(),
    /** The part of the address after the question mark, in its canonical order. */
    query: text("query").notNull(),
    mailed: boolean("mailed").notNull(),
    savedAt: instant("saved_at").notNull(),
  },
  (t) => [
    unique("one_saved_search_a_name").on(t.personId, t.organisationId, t.name),
    index("saved_searches_of_organisation").on(t.organisationId),
  ],
);

/** What a saved search has found so far: a dataset is new to it once. */
export const savedSearchFinds = pgTable(
  "saved_search_finds",
  {
    searchId: uuid("search_id")
      .notNull()
      .references(() => savedSearches.id, { onDelete: "cascade" }),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id),
    foundAt: instant("found_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.searchId, t.datasetId] })],
);
