import { sql } from "drizzle-orm";
import { boolean, check, index, jsonb, pgEnum, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { allObligationStates } from "../enums.ts";
import { organisations } from "./access.ts";
import { civilDate, pence } from "./columns.ts";
import { licences } from "./licences.ts";

export const obligationStateEnum = pgEnum("obligation_state", allObligationStates);

/**
 * What is promised under a licence, as its plan said when it was last settled. Days pass without anybody writing here: a
 * row says how the promise stands on every day to come.
 */
export const obligations = pgTable(
  "obligations",
  {
    licenceId: uuid("licence_id")
      .notNull()
      .references(() => licences.id),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    /** Its name in the plan: "royalty/2026-04-01/report". */
    key: text("key").notNull(),
    /** The part of the contract that makes it; null when a clause does. */
    component: text("component"),
    kind: text("kind").notNull(),
    due: civilDate("due"),
    description: text("description").notNull(),
    amountPence: pence("amount_pence"),
    /** How it stands at first, and the days from which on it stands otherwise: [{"from": "2026-08-15", "state": "late"}]. */
    state: obligationStateEnum("state").notNull(),
    later: jsonb("later").notNull(),
    /** Whether it is to be kept, and the day from which on it is not, because too late; null when no day ends it. */
    open: boolean("open").notNull(),
    openUntil: civilDate("open_until"),
  },
  (t) => [
    primaryKey({ columns: [t.licenceId, t.key] }),
    index("obligations_open_of_organisation").on(t.organisationId, t.due).where(sql`${t.open}`),
    index("obligations_open_by_due_day").on(t.due, t.kind).where(sql`${t.open}`),
    check("what_is_not_open_ends_on_no_day", sql`${t.open} or ${t.openUntil} is null`),
  ],
);
