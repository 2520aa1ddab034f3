import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { allApplicationStatuses } from "../enums.ts";
import { organisations, people } from "./access.ts";
import { datasets } from "./catalogue.ts";
import { civilDate, id, instant } from "./columns.ts";
import { modelKindEnum } from "./pricing.ts";
import { quotes } from "./quotes.ts";

export const applicationStatusEnum = pgEnum("application_status", allApplicationStatuses);

export const applications = pgTable(
  "applications",
  {
    id: id(),
    reference: text("reference").notNull().unique(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id),
    kind: modelKindEnum("kind").notNull(),
    title: text("title").notNull(),
    purpose: text("purpose").notNull(),
    publicBenefit: text("public_benefit").notNull(),
    users: integer("users").notNull(),
    startsOn: civilDate("starts_on").notNull(),
    months: integer("months").notNull(),
    /** What the buyer expects (usage, sales, profit): the base case that the value of the deal is calculated on. */
    assumptions: jsonb("assumptions").notNull().default({}),
    /** What is expected of the service around the data; none: it is not wanted, the applicant brings what is needed. */
    service: jsonb("service"),
    /** Where its users sit, if elsewhere than the applicant. */
    usedIn: text("used_in"),
    /** What the applicant's company is worth, and its shares, where the model takes shares of it. */
    valuation: jsonb("valuation"),
    /** The quote that it was made from, if any. */
    quoteReference: text("quote_reference"),
    /** Whether its form said that purpose and benefit stand on the public register; without, only the title was said to. */
    saysForPublication: boolean("says_for_publication").notNull().default(false),
    /** Of all that was asked for, in its words: the same again is the same application while that is open. */
    requestKey: text("request_key"),
    status: applicationStatusEnum("status").notNull(),
    revision: integer("revision").notNull().default(1),
    madeBy: uuid("made_by")
      .notNull()
      .references(() => people.id),
    madeByName: text("made_by_name").notNull(),
    madeAt: instant("made_at").notNull(),
    submittedOn: civilDate("submitted_on"),
    closedReason: text("closed_reason"),
  },
  (t) => [
    index("applications_by_organisation").on(t.organisationId, t.madeAt),
    index("applications_by_status").on(t.status, t.madeAt),
    uniqueIndex("the_same_is_asked_for_once")
      .on(t.organisationId, t.requestKey)
      .where(sql`${t.status} not in ('rejected', 'withdrawn', 'expired')`),
    foreignKey({
      columns: [t.quoteReference, t.organisationId],
      foreignColumns: [quotes.reference, quotes.organisationId],
      name: "an_application_is_made_from_a_quote_of_its_own",
    }),
    check("at_least_one_person_uses_it", sql`${t.users} between 1 and 100000`),
    check("between_1_and_120_months", sql`${t.months} between 1 and 120`),
    check("users_sit_in_a_country", sql`${t.usedIn} ~ '^[A-Z]{2}$'`),
    check(
      "a_submitted_application_has_its_day",
      sql`${t.status} in ('draft', 'withdrawn', 'expired') or ${t.submittedOn} is not null`,
    ),
  ],
);
