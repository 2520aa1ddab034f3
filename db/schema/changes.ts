import { bigint, boolean, index, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/**
 * One transaction that wrote watched rows: who acted, which events it told, and its place in a chain over all that it
 * wrote. Written by the database alone; place and hash are set as the transaction commits.
 */
export const changes = pgTable(
  "changes",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    /** An organisation's id, "nhs", a lane of the system or "anybody": whoever acts waits only for others of their own. */
    chain: text("chain").notNull(),
    sequence: bigint("sequence", { mode: "number" }),
    actor: text("actor").notNull(),
    at: instant("at").notNull(),
    /** The events that were recorded in the same transaction. */
    events: bigint("events", { mode: "number" }).array().notNull().default([]),
    /** What stood before it was watched: taken as it was found. */
    asFound: boolean("as_found").notNull(),
    previousHash: text("previous_hash"),
    hash: text("hash"),
  },
  (t) => [unique("one_change_a_place").on(t.chain, t.sequence)],
);

/** What a change left of a row, as a hash over its watched columns; null where it took the row away. */
export const changedRows = pgTable(
  "changed_rows",
  {
    id: bigint("id", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    /** No foreign key: a thousand rows of one statement would ask a thousand times. `verify` asks once. */
    changeId: bigint("change_id", { mode: "number" }).notNull(),
    tableName: text("table_name").notNull(),
    /** The primary key, its columns joined. */
    key: text("key").notNull(),
    sha256: text("sha256"),
  },
  (t) => [primaryKey({ columns: [t.tableName, t.id] }), index("rows_of_change").on(t.changeId)],
);

/** Which columns of which tables are watched. */
export const watchedTables = pgTable("watched_tables", {
  name: text("name").primaryKey(),
  columns: text("columns").array().notNull(),
});
