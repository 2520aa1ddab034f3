import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { organisations } from "./access.ts";
import { instant } from "./columns.ts";

/** The end of each chain. A cut tail is found against the heads printed in every export. */
export const chainHeads = pgTable("chain_heads", {
  /** An organisation's id, or "nhs". */
  chain: text("chain").primaryKey(),
  organisationId: uuid("organisation_id").references(() => organisations.id),
  sequence: bigint("sequence", { mode: "number" }).notNull(),
  hash: text("hash").notNull(),
});

/** Who did what, when. Each row carries the hash of the one before it, calculated by the database itself. */
export const events = pgTable(
  "events",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    chain: text("chain")
      .notNull()
      .references(() => chainHeads.chain),
    organisationId: uuid("organisation_id").references(() => organisations.id),
    sequence: bigint("sequence", { mode: "number" }).notNull(),
    type: text("type").notNull(),
    /** The reference or number of the record it is about. */
    subject: text("subject").notNull(),
    facts: jsonb("facts").notNull(),
    actor: text("actor").notNull(),
    actorName: text("actor_name").notNull(),
    at: instant("at").notNull(),
    businessDate: text("business_date").notNull(),
    previousHash: text("previous_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [
    unique("one_event_a_place").on(t.chain, t.sequence),
    index("events_of_subject").on(t.subject, t.id),
    index("events_by_type").on(t.type, t.id),
    check("sequences_count_from_1", sql`${t.sequence} >= 1`),
    check("an_event_is_a_thing_and_what_became_of_it", sql`${t.type} ~ '^[a-z_]+[.][a-z_]+$'`),
  ],
);

/** Yearly running numbers for references that people say aloud (APP-2026-0001). Gaps are allowed here. */
export const references = pgTable(
  "references",
  { prefix: text("prefix").notNull(), year: integer("year").notNull(), last: integer("last").notNull() },
  (t) => [
    primaryKey({ columns: [t.prefix, t.year] }),
    check("a_prefix_is_two_or_three_letters", sql`${t.prefix} ~ '^[A-Z]{2,3}$'`),
  ],
);
