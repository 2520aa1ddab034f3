import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { connect } from "#db/client.ts";
import { isRoot, nobody } from "#db/data-folder.ts";
import { startPostgres } from "#db/embedded.ts";
import { migrate } from "#db/migrate.ts";
import { startTestCluster } from "#db/test-cluster.ts";
import { asSuper, testAddresses } from "#db/testing.ts";
import { seedPeople } from "#server/demonstration/people.ts";
import { verify } from "#server/reporting/verify/store/verify.ts";
import { aMarketplace, subscription } from "#server/testing/licences.ts";
import { backUp, backUpEmbedded } from "./copy.ts";
import { restoreEmbedded, restoreInto } from "./restore.ts";
import { verified } from "./verified.ts";

const timeout = 120_000;

function aFolder() {
  const root = mkdtempSync(join(tmpdir(), "hdm-own-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  chmodSync(root, 0o711);
  return root;
}

/** A Postgres that is nobody's but ours, as an operator would have one: with people, a licence, its bill and a receipt. */
async function aPostgresOfOnesOwn() {
  const others = process.env.TEST_POSTGRES;
  const cluster = await startTestCluster();
  const { superUrl, appUrl } = testAddresses();
  await asSuper(superUrl, "create database hdm_people template hdm_template owner hdm_owner");
  const db = connect(appUrl.replace(/hdm$/, "hdm_people"), { max: 1 });
  await seedPeople(db, new Date("2025-01-01T12:00:00Z"));
  await db.$client.end();
  const market = await aMarketplace();
  await market.aLicence({ buyer: "meridian", terms: subscription, startsOn: "2026-04-01" });
  await market.pay("2026-04-20", "57600", { document: "INV-000001" });
  await asSuper(superUrl, "create role backup login replication password 'secret'");
  return {
    market,
    superUrl,
    appUrl,
    backupUrl: superUrl.replace(/\/\/.*@/, "//backup:secret@"),
    secrets: JSON.stringify({
      super: new URL(superUrl).password,
      owner: new URL(testAddresses().ownerUrl).password,
      app: new URL(appUrl).password,
      port: null,
    }),
    async stop() {
      process.env.TEST_POSTGRES = others;
      await market.db.$client.end();
      await cluster.stop();
    },
  };
}

describe("a Postgres of one's own", () => {
  let own: Awaited<ReturnType<typeof aPostgresOfOnesOwn>>;
  beforeAll(async () => {
    own = await aPostgresOfOnesOwn();
  });
  afterAll(() => own.stop());

  test("is copied over its protocol while money comes in: it verifies elsewhere, with every receipt from before", {
    timeout,
  }, async () => {
    const root = aFolder();
    const { market } = own;
    const { heads } = await verify(market.asSystem("2026-07-01"));
    const before = await receiptsAt(own.superUrl, market.name);
    let paid = 0;
    let going = true;
    const paying = (async () => {
      while (going) {
        await market.pay("2026-05-01", "12.34", { reference: `${paid}` });
        paid++;
      }
    })();
    await expect.poll(() => paid).toBeGreaterThan(2);
    const acknowledged = paid;
    const from = join(root, "copy");
    await backUp({ url: own.backupUrl, to: from });
    await expect.poll(() => paid).toBeGreaterThan(acknowledged);
    going = false;
    await paying;

    const elsewhere = folderOfNobody(root, "elsewhere");
    await restoreInto({ from, into: join(elsewhere, "postgres") });
    writeFileSync(join(elsewhere, "connection.json"), own.secrets);
    const after = await startPostgres({ dataDir: elsewhere });
    const db = connect(after.appUrl.replace(/hdm$/, market.name), { max: 1 });
    const report = await verify({ ...market.asSystem("2026-07-01"), db }, heads);
    expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
    await db.$client.end();
    const receipts = await receiptsAt(after.superUrl, market.name);
    expect(receipts).toBeGreaterThanOrEqual(before + acknowledged);
    expect(receipts).toBeLessThanOrEqual(before + paid);
    await after.stop();
  });

  test("is restored into an empty folder that its Postgres can use, or not at all", async () => {
    const root = aFolder();
    const from = join(root, "copy");
    await backUp({ url: own.backupUrl, to: from });
    if (isRoot())
      await expect(restoreInto({ from, into: join(root, "ours") })).rejects.toThrow("does not run as root");
    const elsewhere = folderOfNobody(root, "elsewhere");
    const into = join(elsewhere, "main");
    await restoreInto({ from, into });
    const { mode, uid } = statSync(into);
    expect([mode & 0o777, uid]).toEqual([0o700, statSync(elsewhere).uid]);
    expect(statSync(join(into, "global", "pg_control")).uid).toBe(uid);
    await expect(restoreInto({ from, into })).rejects.toThrow("is not empty");
    await expect(restoreEmbedded({ from, dataDir: join(root, "data") })).rejects.toThrow("--into");

    const again = join(elsewhere, "again");
    const tooth = openSync(join(from, "base.tar"), "r+");
    writeSync(tooth, "of time", 100_000);
    closeSync(tooth);
    await expect(restoreInto({ from, into: again })).rejects.toThrow(/is not (what the manifest says|whole)/);
    truncateSync(join(from, "base.tar"), 60_000);
    await expect(restoreInto({ from, into: again })).rejects.toThrow("is not whole");
    writeFileSync(join(from, "backup_manifest"), "{}");
    await expect(restoreInto({ from, into: again })).rejects.toThrow("not as Postgres wrote it");
    expect([existsSync(again), existsSync(`${again}.part`)]).toEqual([false, false]);
  });

  test("is not copied as a role that may not, nor without its tablespaces, and nothing is left behind", async () => {
    const root = aFolder();
    const to = join(root, "refused");
    await expect(backUp({ url: own.appUrl, to })).rejects.toThrow('create role "hdm_app" login replication');
    const place = folderOfNobody(root, "tablespace");
    await asSuper(own.superUrl, `create tablespace elsewhere location '${place}'`);
    await expect(backUp({ url: own.backupUrl, to })).rejects.toThrow(`a tablespace in ${place}`);
    await asSuper(own.superUrl, "drop tablespace elsewhere");
    expect([existsSync(to), existsSync(`${to}.part`)]).toEqual([false, false]);
  });
});

test("an embedded database that does not run is copied as well, and verified when it is back", {
  timeout,
}, async () => {
  const root = aFolder();
  const [dataDir, to] = [join(root, "data"), join(root, "copy")];
  const before = await startPostgres({ dataDir });
  await migrate(before.ownerUrl, "hdm_app");
  const db = connect(before.appUrl, { max: 1 });
  await seedPeople(db, new Date("2025-01-01T12:00:00Z"));
  await db.$client.end();
  await before.stop();
  await backUpEmbedded({ dataDir, to });
  rmSync(dataDir, { recursive: true });

  await restoreEmbedded({ from: to, dataDir });
  expect(await verified(dataDir, undefined, true)).toEqual({
    ok: true,
    sentence: expect.stringMatching(/^Verified: \d+ checks hold/),
  });
});

test("who has no role for copies yet is told how to make one", () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", join(import.meta.dirname, "backup-command.ts"), "anywhere"],
    { encoding: "utf8", env: { ...process.env, DATABASE_URL: "postgres://app:secret@db.example/market" } },
  );
  expect([status, stderr]).toEqual([2, expect.stringContaining('create role "backup" login replication')]);
});

/** Where the account that Postgres runs as may write. */
function folderOfNobody(root: string, name: string) {
  const folder = join(root, name);
  mkdirSync(folder);
  if (isRoot()) chownSync(folder, nobody, nobody);
  return folder;
}

async function receiptsAt(superUrl: string, database: string): Promise<number> {
  const db = connect(superUrl.replace(/postgres$/, database), { max: 1 });
  try {
    const { rows } = await db.$client.query<{ receipts: number }>(
      "select count(*)::int as receipts from receipts",
    );
    return rows[0]!.receipts;
  } finally {
    await db.$client.end();
  }
}
