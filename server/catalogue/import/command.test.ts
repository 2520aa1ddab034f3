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

test("refuses a file in Windows-1252 by its line; Excel's commas at the end are nothing, nor are its empty rows", async () => {
  await using market = await marketplace();
  const header = "identifier,summary.title,summary.abstract,summary.publisher.name";
  const windows = join(folder, "windows-1252.csv");
  writeFileSync(
    windows,
    Buffer.from(
      `${header}\r\nc-1252,Patients\x92 caf\xe9 study,\x93Smart\x94 quotes,Ynys M\xf4n\r\n`,
      "latin1",
    ),
  );
  const refused = run(market.appUrl, windows);
  expect([refused.status, refused.stdout]).toEqual([1, ""]);
  expect(refused.stderr).toContain("windows-1252.csv cannot be read: Line 2 is not in UTF-8");
  const trailing = file(
    "trailing.csv",
    `${header},,\r\nc-trail,Trailing title,Some text,Example Trust,,\r\n,,,,,\r\n`,
  );
  expect(JSON.parse(run(market.appUrl, trailing).stdout)).toMatchObject({ read: 1, created: 1, rejected: 0 });
  const tabs = join(folder, "utf-16.txt");
  writeFileSync(
    tabs,
    Buffer.from(
      `\uFEFF${header.replaceAll(",", "\t")}\r\nc-16\tPatients’ café study\tText\tYnys Môn\r\n`,
      "utf16le",
    ),
  );
  expect(JSON.parse(run(market.appUrl, tabs).stdout)).toMatchObject({ read: 1, created: 1, rejected: 0 });
  const [, { rows }] = (await market.db.$client.query(
    `select set_config('app.side', 'system', false);
     select d.title, c.name from datasets d join custodians c on c.id = d.custodian_id where d.title like 'Patients%'`,
  )) as unknown as [unknown, { rows: unknown[] }];
  expect(rows).toEqual([{ title: "Patients’ café study", name: "Ynys Môn" }]);
}, 120_000);

test("keeps a file that is no JSON as a record that was refused, so that nothing is lost", async () => {
  await using market = await marketplace();
  const { status, stdout } = run(market.appUrl, file("broken.json", '{"broken": '));
  expect([status, JSON.parse(stdout)]).toEqual([
    0,
    { read: 1, created: 0, updated: 0, unchanged: 0, rejected: 1, defects: {} },
  ]);
}, 120_000);
