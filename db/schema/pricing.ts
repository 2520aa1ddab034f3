import { sql } from "drizzle-orm";
import {
  check,
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
import { allModelKinds, allPolicyStandings, allStandings } from "../enums.ts";
import { customerKindEnum, people } from "./access.ts";
import { datasets } from "./catalogue.ts";
import { civilDate, id, instant, listedPence } from "./columns.ts";
import { draftStatusEnum } from "./descriptions.ts";
import { proposals } from "./proposals.ts";

/** The nine, in their order. The registry of commercial models is keyed by this enum and has no hole. */
export const modelKindEnum = pgEnum("model_kind", allModelKinds);
export const standingEnum = pgEnum("standing", allStandings);

export const policyEnum = pgEnum("policy", allPolicyStandings);

/** Policy status of each model: data, because policy changes. */
export const policies = pgTable("policies", {
  kind: modelKindEnum("kind").primaryKey(),
  policy: policyEnum("policy").notNull(),
  because: text("because").notNull(),
});

export const priceLists = pgTable(
  "price_lists",
  {
    id: id(),
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id),
    version: integer("version").notNull(),
    validFrom: civilDate("valid_from").notNull(),
    authorName: text("author_name").notNull(),
    approverName: text("approver_name").notNull(),
    approvedAt: instant("approved_at").notNull(),
  },
  (t) => [
    unique("one_price_list_a_version").on(t.datasetId, t.version),
    unique("one_price_list_a_day").on(t.datasetId, t.validFrom),
    check("a_price_list_has_two_authors", sql`${t.authorName} <> ${t.approverName}`),
  ],
);

/** One model on one price list: its standing, standard terms, and how far each parameter may be negotiated. */
export const prices = pgTable(
  "prices",
  {
    priceListId: uuid("price_list_id")
      .notNull()
      .references(() => priceLists.id),
    kind: modelKindEnum("kind").notNull(),
    /** A small company or an academic body has the standard price unless the list says another for it. */
    customerKind: customerKindEnum("customer_kind").notNull().default("standard"),
    standing: standingEnum("standing").notNull(),
    /** Why it is not on offer, or what approval is for. */
    reason: text("reason").notNull().default(""),
    /** Standard length of the licence in months. */
    months: integer("months").notNull().default(12),
    /** Named users that the fee stands for; none: any number. */
    users: integer("users"),
    /** What each further year and, a year, each further user costs; none: not sold by the list. */
    furtherYear: listedPence("further_year"),
    furtherUser: listedPence("further_user"),
    terms: jsonb("terms"),
    /** By path of the parameter: { minimum, maximum, step }, whole numbers. */
    limits: jsonb("limits").notNull().default({}),
  },
  (t) => [
    primaryKey({ columns: [t.priceListId, t.kind, t.customerKind] }),
    check(
      "what_is_on_offer_has_terms",
      sql`${t.standing} = 'not' or ${t.terms} ->> 'kind' = ${t.kind}::text`,
    ),
    check("a_fee_stands_for_somebody", sql`${t.users} between 1 and 100000`),
    check("a_further_year_is_not_below_nothing", sql`${t.furtherYear} >= 0`),
    check(
      "a_further_user_follows_others",
      sql`${t.furtherUser} is null or (${t.furtherUser} >= 0 and ${t.users} is not null)`,
    ),
    check("what_is_not_on_offer_says_why", sql`${t.standing} <> 'not' or ${t.reason} <> ''`),
  ],
);

/** A price list that is being written; a second person publishes it. */
export const priceListDrafts = pgTable(
  "price_list_drafts",
  {
    id: id(),
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id),
    validFrom: civilDate("valid_from").notNull(),
    /** Prices as they will stand on the list, standard and by kind of customer. */
    prices: jsonb("prices").notNull(),
    note: text("note").notNull().default(""),
    status: draftStatusEnum("status").notNull().default("draft"),
    proposalId: uuid("proposal_id").references(() => proposals.id),
    authorId: uuid("author_id")
      .notNull()
      .references(() => people.id),
    authorName: text("author_name").notNull(),
    savedAt: instant("saved_at").notNull(),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [index("price_list_drafts_of_dataset").on(t.datasetId, t.status)],
);
