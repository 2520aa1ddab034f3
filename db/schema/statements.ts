import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgEnum, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { allStatementStatuses } from "../enums.ts";
import { organisations, people } from "./access.ts";
import { civilDate, id, instant, pence } from "./columns.ts";
import { licences } from "./licences.ts";

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
