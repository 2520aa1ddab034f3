import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One file of db/migrations. `hash` and `when` are what Drizzle's migrator kept of it in earlier databases. */
export type Migration = { name: string; when: number; hash: string; statements: string[] };

export const ownMigrations = join(import.meta.dirname, "migrations");

/** The migrations of a folder in the order of its journal, up to and with the one called `upTo`. */
export function readMigrations(folder: string, upTo?: string): Migration[] {
  const journal = JSON.parse(readFileSync(join(folder, "meta/_journal.json"), "utf8")) as Journal;
  const all = journal.entries.map(({ tag, when }) => {
    const text = readFileSync(join(folder, `${tag}.sql`), "utf8");
    return {
      name: tag,
      when,
      hash: createHash("sha256").update(text).digest("hex"),
      statements: text.split("--> statement-breakpoint"),
    };
  });
  return upTo ? all.slice(0, all.findIndex(({ name }) => name === upTo) + 1) : all;
}

type Journal = { entries: { tag: string; when: number }[] };
