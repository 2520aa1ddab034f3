import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { events } from "#db/schema/audit.ts";
import { exportFiles, exportParts } from "#db/schema/exports.ts";
import { system } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { addDays, civil } from "#server/lib/dates.ts";
import { sha256 } from "#server/reconciliation/sheet.ts";
import { anExport } from "#server/testing/exported.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { getExport, getFile } from "../http.ts";
import { askForFile, listFiles, readFile } from "./files.ts";
import { clearAway, giveUp, makeFile } from "./making.ts";

let market: Awaited<ReturnType<typeof marketplace>>;
beforeEach(async () => {
  market = await marketplace();
});
afterEach(() => market[Symbol.asyncDispose]());

const day = civil("2026-11-24");
const wanted = (name: "ledger" | "reconciliation" = "ledger", from = day) => ({
  name,
  from,
  to: day,
  requestKey: randomUUID(),
});
const asTom = () => market.as(market.people.tom);
const asOwen = () => market.as(market.people.owen);
const asService = () => market.as(system);
const visiting = (path = `/?from=${day}&to=${day}`, signal?: AbortSignal) =>
  new Request(`http://localhost${path}`, { signal: signal ?? null });
const taken = () =>
  asReading(asService(), ({ tx }) =>
    tx
      .select({ facts: events.facts, by: events.actorName })
      .from(events)
      .where(eq(events.type, "export.taken")),
  );

test("asked for twice at once, by one or by two people, the same days make one file; a form sent twice as well", async () => {
  const files = await Promise.all([
    askForFile(asTom(), wanted()),
    askForFile(asTom(), wanted()),
    askForFile(asOwen(), wanted()),
  ]);
  expect(new Set(files.map(({ id }) => id)).size).toBe(1);
  await makeFile(asService(), files[0]!.id);
  // Whoever asks once it is made may want what happened since; whoever sends one form again does not.
  const form = wanted();
  const next = await askForFile(asTom(), form);
  expect(next).not.toEqual(files[0]);
  await makeFile(asService(), next.id);
  expect(await askForFile(asTom(), form)).toEqual(next);
});

test("three files of one person and twelve of all may be unfinished; more is refused, for machines with 503 and when to come back", async () => {
  const days = (count: number) => Array.from({ length: count }, (_, index) => addDays(day, -index));
  for (const from of days(3)) await askForFile(asTom(), wanted("ledger", from));
  await expect(askForFile(asTom(), wanted("reconciliation"))).rejects.toMatchObject({
    code: "busy",
    message: "3 of your files are still being made. Ask for another when one of them is ready",
  });
  const answer = await getExport(visiting(), asTom(), "reconciliation");
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "60"]);

  const others = [
    market.people.nadia,
    market.people.owen,
    { ...market.people.owen, personId: market.people.george.personId },
  ];
  for (const [who, person] of others.entries())
    for (const from of days(3))
      await askForFile(market.as(person), wanted("reconciliation", addDays(from, -10 * who)));
  const last = { ...market.people.owen, personId: market.people.james.personId };
  await expect(askForFile(market.as(last), wanted("ledger", civil("2020-01-01")))).rejects.toMatchObject({
    code: "busy",
    message: "Many files are being made at the moment. Try again in a minute",
  });
});

test("a machine that asks by address is given the file once it is made; whoever does not wait hears where it will be", async () => {
  const answer = getExport(visiting(), asTom(), "ledger");
  await expect.poll(() => listFiles(asTom())).toHaveLength(1);
  const [file] = await listFiles(asTom());
  await makeFile(asService(), file!.id);
  const { status, headers } = await answer;
  expect([status, headers.get("content-disposition")]).toEqual([
    200,
    'attachment; filename="ledger-2026-11-24-to-2026-11-24.csv"',
  ]);
  expect(headers.get("content-length")).toBe(String((await (await answer).arrayBuffer()).byteLength));

  const impatient = await getExport(visiting(undefined, AbortSignal.abort()), asTom(), "ledger");
  const place = impatient.headers.get("location")!;
  expect([impatient.status, impatient.headers.get("retry-after")]).toEqual([202, "5"]);
  const id = place.replace("/finance/exports/files/", "");
  await makeFile(asService(), id);
  expect((await getFile(visiting(place), asTom(), id)).status).toBe(200);
  expect((await getExport(visiting("/?from=2026-02-30"), asTom(), "ledger")).status).toBe(400);
});

