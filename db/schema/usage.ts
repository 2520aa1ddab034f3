import { sql } from "drizzle-orm";
import {
  check,
  index,
  jsonb,
  numeric,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { allUsageExceptions } from "../enums.ts";
import { organisations } from "./access.ts";
import { civilDate, id, instant } from "./columns.ts";
import { licences } from "./licences.ts";

/** One use, as its source named it. (source, id) is unique for ever: the same again is the same event. */
export const usageEvents = pgTable(
  "usage_events",
  {
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    source: text("source").notNull(),
    eventId: text("event_id").notNull(),
    licenceId: uuid("licence_id")
      .notNull()
      .references(() => licences.id),
    component: text("component").notNull(),
    quantity: numeric("quantity", { precision: 26, scale: 6 }).notNull(),
    /** Who or what used it, where a meter counts each once. */
    subject: text("subject"),
    occurredAt: instant("occurred_at").notNull(),
    /** The London day of the instant. */
    on: civilDate("on").notNull(),
    /** The business date on which it came. */
    known: civilDate("known").notNull(),
    bodyHash: text("body_hash").notNull(),
    receivedAt: instant("received_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.source, t.eventId] }),
    index("events_of_component_by_day").on(t.licenceId, t.component, t.on, t.known),
  ],
);

export const usageExceptionEnum = pgEnum("usage_exception", allUsageExceptions);

/** What came and could not be counted: kept until a person decides. Nothing is dropped. */
export const usageExceptions = pgTable(
  "usage_exceptions",
  {
    id: id(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    licenceId: uuid("licence_id").references(() => licences.id),
    source: text("source").notNull(),
    eventId: text("event_id").notNull(),
    reason: usageExceptionEnum("reason").notNull(),
    body: jsonb("body").notNull(),
    bodyHash: text("body_hash").notNull(),
    receivedAt: instant("received_at").notNull(),
    /** Counted after all, or set aside; by whom and why. */
    decision: text("decision").$type<"counted" | "set_aside">(),
    decidedByName: text("decided_by_name"),
    decidedAt: instant("decided_at"),
    because: text("because"),
  },
  (t) => [
    unique("one_exception_a_body").on(t.organisationId, t.source, t.eventId, t.bodyHash),
    index("open_exceptions").on(t.organisationId, t.receivedAt),
    check(
      "a_decision_has_somebody",
      sql`(${t.decision} is null) = (${t.decidedByName} is null) and (${t.decision} is null or ${t.decision} in ('counted', 'set_aside'))`,
    ),
  ],
);
