import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { organisations } from "./access.ts";
import { civilDate, id, instant, pence } from "./columns.ts";
import { licences } from "./licences.ts";

export type AccountType = "asset" | "liability" | "income" | "expense";

export const accounts = pgTable(
  "accounts",
  {
    code: text("code").primaryKey(),
    name: text("name").notNull(),
    type: text("type").$type<AccountType>().notNull(),
  },
  (t) => [
    check("a_code_has_four_digits", sql`${t.code} ~ '^[0-9]{4}$'`),
    check(
      "a_code_begins_with_its_type",
      sql`left(${t.code}, 1) is not distinct from
        case ${t.type} when 'asset' then '1' when 'liability' then '2' when 'income' then '4' when 'expense' then '5' end`,
    ),
  ],
);

export const postings = pgTable(
  "postings",
  {
    id: id(),
    /** Natural key ("INV-000001", "HDL-2026-0001 earned access/2026-04-01 2026-04-30"): booking twice is impossible. */
    key: text("key").notNull(),
    licenceId: uuid("licence_id").references(() => licences.id),
    organisationId: uuid("organisation_id").references(() => organisations.id),
    on: civilDate("on").notNull(),
    knownAt: instant("known_at").notNull(),
  },
  (t) => [
    unique("one_posting_a_key").on(t.key),
    index("postings_by_day").on(t.on, t.id),
    index("postings_of_licence").on(t.licenceId),
    // A customer's statement of account, from a day on.
    index("postings_of_organisation").on(t.organisationId, t.on),
  ],
);

/** Money moved from one account to another: it has no second half to forget, so it cannot be unbalanced. */
export const transfers = pgTable(
  "transfers",
  {
    postingId: uuid("posting_id")
      .notNull()
      .references(() => postings.id),
    position: integer("position").notNull(),
    organisationId: uuid("organisation_id").references(() => organisations.id),
    debit: text("debit")
      .notNull()
      .references(() => accounts.code),
    credit: text("credit")
      .notNull()
      .references(() => accounts.code),
    amountPence: pence("amount_pence").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.postingId, t.position] }),
    check("transfer_moves_money", sql`${t.amountPence} > 0`),
    check("transfer_has_two_sides", sql`${t.debit} <> ${t.credit}`),
    index("transfers_by_debit").on(t.debit),
    index("transfers_by_credit").on(t.credit),
  ],
);
