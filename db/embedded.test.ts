import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { Refusal } from "#server/lib/refusal.ts";
import { type Postgres, startPostgres } from "./embedded.ts";

const dataDir = mkdtempSync(join(tmpdir(), "hdm-embedded-"));
const start = () => startPostgres({ dataDir, durable: false });
let postgres: Postgres;
beforeAll(async () => {
  postgres = await start();
});
afterAll(async () => {
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test("the app's role may sign in, owns nothing and stands under row-level security", async () => {
  expect(
    await ask(
      postgres.appUrl,
      `select current_user, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
         (select count(*)::int from pg_class where relowner = pg_roles.oid) as owned
       from pg_roles where rolname = current_user`,
    ),
  ).toEqual([
    {
      current_user: "hdm_app",
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      owned: 0,
    },
  ]);
});

test("the owner is no superuser, and may make the extensions that migrations need", async () => {
  await ask(postgres.ownerUrl, "create extension if not exists pg_trgm");
  expect(await ask(postgres.ownerUrl, "select rolsuper from pg_roles where rolname = current_user")).toEqual([
    { rolsuper: false },
  ]);
});

test("passwords are random and readable by their owner alone", () => {
  const file = join(dataDir, "connection.json");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { super: first, owner, app } = JSON.parse(readFileSync(file, "utf8"));
  expect(new Set([first, owner, app]).size).toBe(3);
});

test("what was saved is there after a stop and a start, at the same address", async () => {
  await ask(postgres.ownerUrl, "create table kept as select 'a stop' as through");
  const { appUrl } = postgres;
  await postgres.stop();
  await expect(ask(appUrl, "select 1")).rejects.toThrow("ECONNREFUSED");
  postgres = await start();
  expect(postgres.appUrl).toBe(appUrl);
  expect(await ask(postgres.ownerUrl, "select * from kept")).toEqual([{ through: "a stop" }]);
});

test("a Postgres that a killed launcher left behind is taken over, not fought", async () => {
  const again = await start();
  expect([again.pid, again.port]).toEqual([postgres.pid, postgres.port]);
});

test("after kill -9 of Postgres the next start recovers what was saved", async () => {
  await ask(postgres.ownerUrl, "create table survives as select 'a kill' as through");
  await ask(postgres.superUrl, "checkpoint");
  process.kill(postgres.pid, "SIGKILL");
  postgres = await start();
  expect(await ask(postgres.ownerUrl, "select * from survives")).toEqual([{ through: "a kill" }]);
});

test("a pid file that names somebody else's process does not stop a start", async () => {
  const file = join(dataDir, "postgres", "postmaster.pid");
  const old = readFileSync(file, "utf8").split("\n");
  await postgres.stop();
  expect(existsSync(file)).toBe(false);
  writeFileSync(file, [process.pid, ...old.slice(1)].join("\n"));
  postgres = await start();
  expect(await ask(postgres.appUrl, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a taken port is left to its holder, and the new one is remembered", async () => {
  const { port } = postgres;
  await postgres.stop();
  const holder = await listenOn(port);
  onTestFinished(() => void holder.close());
  postgres = await start();
  expect(postgres.port).not.toBe(port);
  expect(JSON.parse(readFileSync(join(dataDir, "connection.json"), "utf8")).port).toBe(postgres.port);
});

test("a data folder that cannot be one is refused with a sentence that names it", async () => {
  const file = join(dataDir, "connection.json");
  const refused = startPostgres({ dataDir: file });
  await expect(refused).rejects.toThrow(Refusal);
  await expect(refused).rejects.toThrow(`The data folder ${file} cannot be written`);
});

test("a database whose passwords were lost is refused, not overwritten", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hdm-embedded-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const lost = await startPostgres({ dataDir: folder, durable: false });
  await lost.stop();
  rmSync(join(folder, "connection.json"));
  await expect(startPostgres({ dataDir: folder })).rejects.toThrow("not its connection.json");
  expect(existsSync(join(folder, "postgres", "PG_VERSION"))).toBe(true);
});

async function ask(url: string, statement: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

const listenOn = (port: number) =>
  new Promise<Server>((done) => {
    const server = createServer().listen(port, "127.0.0.1", () => done(server));
  });

// In a process of its own: where Node tries for ever, nothing in it could end the trying.
test.runIf(existsSync("/proc/self"))("a data folder that cannot be made is refused by its name", () => {
  const { stdout, signal } = spawnSync(
    process.execPath,
    [
      "--import",
      "tsx",
      "--input-type=module",
      "--eval",
      `import { startPostgres } from ${JSON.stringify(join(import.meta.dirname, "embedded.ts"))};
       await startPostgres({ dataDir: "/proc/nothing/data" }).catch(({ message }) => console.log(message));`,
    ],
    { encoding: "utf8", timeout: 40_000, killSignal: "SIGKILL" },
  );
  expect(signal).toBeNull();
  expect(stdout).toContain("The data folder /proc/nothing/data cannot be written");
});
