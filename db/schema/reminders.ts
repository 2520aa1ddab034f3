import { pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { organisations } from "./access.ts";
import { civilDate } from "./columns.ts";
import { licences } from "./licences.ts";

/** A reminder that was sent: each once, whatever runs twice. */
export const reminders = pgTable(
  "reminders",
  {
    licenceId: uuid("licence_id")
      .notNull()
      .references(() => licences.id),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    /** The obligation, and which of its reminders: "sales/2026-04-01/report 14". */
    key: text("key").notNull(),
    sentOn: civilDate("sent_on").notNull(),
  },
  (t) => [primaryKey({ columns: [t.licenceId, t.key] })],
);
