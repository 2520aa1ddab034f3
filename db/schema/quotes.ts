import { sql } from "drizzle-orm";
import { check, index, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { organisations, people } from "./access.ts";
import { civilDate, id, instant, pence } from "./columns.ts";

/** An all-in price on a day, with the versions it stands on. Never changed; a new one is made instead. */
export const quotes = pgTable(
  "quotes",
  {
    id: id(),
    reference: text("reference").notNull().unique(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    /** What was asked: datasets, model, years, users, refreshes, forecast. */
    request: jsonb("request").notNull(),
    /** What was answered: lines by year, VAT, calendar, versions of price lists and tariff. */
    body: jsonb("body").notNull(),
    netPence: pence("net_pence").notNull(),
    vatPence: pence("vat_pence").notNull(),
    grossPence: pence("gross_pence").notNull(),
    madeBy: uuid("made_by")
      .notNull()
      .references(() => people.id),
    madeByName: text("made_by_name").notNull(),
    madeAt: instant("made_at").notNull(),
    madeOn: civilDate("made_on").notNull(),
    validUntil: civilDate("valid_until").notNull(),
    /** Pressing the button twice makes one quote. */
    requestKey: text("request_key").notNull(),
  },
  (t) => [
    unique("one_quote_a_request").on(t.organisationId, t.requestKey),
    unique("a_quote_has_one_organisation").on(t.reference, t.organisationId),
    index("quotes_of_organisation").on(t.organisationId, t.madeAt),
    check("a_quote_adds_up", sql`${t.grossPence} = ${t.netPence} + ${t.vatPence}`),
    check("a_quote_stands_for_a_while", sql`${t.validUntil} >= ${t.madeOn}`),
  ],
);
