import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { organisations } from "./access.ts";
import { bytes, id, instant } from "./columns.ts";
import { licences } from "./licences.ts";

/** A file that proves something: a deliverable handed in, the evidence of a milestone. Kept as it came, with its hash. */
export const evidenceFiles = pgTable(
  "evidence_files",
  {
    id: id(),
    licenceId: uuid("licence_id")
      .notNull()
      .references(() => licences.id),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    /** The fact that it belongs to. */
    factId: text("fact_id").notNull(),
    name: text("name").notNull(),
    content: bytes("content").notNull(),
    size: integer("size").notNull(),
    sha256: text("sha256").notNull(),
    /** What the check against the specification found: rows, missing columns, completeness. */
    findings: jsonb("findings").notNull().default({}),
    addedByName: text("added_by_name").notNull(),
    addedAt: instant("added_at").notNull(),
  },
  (t) => [
    index("files_of_licence").on(t.licenceId, t.addedAt),
    check("a_file_has_at_most_10_megabytes", sql`${t.size} between 1 and 10000000`),
  ],
);
