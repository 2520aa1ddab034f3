import { sql } from "drizzle-orm";
import { check, index, jsonb, pgEnum, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { allProposalKinds, allProposalStatuses } from "../enums.ts";
import { organisations, people } from "./access.ts";
import { id, instant } from "./columns.ts";

export const proposalKindEnum = pgEnum("proposal_kind", allProposalKinds);
export const proposalStatusEnum = pgEnum("proposal_status", allProposalStatuses);

/** Work that needs a second person: one proposes, another decides. Held here, whatever the work is about. */
export const proposals = pgTable(
  "proposals",
  {
    id: id(),
    kind: proposalKindEnum("kind").notNull(),
    /** The record it is about: a document number, a licence reference, an offer reference, a date. */
    subject: text("subject").notNull(),
    organisationId: uuid("organisation_id").references(() => organisations.id),
    body: jsonb("body").notNull(),
    reason: text("reason").notNull(),
    status: proposalStatusEnum("status").notNull().default("waiting"),
    proposedBy: uuid("proposed_by")
      .notNull()
      .references(() => people.id),
    proposedByName: text("proposed_by_name").notNull(),
    proposedAt: instant("proposed_at").notNull(),
    decidedBy: uuid("decided_by").references(() => people.id),
    decidedByName: text("decided_by_name"),
    decidedAt: instant("decided_at"),
  },
  (t) => [
    check(
      "nobody_decides_their_own_proposal",
      sql`${t.decidedBy} is null or ${t.decidedBy} <> ${t.proposedBy}`,
    ),
    check(
      "a_decided_proposal_names_who_decided",
      sql`(${t.status} = 'waiting') = (${t.decidedBy} is null) or ${t.status} = 'withdrawn'`,
    ),
    index("proposals_waiting").on(t.status, t.kind),
    uniqueIndex("one_waits_of_a_kind_and_subject").on(t.kind, t.subject).where(sql`status = 'waiting'`),
  ],
);
