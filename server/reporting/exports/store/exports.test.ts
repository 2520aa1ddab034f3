import { afterAll, beforeAll, expect, test } from "vitest";
import type { ExportName } from "#db/enums.ts";
import { civil } from "#server/lib/dates.ts";
import { sha256 } from "#server/reconciliation/sheet.ts";
import { exportedText } from "#server/testing/exported.ts";
import { aMarketplace, type Marketplace, subscription } from "#server/testing/licences.ts";
import { exportControl } from "./exports.ts";

let market: Marketplace;
beforeAll(async () => {
  market = await aMarketplace();
  await market.aLicence({ buyer: "meridian", terms: subscription, startsOn: "2026-04-01" });
  await market.aLicence({ buyer: "halden", terms: subscription, startsOn: "2026-04-10", title: "=1+1" });
  await market.pay("2026-04-20", "50000", { reference: "=HYPERLINK(1)", document: "INV-000001" });
});
afterAll(() => market[Symbol.asyncDispose]());

const april = { from: civil("2026-04-01"), to: civil("2026-04-30") };
const take = (name: ExportName, range = april) =>
  exportedText(market.ask("2026-06-10", market.people.tom), name, range);
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

test("the same input gives the same bytes, and the control file beside them knows them", async () => {
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

// Enough for rows without quoted commas.
const asRecord = (header: string, row: string) => {
  const cells = row.split(",");
  return Object.fromEntries(header.split(",").map((name, at) => [name, cells[at]]));
};
