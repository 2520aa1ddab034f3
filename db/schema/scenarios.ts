import { sql } from "drizzle-orm";
import { check, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { organisations } from "./access.ts";
import { id, instant } from "./columns.ts";

/** A forecast that somebody saved. Confidential: only their own organisation sees it, the NHS never. */
export const scenarios = pgTable(
  "scenarios",
  {
    id: id(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    name: text("name").notNull(),
    /** The inputs of the simulator. */
    body: jsonb("body").notNull(),
    savedByName: text("saved_by_name").notNull(),
    savedAt: instant("saved_at").notNull(),
  },
  (t) => [
    unique("one_scenario_a_name").on(t.organisationId, t.name),
    check("a_scenario_has_a_short_name", sql`length(${t.name}) between 1 and 80`),
  ],
);
