import { eq } from "drizzle-orm";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { licences } from "#db/schema/licences.ts";
import { visitor } from "#server/lib/actor.ts";
import { asOneChange } from "#server/lib/change.ts";
import { aMarketplace, type Marketplace, subscription } from "#server/testing/licences.ts";
import { registerFilter } from "./filter.ts";
import { listRegister, readEntry } from "./store.ts";

const today = "2026-06-10";
let market: Marketplace;
beforeEach(async () => {
  market = await aMarketplace();
  for (const [buyer, startsOn] of [
    ["meridian", "2026-04-01"],
    ["halden", "2026-06-10"],
    ["meridian", "2026-09-01"],
  ] as const)
    await market.aLicence({ buyer, terms: subscription, startsOn });
});
afterEach(() => market[Symbol.asyncDispose]());

const find = (filter: Record<string, string> = {}) =>
  listRegister(market.ask(today, visitor), registerFilter.parse(filter));
const references = async (filter: Record<string, string>) =>
  (await find(filter)).rows.map(({ reference }) => reference);

/** As if an application had been sent on the form that says what is published. */
async function saidForPublication(reference: string) {
  const owner = new Client({ connectionString: market.ownerUrl });
  await owner.connect();
  await owner.query("select set_config('app.side', 'system', false)");
  await owner.query("update applications set says_for_publication = true where reference = $1", [reference]);
  await owner.end();
}

test("a visitor reads who uses what under which model, from when to when, and how it stands", async () => {
  expect((await find()).rows).toMatchObject([
    { reference: "HDL-2026-0003", licensee: "Meridian Therapeutics", state: "starts later" },
    { reference: "HDL-2026-0002", state: "in force", startsOn: "2026-06-10", lastDay: "2027-06-09" },
    { reference: "HDL-2026-0001", kind: "subscription", dataset: { slug: "example" }, lastDay: "2027-03-31" },
  ]);
});

test("what the form did not say would be published is not: purpose and benefit of an older application stay private", async () => {
  const before = await readEntry(market.ask(today, visitor), "HDL-2026-0001");
  expect([before.purpose, before.benefit]).toEqual([null, null]);
  await saidForPublication("APP-2026-0001");
  const after = await readEntry(market.ask(today, visitor), "HDL-2026-0001");
  expect(after.benefit).toBe("Earlier treatment");
  expect((await readEntry(market.ask(today, visitor), "HDL-2026-0002")).benefit).toBeNull();
});

test("no price, no person and no number of users leaves: an entry has these fields and no others", async () => {
  const entry = await readEntry(market.ask(today, visitor), "HDL-2026-0001");
  expect(Object.keys(entry).sort()).toEqual([
    "benefit",
    "custodian",
    "dataset",
    "environment",
    "kind",
    "lastDay",
    "licensee",
    "purpose",
    "reference",
    "startsOn",
    "state",
    "title",
  ]);
  expect(JSON.stringify(entry)).not.toMatch(/pence|480|Anthony|Helen/i);
});

test("it is searched by words, model, state and dataset, and read on from an entry", async () => {
  expect(await references({ q: "halden" })).toEqual(["HDL-2026-0002"]);
  expect(await references({ q: "100%_" })).toEqual([]);
  expect(await references({ kind: "royalty" })).toEqual([]);
  expect(await references({ dataset: "example", before: "HDL-2026-0003" })).toEqual([
    "HDL-2026-0002",
    "HDL-2026-0001",
  ]);
  expect(await references({ state: "ended" })).toEqual([]);
});

test("a suspended licence says so, and a licence that is not there is not found", async () => {
  await asOneChange(market.asSystem(today), ({ tx }) =>
    tx.update(licences).set({ status: "suspended" }).where(eq(licences.reference, "HDL-2026-0002")),
  );
  expect((await readEntry(market.ask(today, visitor), "HDL-2026-0002")).state).toBe("access suspended");
  await expect(readEntry(market.ask(today, visitor), "HDL-2099-0001")).rejects.toMatchObject({
    code: "not_found",
  });
});
