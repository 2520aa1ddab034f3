import { jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { people } from "./access.ts";
import { instant } from "./columns.ts";

/** A form that was sent, by the key that its page gave it: sent again it is answered, and does nothing. Kept a week. */
export const sentForms = pgTable(
  "sent_forms",
  {
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    key: text("key").notNull(),
    /** Of what stood in it. */
    sha256: text("sha256").notNull(),
    answer: jsonb("answer"),
    sentAt: instant("sent_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.key] })],
);

/** What was typed into a form that could not be taken yet, sealed with a key that its browser alone has. Kept a day. */
export const keptForms = pgTable("kept_forms", {
  /** SHA-256 of that key. */
  keyHash: text("key_hash").primaryKey(),
  sealed: text("sealed").notNull(),
  keptAt: instant("kept_at").notNull(),
});
