import { afterAll, beforeAll, expect, test } from "vitest";
import { events } from "#db/schema/audit.ts";
import { asReading } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import { sha256 } from "#server/reconciliation/sheet.ts";
import { aMarketplace, type Marketplace, subscription } from "#server/testing/licences.ts";
import { getExport } from "../http.ts";
import { type ExportName, exportControl, takeExport } from "./exports.ts";

let market: Marketplace;
beforeAll(async () => {
  market = await aMarketplace();
  await market.aLicence({ buyer: "meridian", terms: subscription, startsOn: "2026-04-01" });
  await market.aLicence({ buyer: "halden", terms: subscription, startsOn: "2026-04-10", title: "=1+1" });
  await market.pay("2026-04-20", "50000", { reference: "=HYPERLINK(1)", document: "INV-000001" });
});
afterAll(() => market[Symbol.asyncDispose]());

const april = { from: civil("2026-04-01"), to: civil("2026-04-30") };
const take = async (name: ExportName, range = april) =>
  new Response(await takeExport(market.ask("2026-06-10", market.people.tom), name, range)).text();
const lines = (csv: string) => csv.split("\r\n");

test("a row says who owes what for which service, and what was paid", async () => {
  const [header, first] = lines(await take("reconciliation"));
  expect(asRecord(header!, first!)).toMatchObject({
    document_type: "invoice",
    number: "INV-000001",
    issue_date: "2026-04-01",
    due_date: "2026-05-01",
    customer_name: "Meridian Therapeutics",
    service_from: "2026-04-01",
    service_to: "2027-03-31",
    line_net: "48000.00",
    vat_category: "S",
    vat_rate_percent: "20",
    document_vat: "9600.00",
    document_gross: "57600.00",
    allocated: "50000.00",
    outstanding: "7600.00",
    days_overdue: "40",
    payment_date: "2026-04-20",
    references_as_received: "'=HYPERLINK(1)",
    posting_key: "INV-000001",
  });
});

test("an EU business pays no VAT: £48,000.00 net is £48,000.00 gross", async () => {
  const [header, , second] = lines(await take("reconciliation"));
  expect(asRecord(header!, second!)).toMatchObject({ vat_category: "AE", document_gross: "48000.00" });
});

test("the TOTAL row adds up, and its last cell is the fingerprint of everything above it", async () => {
  const csv = await take("reconciliation");
  const [header, ...rows] = lines(csv);
  const total = rows.at(-2)!;
  expect(asRecord(header!, total)).toMatchObject({
    document_type: "TOTAL",
    number: "2",
    document_net: "96000.00",
    document_vat: "9600.00",
    document_gross: "105600.00",
    outstanding: "55600.00",
  });
  const open = csv.slice(0, csv.indexOf("TOTAL"));
  const cells = total.split(",");
  expect(cells.at(-1)).toBe(sha256(open));
});

test("each row carries its own fingerprint", async () => {
  for (const row of lines(await take("ledger")).slice(1, -2)) {
    const at = row.lastIndexOf(",");
    expect(row.slice(at + 1)).toBe(sha256(row.slice(0, at)));
  }
});

test("the same input gives the same bytes, and the page beside the download knows them", async () => {
  for (const name of ["reconciliation", "ledger"] as const) {
    const [once, again] = [await take(name), await take(name)];
    expect(again).toBe(once);
    const control = await exportControl(market.ask("2026-06-10", market.people.owen), april);
    expect(control[name].sha256).toBe(sha256(once));
  }
});

test("in the ledger, debits are credits", async () => {
  const { ledger, heads } = await exportControl(market.ask("2026-06-10", market.people.owen), april);
  expect(ledger.totals.debits).toBe(ledger.totals.credits);
  expect(ledger.totals.debits).toBeGreaterThan(0n);
  expect(heads.length).toBeGreaterThan(1);
});

test("a range without documents gives a header and a TOTAL of nothing", async () => {
  const csv = await take("reconciliation", { from: civil("2020-01-01"), to: civil("2020-01-31") });
  expect(lines(csv)).toHaveLength(3);
  expect(lines(csv)[1]).toMatch(/^TOTAL,0,0,/);
});

test("every taken file is on record with its rows and fingerprint", async () => {
  const csv = await take("ledger");
  expect((await taken()).at(-1)).toEqual({
    name: "ledger",
    rows: lines(csv).length - 3,
    sha256: sha256(csv),
  });
});

test("twelve downloads that nobody reads hold nothing of the database, and are whole when somebody does", async () => {
  const unread = await Promise.all(
    Array.from({ length: 12 }, () =>
      takeExport(market.ask("2026-06-10", market.people.tom), "ledger", april),
    ),
  );
  const { db } = market.asSystem("2026-06-10");
  expect(db.$client.totalCount).toBe(db.$client.idleCount);
  const texts = await Promise.all(unread.map((stream) => new Response(stream).text()));
  expect(new Set(texts).size).toBe(1);
  expect(texts[0]).toBe(await take("ledger"));
});

test("whoever comes when many wait for their files is told when to come back", async () => {
  const asked = new Request("http://localhost/?from=2020-01-01&to=2020-01-31");
  const tom = market.ask("2026-06-10", market.people.tom);
  const many = await Promise.all(Array.from({ length: 14 }, () => getExport(asked, tom, "ledger")));
  const told = many.filter(({ status }) => status === 503);
  expect(told.map(({ headers }) => headers.get("retry-after"))).toEqual(["60", "60"]);
  expect(await told[0]!.text()).toContain("Try again in a minute");
  const files = many.filter(({ status }) => status === 200);
  expect(new Set(await Promise.all(files.map((file) => file.text()))).size).toBe(1);
});

const taken = () =>
  asReading(market.asSystem("2026-06-10"), async ({ tx }) => {
    const rows = await tx.select().from(events).orderBy(events.id);
    return rows.filter(({ type }) => type === "export.taken").map(({ facts }) => facts as { name: string });
  });

// Enough for rows without quoted commas.
const asRecord = (header: string, row: string) => {
  const cells = row.split(",");
  return Object.fromEntries(header.split(",").map((name, at) => [name, cells[at]]));
};
