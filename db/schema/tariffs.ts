import { integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { civilDate, instant } from "./columns.ts";

/**
 * What the service around the data costs: applications, set-up, users, refreshes, reviews. Cost recovery, the same for
 * every dataset. Dated; a quote keeps the version that it was made under.
 */
export const serviceTariffs = pgTable("service_tariffs", {
  version: integer("version").primaryKey(),
  validFrom: civilDate("valid_from").notNull().unique(),
  /** { code, title, unit, pence, note } each. */
  items: jsonb("items").notNull(),
  source: text("source").notNull(),
  publishedAt: instant("published_at").notNull(),
});
