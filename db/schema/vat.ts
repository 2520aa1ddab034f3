import { sql } from "drizzle-orm";
import { check, index, pgEnum, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { allNumberChecks, allVatEvidenceKinds, allVatProofs } from "../enums.ts";
import { organisations, people } from "./access.ts";
import { civilDate, id, instant } from "./columns.ts";

export const vatEvidenceKindEnum = pgEnum("vat_evidence_kind", allVatEvidenceKinds);
export const vatProofEnum = pgEnum("vat_proof", allVatProofs);
export const numberCheckEnum = pgEnum("number_check", allNumberChecks);

/**
 * What was seen of where a customer belongs for VAT, by whom and when. The latest that somebody at the NHS decided upon
 * stands; what the customer stated decides nothing by itself.
 */
export const vatEvidence = pgTable(
  "vat_evidence",
  {
    id: id(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    kind: vatEvidenceKindEnum("kind").notNull(),
    number: text("number"),
    /** How far its country publishes a rule that the number was held against. */
    numberCheck: numberCheckEnum("number_check"),
    /** What was seen: the answer of a register and its consultation number, an extract, an address. */
    seen: text("seen").notNull().default(""),
    /** Null: stated by the customer, and not decided. */
    proves: vatProofEnum("proves"),
    /** From when it decides VAT; null when it proves neither. */
    holdsFrom: civilDate("holds_from"),
    recordedBy: uuid("recorded_by").references(() => people.id),
    recordedByName: text("recorded_by_name").notNull(),
    recordedOn: civilDate("recorded_on").notNull(),
    recordedAt: instant("recorded_at").notNull(),
  },
  (t) => [
    check("a_number_was_checked", sql`(${t.number} is null) = (${t.numberCheck} is null)`),
    check("what_is_stated_decides_nothing", sql`(${t.kind} = 'stated') = (${t.proves} is null)`),
    check(
      "what_proves_something_holds_from_a_day",
      sql`(${t.holdsFrom} is not null) = (coalesce(${t.proves}, 'neither') <> 'neither')`,
    ),
    check("a_number_is_stated", sql`${t.kind} not in ('stated', 'vat_number') or ${t.number} is not null`),
    index("vat_evidence_of").on(t.organisationId, t.recordedAt),
  ],
);
