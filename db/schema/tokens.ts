import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { organisations, people } from "./access.ts";
import { id, instant } from "./columns.ts";

/** A key for machines. Only its hash is kept; the secret is shown once, to the person who made it. */
export const apiTokens = pgTable(
  "api_tokens",
  {
    id: id(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    name: text("name").notNull(),
    /** The first letters of the secret, so that people can tell tokens apart. */
    prefix: text("prefix").notNull(),
    secretHash: text("secret_hash").notNull().unique(),
    scopes: text("scopes").$type<"usage:write" | "usage:read">().array().notNull(),
    expiresAt: instant("expires_at").notNull(),
    madeBy: uuid("made_by")
      .notNull()
      .references(() => people.id),
    madeByName: text("made_by_name").notNull(),
    madeAt: instant("made_at").notNull(),
    revokedAt: instant("revoked_at"),
    revokedByName: text("revoked_by_name"),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [
    index("tokens_of_organisation").on(t.organisationId, t.madeAt),
    check("a_token_has_a_scope", sql`cardinality(${t.scopes}) > 0`),
    check("a_scope_is_known", sql`${t.scopes} <@ array['usage:write', 'usage:read']`),
  ],
);
