import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { marketplace } from "#server/testing/marketplace.ts";

const folder = mkdtempSync(join(tmpdir(), "hdm-import-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** The command as somebody runs it, against a database of its own. */
const run = (databaseUrl: string, ...args: string[]) =>
  spawnSync(process.execPath, ["--import", "tsx", "server/catalogue/import/import-command.ts", ...args], {
    encoding: "utf8",
    env: { ...process.env, DATABASE_URL: databaseUrl, LOG_LEVEL: "silent" },
  });

test("prints one line of JSON: what was read, made, changed, left and refused, and the defects by field", async () => {
  await using market = await marketplace();
  const lines = [
    { pid: "knees", title: "Knees", publisher: { name: "NHS DIGITAL" } },
    { pid: "hips", summary: { title: "=Hips", publisher: { name: "NHS Digital" } }, revisions: { a: "b" } },
    { pid: "nameless" },
  ];
  const records = file("records.jsonl", lines.map((line) => JSON.stringify(line)).join("\n"));
  const report = join(folder, "report.csv");
  const first = run(market.appUrl, "--report", report, records);
  expect([first.status, first.stderr]).toEqual([0, ""]);
  expect(first.stdout.trim().split("\n")).toHaveLength(1);
  expect(JSON.parse(first.stdout)).toMatchObject({
    read: 3,
    created: 2,
    updated: 0,
    unchanged: 0,
    rejected: 1,
  });
  expect(Object.keys(JSON.parse(first.stdout))).toEqual([
    "read",
    "created",
    "updated",
    "unchanged",
    "rejected",
    "defects",
  ]);
  expect(readFileSync(report, "utf8")).toContain("revisions");
  expect(JSON.parse(run(market.appUrl, records).stdout)).toMatchObject({
    created: 0,
    unchanged: 2,
    rejected: 1,
  });
}, 120_000);

test("refuses what it cannot read with a sentence, and writes nothing", async () => {
  await using market = await marketplace();
  for (const [args, sentence] of [
    [[], "No file was named"],
    [[join(folder, "missing.json")], "missing.json cannot be read"],
    [["--source"], "--source"],
  ] as const) {
    const { status, stdout, stderr } = run(market.appUrl, ...args);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(sentence);
  }
  const { rows } = await market.db.$client.query("select count(*)::int as n from imports");
  expect(rows[0].n).toBe(0);
}, 120_000);

test("keeps a file that is no JSON as a record that was refused, so that nothing is lost", async () => {
  await using market = await marketplace();
  const { status, stdout } = run(market.appUrl, file("broken.json", '{"broken": '));
  expect([status, JSON.parse(stdout)]).toEqual([
    0,
    { read: 1, created: 0, updated: 0, unchanged: 0, rejected: 1, defects: {} },
  ]);
}, 120_000);
