import { pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { organisations, people, sideEnum } from "./access.ts";
import { instant } from "./columns.ts";
import { offers } from "./negotiation.ts";

export const signatures = pgTable(
  "signatures",
  {
    offerId: uuid("offer_id")
      .notNull()
      .references(() => offers.id),
    side: sideEnum("side").notNull(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    contractHash: text("contract_hash").notNull(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    typedName: text("typed_name").notNull(),
    authority: text("authority").notNull(),
    authenticatedBy: text("authenticated_by").notNull(),
    signedAt: instant("signed_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.offerId, t.side] })],
);
