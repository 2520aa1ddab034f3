import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { allExportNames, allExportStatuses } from "../enums.ts";
import { people } from "./access.ts";
import { bytes, civilDate, id, instant } from "./columns.ts";

export const exportNameEnum = pgEnum("export_name", allExportNames);
export const exportStatusEnum = pgEnum("export_status", allExportStatuses);

/** A file for finance: asked for by a person, made by the worker, downloaded by whoever may take exports, kept a week. */
export const exportFiles = pgTable(
  "export_files",
  {
    id: id(),
    name: exportNameEnum("name").notNull(),
    fromDay: civilDate("from_day").notNull(),
    toDay: civilDate("to_day").notNull(),
    /** The business date on which it was asked for: what is outstanding is as of this day. */
    asOf: civilDate("as_of").notNull(),
    askedBy: uuid("asked_by")
      .notNull()
      .references(() => people.id),
    askedByName: text("asked_by_name").notNull(),
    askedAt: instant("asked_at").notNull(),
    /** The same question sent twice is one. */
    requestKey: text("request_key").notNull(),
    status: exportStatusEnum("status").notNull(),
    /** How often its making began; only the last one may write. */
    attempt: integer("attempt").notNull().default(0),
    /** When its making began: it holds what was known then. */
    knownAt: instant("known_at"),
    rowsDone: integer("rows_done").notNull().default(0),
    rowsExpected: integer("rows_expected"),
    sizeBytes: bigint("size_bytes", { mode: "number" }),
    sha256: text("sha256"),
    /** Control totals as digits, so that they survive JSON. */
    totals: jsonb("totals").$type<Record<string, string>>(),
    problem: text("problem"),
    expiresAt: instant("expires_at"),
  },
  (t) => [
    unique("one_file_a_question").on(t.askedBy, t.requestKey),
    uniqueIndex("one_file_waits_for_the_same_days")
      .on(t.name, t.fromDay, t.toDay, t.asOf)
      .where(sql`status = 'waiting'`),
    index("export_files_by_time").on(t.askedAt),
    check("a_file_is_of_days_in_order", sql`${t.fromDay} <= ${t.toDay}`),
    check(
      "a_ready_file_says_what_it_is",
      sql`${t.status} <> 'ready' or num_nulls(${t.knownAt}, ${t.rowsExpected}, ${t.sizeBytes}, ${t.sha256}, ${t.totals}, ${t.expiresAt}) = 0`,
    ),
    check("a_failed_file_says_why", sql`(${t.status} = 'failed') = (${t.problem} is not null)`),
    check("what_is_over_goes", sql`${t.status} not in ('ready', 'failed') or ${t.expiresAt} is not null`),
  ],
);

/** What a file holds, in parts that are read one at a time: whichever machine makes it, and whichever sends it. */
export const exportParts = pgTable(
  "export_parts",
  {
    fileId: uuid("file_id")
      .notNull()
      .references(() => exportFiles.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    content: bytes("content").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.fileId, t.position] }),
    check("a_part_has_at_most_256_kilobytes", sql`octet_length(${t.content}) between 1 and 262144`),
  ],
);
