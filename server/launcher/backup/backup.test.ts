import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { isRoot, nobody } from "#db/data-folder.ts";
import { startPostgres } from "#db/embedded.ts";
import { whyLogIsNotKept } from "./archive.ts";
import { backUpEmbedded } from "./copy.ts";
import { copyIn, segmentAt, segmentName } from "./manifest.ts";
import { restoreEmbedded, restoreInto } from "./restore.ts";

/** With a name that a shell and Postgres would both read otherwise than it stands. */
function folders() {
  const root = mkdtempSync(join(tmpdir(), "hdm it's 100%p $HOME \\ "));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  // Postgres, as nobody, has to pass through.
  chmodSync(root, 0o711);
  return { dataDir: join(root, "data"), to: join(root, "copy"), archive: join(root, "log") };
}

const timeout = 120_000;
const digest = `select count(*)::int as count, max(id)::int as last, md5(string_agg(text, ',' order by id)) as digest from kept`;

test("written, copied while it is written to, lost, restored: whole up to one moment, without a hole", {
  timeout,
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
  // Whoever names an archive that the server does not know of hears it.
  expect(await backUpEmbedded({ dataDir, to, archive: to })).toContain("started without WAL_ARCHIVE");
  await expect.poll(() => said).toBeGreaterThan(acknowledged);
  going = false;
  await writing;
  await writer.end();
  await before.stop();
  rmSync(dataDir, { recursive: true });

  await restoreEmbedded({ from: to, dataDir });
  const after = await startPostgres({ dataDir });
  const [found] = await ask<{ count: number; last: number }>(after.ownerUrl, digest);
  expect(found!.count).toBe(found!.last);
  expect(found!.count).toBeGreaterThanOrEqual(acknowledged);
  await expect(restoreEmbedded({ from: to, dataDir })).rejects.toThrow("is not empty");
  await expect(backUpEmbedded({ dataDir, to })).rejects.toThrow("is not empty");
  await after.stop();
});

test("what is kept of the log brings it back to a moment between two writes, to a later one at the second try, and to the end", {
  timeout,
}, async () => {
  const { dataDir, to, archive } = folders();
  const before = await startPostgres({ dataDir, archive });
  const write = (url: string, id: number) => ask(url, `insert into kept values (${id}, 'written')`);
  await ask(before.ownerUrl, "create table kept (id int primary key, text text)");
  await write(before.ownerUrl, 1);
  expect(await backUpEmbedded({ dataDir, to, archive })).toBeNull();
  await write(before.ownerUrl, 2);
  const between = await moment(before.superUrl);
  await write(before.ownerUrl, 3);
  const afterBoth = await moment(before.superUrl);
  // What a stop hands to the archive is the end of the log.
  await before.stop();

  const restored = async (until: string | null) => {
    rmSync(dataDir, { recursive: true });
    await restoreEmbedded({ from: to, dataDir, archive, until });
    const after = await startPostgres({ dataDir, archive });
    const there = await ask<{ id: number }>(after.ownerUrl, "select id from kept order by id");
    return { there: there.map(({ id }) => id), after };
  };
  const first = await restored(between);
  expect(first.there).toEqual([1, 2]);
  await write(first.after.ownerUrl, 4);
  await first.after.stop();
  // Nothing was committed after this moment, and the first try wrote otherwise: the log of the life before counts.
  const second = await restored(afterBoth);
  expect(second.there).toEqual([1, 2, 3]);
  await write(second.after.ownerUrl, 5);
  await second.after.stop();
  const third = await restored(null);
  expect(third.there).toEqual([1, 2, 3, 5]);
  await third.after.stop();

  // A Postgres of one's own goes on by the same log, when it is told where that is.
  const [system] = readdirSync(archive);
  const log = join(archive, system!);
  const elsewhere = join(dataDir, "..", "elsewhere");
  mkdirSync(elsewhere);
  if (isRoot()) chownSync(elsewhere, nobody, nobody);
  copyFileSync(join(to, "connection.json"), join(elsewhere, "connection.json"));
  await restoreInto({ from: to, into: join(elsewhere, "postgres"), archive: log, until: between });
  const own = await startPostgres({ dataDir: elsewhere });
  expect(await ask(own.ownerUrl, "select id from kept order by id")).toEqual([{ id: 1 }, { id: 2 }]);
  await own.stop();

  const lost = { from: to, dataDir: join(dataDir, "elsewhere"), archive };
  const refused = (until: string) => expect(restoreEmbedded({ ...lost, until })).rejects;
  await refused("2026-01-01T00:00:00Z").toThrow("Use an older one");
  await refused(new Date(Date.now() + 3_600_000).toISOString()).toThrow("reaches to 20");
  await expect(restoreEmbedded({ ...lost, archive: undefined, until: between })).rejects.toThrow(
    "Set WAL_ARCHIVE",
  );
  const { timeline, from } = copyIn(to).needs[0]!;
  const segment = segmentName(timeline, segmentAt(from, 1 << 24), 1 << 24);
  rmSync(join(log, segment));
  await refused(between).toThrow(`has a hole: ${segment} is missing`);
  expect(existsSync(lost.dataDir)).toBe(false);
});

test("a database that would write another log over the one that is kept is told no, and whoever copies it hears that", {
  timeout,
}, async () => {
  const { dataDir, to, archive } = folders();
  const before = await startPostgres({ dataDir, archive });
  await backUpEmbedded({ dataDir, to, archive });
  await ask(before.ownerUrl, "create table kept as select 'the first life' as text");
  await before.stop();
  rmSync(dataDir, { recursive: true });

  // Restored without its log, it goes on in the same timeline.
  await restoreEmbedded({ from: to, dataDir });
  const after = await startPostgres({ dataDir, archive });
  await ask(after.ownerUrl, "create table kept as select 'another life' as text");
  await ask(after.superUrl, "select pg_switch_wal()");
  await expect
    .poll(() => whyLogIsNotKept(after.superUrl, archive), { timeout: 20_000 })
    .toContain("was refused");
  await after.stop();
});

/** The clock of the database, once it has moved on from what was committed. */
async function moment(url: string): Promise<string> {
  const [row] = await ask<{ at: string }>(
    url,
    `select to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`,
  );
  return row!.at;
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
