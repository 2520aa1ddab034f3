import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as migrateAsDrizzle } from "drizzle-orm/node-postgres/migrator";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { applyPending, migrate } from "./migrate.ts";
import { ownMigrations, readMigrations } from "./migration-files.ts";
import { type FreshDatabase, freshDatabase } from "./testing.ts";

let fresh: FreshDatabase;
let folder: string;
beforeEach(async () => {
  fresh = await freshDatabase("template1");
  folder = mkdtempSync(join(tmpdir(), "hdm-migrations-"));
});
afterEach(async () => {
  await fresh[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

test("a value added to an enum is there for the next migration", async () => {
  await migrateWith({
    "0000_moods": "create type mood as enum ('calm'); create table people (mood mood)",
    "0001_merry": "alter type mood add value 'merry'",
    "0002_default": "insert into people values ('merry'); alter table people alter mood set default 'merry'",
  });
  expect(await ask("select mood from people")).toEqual([{ mood: "merry" }]);
});

test("one that fails in the middle leaves what came before it and nothing of itself, and says its name", async () => {
  const kept = "create table kept (id int)";
  const failing = "create table half (id int);\n--> statement-breakpoint\ninsert into missing values (1)";
  await expect(migrateWith({ "0000_kept": kept, "0001_failing": failing })).rejects.toThrow(
    'Migration 0001_failing failed and left nothing behind; the database stands at 0000_kept: relation "missing" does not exist',
  );
  expect(await tables()).toEqual(["kept"]);

  await migrateWith({ "0000_kept": kept, "0001_failing": failing.replace("missing", "kept") });
  expect(await tables()).toEqual(["half", "kept"]);
});

test("a file that was changed after it was applied is refused by its name, and nothing after it runs", async () => {
  await migrateWith({ "0000_first": "create table a (id int)", "0001_second": "create table b (id int)" });
  await expect(
    migrateWith({
      "0000_first": "create table a (id bigint)",
      "0001_second": "create table b (id int)",
      "0002_third": "create table c (id int)",
    }),
  ).rejects.toThrow("Migration 0000_first was changed after it had been applied to this database");
  expect(await tables()).toEqual(["a", "b"]);
});

test("one that another branch has overtaken is refused, where Drizzle would leave it out without a word", async () => {
  await migrateWith({ "0000_first": "select 1", "0002_theirs": "create table theirs (id int)" });
  await expect(
    migrateWith({
      "0000_first": "select 1",
      "0001_ours": "create table ours (id int)",
      "0002_theirs": "create table theirs (id int)",
    }),
  ).rejects.toThrow("Migration 0001_ours is older than the newest that this database has");
});

test("a database that is ahead of the code is left as it is", async () => {
  await migrateWith({ "0000_first": "select 1", "0001_second": "create table b (id int)" });
  await migrateWith({ "0000_first": "select 1" });
  expect(await tables()).toEqual(["b"]);
});

test("two who migrate at once both arrive, and each migration ran once", async () => {
  await Promise.all([migrate(fresh.ownerUrl, "hdm_app"), migrate(fresh.ownerUrl, "hdm_app")]);
  expect(await applied()).toEqual(readMigrations(ownMigrations).map(({ hash }) => hash));
});

test("what Drizzle's own migrator applied counts as applied, and it reads our books", async () => {
  const asDrizzle = () =>
    asOwner((owner) => migrateAsDrizzle(drizzle(owner), { migrationsFolder: ownMigrations }));
  await asDrizzle();
  await migrate(fresh.ownerUrl, "hdm_app");
  await asDrizzle();
  expect(await applied()).toEqual(readMigrations(ownMigrations).map(({ hash }) => hash));
});

/** Writes a folder of migrations as drizzle-kit does, each made in the millisecond of its number, and applies it. */
function migrateWith(files: Record<string, string>) {
  mkdirSync(join(folder, "meta"), { recursive: true });
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, `${name}.sql`), sql);
  const entries = Object.keys(files).map((tag) => ({ tag, when: Number(tag.slice(0, 4)) }));
  writeFileSync(join(folder, "meta/_journal.json"), JSON.stringify({ entries }));
  return asOwner((owner) => applyPending(owner, readMigrations(folder)));
}

async function asOwner<Result>(work: (owner: Client) => Promise<Result>): Promise<Result> {
  const owner = new Client({ connectionString: fresh.ownerUrl });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

const ask = (query: string) => asOwner(async (owner) => (await owner.query(query)).rows);

const tables = async () =>
  (await ask("select tablename as name from pg_tables where schemaname = 'public' order by 1")).map(
    ({ name }) => name,
  );

const applied = async () =>
  (await ask("select hash from drizzle.__drizzle_migrations order by id")).map(({ hash }) => hash);
