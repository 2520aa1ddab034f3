import { sql } from "drizzle-orm";
import { check, pgEnum, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { allParkedReasons } from "../enums.ts";
import { organisations } from "./access.ts";
import { civilDate, instant, pence } from "./columns.ts";
import { licences } from "./licences.ts";
import { proposals } from "./proposals.ts";

export const parkedBecauseEnum = pgEnum("parked_because", allParkedReasons);

/** Licences that cannot be settled as they stand. Nothing is billed on one of them until it can; all others go on. */
export const parkedLicences = pgTable("parked_licences", {
  licenceId: uuid("licence_id")
    .primaryKey()
    .references(() => licences.id),
  organisationId: uuid("organisation_id")
    .notNull()
    .references(() => organisations.id),
  because: parkedBecauseEnum("because").notNull(),
  /** The reason in a sentence, for finance and the licence's manager. */
  reason: text("reason").notNull(),
  /** What would be billed, where that is more than may be without a person's word. */
  amountPence: pence("amount_pence"),
  /** The business date since which it waits. */
  parkedOn: civilDate("parked_on").notNull(),
  parkedAt: instant("parked_at").notNull(),
});

/** The most that one document of a licence, or all of them together, may come to, where two people agreed to more. */
export const billLimits = pgTable(
  "bill_limits",
  {
    licenceId: uuid("licence_id")
      .primaryKey()
      .references(() => licences.id),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    mostPence: pence("most_pence").notNull(),
    proposalId: uuid("proposal_id")
      .notNull()
      .references(() => proposals.id),
    agreedAt: instant("agreed_at").notNull(),
  },
  (t) => [check("a_limit_is_more_than_nothing", sql`${t.mostPence} > 0`)],
);
