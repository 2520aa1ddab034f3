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
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { allDraftStatuses } from "../enums.ts";
import { people } from "./access.ts";
import { datasets } from "./catalogue.ts";
import { civilDate, id, instant } from "./columns.ts";
import { imports } from "./imports.ts";
import { proposals } from "./proposals.ts";

/** A description as it was published, whole and for good. */
export const datasetVersions = pgTable(
  "dataset_versions",
  {
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id),
    number: integer("number").notNull(),
    description: jsonb("description").notNull(),
    note: text("note").notNull(),
    madeByName: text("made_by_name").notNull(),
    /** Null: an import, which publishes what the custodian published. */
    approvedByName: text("approved_by_name"),
    importId: uuid("import_id").references(() => imports.id),
    publishedOn: civilDate("published_on").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.datasetId, t.number] }),
    check("versions_count_from_1", sql`${t.number} >= 1`),
    check(
      "a_version_has_two_authors",
      sql`${t.approvedByName} is null or ${t.approvedByName} <> ${t.madeByName}`,
    ),
  ],
);

export const draftStatusEnum = pgEnum("draft_status", allDraftStatuses);

/** An edit that is not published yet; a second person publishes it. */
export const datasetDrafts = pgTable(
  "dataset_drafts",
  {
    id: id(),
    /** Null: a new dataset. */
    datasetId: uuid("dataset_id").references(() => datasets.id),
    slug: text("slug").notNull(),
    description: jsonb("description").notNull(),
    /** The version that it changes; another one published meanwhile is a conflict. */
    baseVersion: integer("base_version").notNull(),
    note: text("note").notNull().default(""),
    status: draftStatusEnum("status").notNull().default("draft"),
    /** Drafts that one bulk edit made share it. */
    batch: uuid("batch"),
    proposalId: uuid("proposal_id").references(() => proposals.id),
    /** Null: an import that the system ran. */
    authorId: uuid("author_id").references(() => people.id),
    authorName: text("author_name").notNull(),
    savedAt: instant("saved_at").notNull(),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    index("drafts_of_dataset").on(t.datasetId, t.status),
    index("drafts_by_status").on(t.status, t.savedAt),
    uniqueIndex("one_open_draft_of_dataset").on(t.datasetId).where(sql`status in ('draft', 'proposed')`),
  ],
);

/**
 * A named person's decision about a commercial use that the terms block or do not state. It holds for exactly the
 * terms that stood when it was made; other terms need another decision.
 */
export const useDecisions = pgTable(
  "use_decisions",
  {
    id: id(),
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id),
    outcome: text("outcome").$type<"allow" | "refuse">().notNull(),
    /** The models it is about. */
    kinds: text("kinds").array().notNull(),
    /** Kinds of customers it is about. */
    customerKinds: text("customer_kinds").array().notNull(),
    reason: text("reason").notNull(),
    evidence: text("evidence").notNull().default(""),
    /** The terms decided on, as keys in order, joined. */
    terms: text("terms").notNull(),
    decidedBy: uuid("decided_by")
      .notNull()
      .references(() => people.id),
    decidedByName: text("decided_by_name").notNull(),
    decidedAt: instant("decided_at").notNull(),
    decidedOn: civilDate("decided_on").notNull(),
  },
  (t) => [
    index("use_decisions_of_dataset").on(t.datasetId, t.decidedAt),
    check("a_decision_allows_or_refuses", sql`${t.outcome} in ('allow', 'refuse')`),
    check("a_decision_says_why", sql`length(trim(${t.reason})) >= 10`),
    check("a_decision_is_about_models", sql`${t.kinds} <@ enum_range(null::model_kind)::text[]`),
    check(
      "a_decision_is_about_customers",
      sql`${t.customerKinds} <@ enum_range(null::customer_kind)::text[]`,
    ),
  ],
);

/** Which state the catalogue is in: the database counts every change, and search indexes follow it. One row. */
export const catalogueState = pgTable(
  "catalogue_state",
  { id: integer("id").primaryKey().default(1), version: bigint("version", { mode: "number" }).notNull() },
  (t) => [check("there_is_one_catalogue", sql`${t.id} = 1`)],
);
