import { sql } from "drizzle-orm";
import {
  check,
  customType,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { allStatementStatuses } from "../enums.ts";
import { organisations, people } from "./access.ts";
import { civilDate, id, instant, pence } from "./columns.ts";
import { licences } from "./licensing.ts";

const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

export const statementStatusEnum = pgEnum("statement_status", allStatementStatuses);

/**
 * What a licensee says of one period: its sales, its profit or its use. An attested one has written a fact; a later
 * version of the same period restates it. A refused file is kept with its reasons, so nothing that was sent is lost.
 */
export const statements = pgTable(
  "statements",
  {
    id: id(),
    reference: text("reference").notNull().unique(),
    licenceId: uuid("licence_id")
      .notNull()
      .references(() => licences.id),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    component: text("component").notNull(),
    fact: text("fact").notNull(),
    periodFrom: civilDate("period_from").notNull(),
    periodTo: civilDate("period_to").notNull(),
    status: statementStatusEnum("status").notNull(),
    /** The body of the fact that attesting writes. */
    body: jsonb("body").notNull(),
    /** What the licensee calculates to owe, in pence, before any guarantee; null where they gave no figure. */
    claimedPence: pence("claimed_pence"),
    fileName: text("file_name"),
    fileText: text("file_text"),
    fileHash: text("file_hash"),
    /** What is wrong, by line, in a refused one. */
    faults: jsonb("faults").notNull().default([]),
    madeBy: uuid("made_by")
      .notNull()
      .references(() => people.id),
    madeByName: text("made_by_name").notNull(),
    madeAt: instant("made_at").notNull(),
    /** Which version of the fact it became, and who attested it as what, over which words. */
    version: integer("version"),
    attestedByName: text("attested_by_name"),
    attestedAs: text("attested_as"),
    attestationText: text("attestation_text"),
    attestedAt: instant("attested_at"),
  },
  (t) => [
    index("statements_of_licence").on(t.licenceId, t.periodFrom, t.madeAt),
    unique("one_attested_statement_a_version").on(t.licenceId, t.component, t.fact, t.periodFrom, t.version),
    check("statement_period_ends_after_it_starts", sql`${t.periodTo} > ${t.periodFrom}`),
    check(
      "an_attested_statement_says_by_whom",
      sql`${t.status} <> 'attested' or (${t.version} is not null and ${t.attestedByName} is not null
        and ${t.attestedAs} is not null and ${t.attestationText} is not null and ${t.attestedAt} is not null)`,
    ),
  ],
);

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