test("every taken file is on record with who took it, its rows and its fingerprint; a file that nobody takes is not", async () => {
  const file = await anExport(asTom(), "reconciliation", { from: day, to: day });
  expect(await taken()).toEqual([]);
  const text = await (await getFile(visiting(), asOwen(), file.id)).text();
  expect(sha256(text)).toBe(file.sha256);
  expect(await taken()).toEqual([
    { facts: { name: "reconciliation", rows: 0, sha256: file.sha256 }, by: market.people.owen.name },
  ]);
});

test("only finance officers and auditors see files, by the procedures and by the database alone", async () => {
  const { id } = await anExport(asTom(), "ledger", { from: day, to: day });
  const seen = (who: keyof typeof market.people) =>
    asReading(market.as(market.people[who]), async ({ tx }) => [
      await tx.$count(exportFiles),
      await tx.$count(exportParts),
    ]);
  for (const who of ["owen", "tom"] as const) expect(await seen(who)).toEqual([1, 1]);
  for (const who of ["james", "samuel", "alice", "elena", "anthony"] as const) {
    expect(await seen(who)).toEqual([0, 0]);
    expect((await getFile(visiting(), market.as(market.people[who]), id)).status).toBe(403);
  }
});

test("what is ready is not changed, is ready only when it is whole, and nobody but the service writes or removes it", async () => {
  const { id } = await anExport(asTom(), "ledger", { from: day, to: day });
  const bySql = (who: "tom" | "system", statement: ReturnType<typeof sql>) =>
    asOneChange(who === "tom" ? asTom() : asService(), ({ tx }) => tx.execute(statement)).then(
      ({ rowCount }) => rowCount,
      (error) => (error as { cause?: Error }).cause?.message ?? String(error),
    );
  expect(await bySql("system", sql`update export_files set sha256 = 'x' where id = ${id}`)).toBe(
    "a file that is ready is not changed",
  );
  expect(await bySql("system", sql`update export_parts set content = 'x'`)).toBe(
    "a part is written once, while its file is being made",
  );
  expect(await bySql("tom", sql`delete from export_files`)).toBe(0);
  expect(await bySql("tom", sql`delete from export_parts`)).toBe(0);
  const other = await askForFile(asTom(), wanted());
  expect(await bySql("tom", sql`update export_files set rows_done = 1 where id = ${other.id}`)).toBe(0);
  const asReady = sql`update export_files set status = 'ready', known_at = now(), rows_expected = 0, size_bytes = 9,
    sha256 = 'x', totals = '{}', expires_at = now() where id = ${other.id}`;
  expect(await bySql("system", asReady)).toBe("a file is ready when all of it is there");
});

test("a file is kept seven days and then removed with all its parts; one that nobody made in a day has failed", async () => {
  const { id } = await anExport(asTom(), "ledger", { from: day, to: day });
  const left = await askForFile(asTom(), wanted());
  const after = (days: number) => ({
    ...asService(),
    now: new Date(market.as(system).now.getTime() + days * 86_400_000),
  });
  await clearAway(after(6.9));
  expect((await readFile({ ...asTom(), now: after(6.9).now }, id)).status).toBe("ready");
  expect(await readFile(asTom(), left.id)).toMatchObject({
    status: "failed",
    problem: "It was not made within a day. Ask for it again",
  });
  // Over is over, whether or not the night has come.
  const late = { ...asTom(), now: after(7).now };
  await expect(readFile(late, id)).rejects.toMatchObject({ code: "not_found" });
  expect((await getFile(visiting(), late, id)).status).toBe(404);
  await clearAway(after(7));
  expect(await asReading(asService(), ({ tx }) => tx.$count(exportParts))).toBe(0);
});

test("a file that cannot be made says so to whoever waits for it, and is not begun again", async () => {
  const { id } = await askForFile(asTom(), wanted());
  await giveUp(asService(), id);
  await makeFile(asService(), id);
  const answer = await getFile(visiting(), asTom(), id);
  expect([answer.status, await answer.text()]).toEqual([
    500,
    "It could not be made. Ask for it again; if that fails too, tell us\n",
  ]);
});
