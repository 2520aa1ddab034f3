import { pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { organisations } from "./access.ts";
import { datasets } from "./catalogue.ts";
import { instant } from "./columns.ts";

/** What a team has its eye on; nobody else sees it, the NHS neither. */
export const shortlistItems = pgTable(
  "shortlist_items",
  {
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id),
    note: text("note").notNull().default(""),
    addedByName: text("added_by_name").notNull(),
    addedAt: instant("added_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.datasetId] })],
);
