import { bigint, customType, date, timestamp, uuid } from "drizzle-orm/pg-core";

/** A random identifier: never shown, never guessed, never a sequence. */
export const id = () => uuid("id").primaryKey().defaultRandom();

/** Whole pence. */
export const pence = (name: string) => bigint(name, { mode: "bigint" });

/** Whole pence as a price list holds them, beside its terms in JSON. */
export const listedPence = (name: string) => bigint(name, { mode: "number" });

/** A London civil date, "2026-04-01". */
export const civilDate = (name: string) => date(name, { mode: "string" });

/** An instant, by the wall clock. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** The bytes of a file, or of a part of one. */
export const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });
