import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { startPostgres } from "#db/embedded.ts";
import { backUp, restore } from "./backup.ts";

function folders() {
  const root = mkdtempSync(join(tmpdir(), "hdm-backup-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  // Postgres, as nobody, has to pass through.
  chmodSync(root, 0o711);
  return { dataDir: join(root, "data"), to: join(root, "backup") };
}

async function ask<Row extends object>(url: string, statement: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

const digest = `select count(*)::int as count, max(id)::int as last, md5(string_agg(text, ',' order by id)) as digest from kept`;

test("written, backed up while it runs, lost, restored: everything is there, to the byte", {
  timeout: 120_000,
}, async () => {
  const { dataDir, to } = folders();
  const before = await startPostgres({ dataDir });
  await ask(before.ownerUrl, "create table kept (id int primary key, text text)");
  await ask(before.ownerUrl, "insert into kept select i, md5(i::text) from generate_series(1, 20000) i");
  const was = await ask(before.ownerUrl, digest);
  await backUp({ dataDir, to });
  await before.stop();
  rmSync(dataDir, { recursive: true });

  restore({ from: to, dataDir });
  const after = await startPostgres({ dataDir });
  expect(await ask(after.ownerUrl, digest)).toEqual(was);
  expect(() => restore({ from: to, dataDir })).toThrow("is not empty");
  await expect(backUp({ dataDir, to })).rejects.toThrow("is not empty");
  await after.stop();
});

test("what is written while it is copied is there up to one moment, without a hole", {
  timeout: 120_000,
}, async () => {
  const { dataDir, to } = folders();
  const before = await startPostgres({ dataDir });
  await ask(before.ownerUrl, "create table kept (id int primary key, text text)");
  let said = 0;
  let going = true;
  const writer = new Client({ connectionString: before.ownerUrl });
  await writer.connect();
  const writing = (async () => {
    while (going) {
      await writer.query("insert into kept values ($1::int, repeat(md5($1::int::text), 50))", [said + 1]);
      said++;
    }
  })();
  await expect.poll(() => said).toBeGreaterThan(50);
  const acknowledged = said;
  await backUp({ dataDir, to });
  await expect.poll(() => said).toBeGreaterThan(acknowledged);
  going = false;
  await writing;
  await writer.end();
  await before.stop();
  rmSync(dataDir, { recursive: true });

  restore({ from: to, dataDir });
  const after = await startPostgres({ dataDir });
  const [found] = await ask<{ count: number; last: number }>(after.ownerUrl, digest);
  expect(found!.count).toBe(found!.last);
  expect(found!.count).toBeGreaterThanOrEqual(acknowledged);
  await after.stop();
});
