import { EventEmitter } from "node:events";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asSuper, testAddresses } from "#db/testing.ts";
import { watchWorkers } from "#server/jobs/dead-workers.ts";
import { startNode } from "#server/launcher/children.ts";
import { system } from "#server/lib/actor.ts";
import { civil } from "#server/lib/dates.ts";
import { sha256 } from "#server/reconciliation/sheet.ts";
import { anExport, exportedText } from "#server/testing/exported.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { drain } from "#server/worker.ts";
import { getFile } from "../http.ts";
import { askForFile, readFile } from "./files.ts";
import { makeFile } from "./making.ts";

let market: Awaited<ReturnType<typeof marketplace>>;
beforeAll(async () => {
  market = await marketplace();
  await asSuper(above(), manyPostings);
});
afterAll(() => market[Symbol.asyncDispose]());

const day = civil("2026-11-24");
const days = { from: day, to: day };
const asTom = () => market.as(market.people.tom);
const above = () => Object.assign(new URL(testAddresses().superUrl), { pathname: `/${market.name}` }).href;

/** Books of 5,000 transfers, whose ledger file has four parts: written past the stores, for their number alone. */
const manyPostings = `set session_replication_role = replica;
  with made as (insert into postings (key, "on", known_at) select 'P' || n, '${day}', now() from generate_series(1, 5000) n returning id)
  insert into transfers (posting_id, position, debit, credit, amount_pence)
    select made.id, 0, a.debit, a.credit, 100
    from made, (select min(code) as debit, max(code) as credit from accounts) a`;

test("twelve downloads that nobody reads hold nothing of the database, and are whole when somebody does", async () => {
  const file = await anExport(asTom(), "ledger", days);
  const visiting = new Request("http://localhost/");
  const unread = await Promise.all(Array.from({ length: 12 }, () => getFile(visiting, asTom(), file.id)));
  const readers = unread.map(({ body }) => body!.getReader());
  const firsts = await Promise.all(readers.map((reader) => reader.read()));
  expect(firsts.map(({ value }) => value!.length)).toEqual(Array(12).fill(256 * 1024));
  const { $client: pool } = market.db;
  expect([pool.totalCount - pool.idleCount, pool.waitingCount]).toEqual([0, 0]);
  const whole = await Promise.all(
    readers.map(async (reader, index) => {
      const parts = [firsts[index]!.value!];
      for (let part = await reader.read(); part.value; part = await reader.read()) parts.push(part.value);
      return sha256(Buffer.concat(parts).toString("utf8"));
    }),
  );
  expect(new Set(whole)).toEqual(new Set([file.sha256]));
  expect(file.sizeBytes).toBeGreaterThan(3 * 256 * 1024);
});

test("a worker killed in the middle leaves a file that says how far it came; the next one begins it again, and it is whole", async () => {
  const { id } = await askForFile(asTom(), { ...days, name: "ledger", requestKey: "killed in the middle" });
  // Somebody stands in the way of its second part, so that the worker is in the middle for certain.
  const inTheWay = new Client({ connectionString: above() });
  await inTheWay.connect();
  await inTheWay.query("set session_replication_role = replica");
  await inTheWay.query("begin");
  await inTheWay.query("insert into export_parts (file_id, position, content) values ($1, 1, 'x')", [id]);
  const worker = startNode(["server/worker.ts"], {
    ...process.env,
    DATABASE_URL: market.appUrl,
    MIGRATE_DATABASE_URL: market.ownerUrl,
    DEMO: "1",
  });
  await expect
    .poll(async () => (await readFile(asTom(), id)).rowsDone, { timeout: 30_000 })
    .toBeGreaterThan(0);
  await worker.kill();
  await inTheWay.query("rollback");
  await inTheWay.end();
  expect(await readFile(asTom(), id)).toMatchObject({ status: "being_made", rowsExpected: 5000, attempt: 1 });

  const looking = await watchWorkers(market.ownerUrl, new EventEmitter());
  await expect.poll(() => looking.freeJobsOfDead(), { timeout: 20_000 }).toHaveLength(1);
  await looking.end();
  const target = { databaseUrl: market.appUrl, ownerUrl: market.ownerUrl, demo: true, smtpUrl: null };
  await drain({ ...target, mailFrom: "market@nhds.example" });
  const made = await readFile(asTom(), id);
  expect(made).toMatchObject({ status: "ready", rowsDone: 5000, attempt: 2 });
  expect(made.sha256).toBe(sha256(await exportedText(asTom(), "ledger", days)));
});

test("made by two workers at once, a file is made by the one that began last", async () => {
  const { id } = await askForFile(asTom(), { ...days, name: "ledger", requestKey: "made twice at once" });
  await Promise.all([makeFile(market.as(system), id), makeFile(market.as(system), id)]);
  const made = await readFile(asTom(), id);
  expect(made).toMatchObject({ status: "ready", rowsDone: 5000, attempt: 2 });
  expect(made.sha256).toBe(sha256(await exportedText(asTom(), "ledger", days)));
});
