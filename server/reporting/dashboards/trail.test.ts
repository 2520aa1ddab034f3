import { afterEach, beforeEach, expect, test } from "vitest";
import { noticeReaders, notices } from "#db/schema/notices.ts";
import { record } from "#server/audit/store.ts";
import { asOneChange } from "#server/lib/change.ts";
import { aMarketplace, type Marketplace, subscription } from "#server/testing/licences.ts";
import { auditTrail } from "./store/audit-trail.ts";
import { trailFilter } from "./trail-filter.ts";
import { saidOf } from "./trail-words.ts";

const today = "2026-06-10";
let market: Marketplace;
beforeEach(async () => {
  market = await aMarketplace();
  await market.aLicence({ buyer: "meridian", terms: subscription, startsOn: "2026-04-01" });
  await market.aLicence({ buyer: "halden", terms: subscription, startsOn: "2026-06-10" });
  await market.pay("2026-04-20", "50000", { document: "INV-000001" });
});
afterEach(() => market[Symbol.asyncDispose]());

const find = (filter: Record<string, string>) =>
  auditTrail(market.ask(today, market.people.owen), trailFilter.parse(filter));
const said = async (filter: Record<string, string>) => (await find(filter)).rows.map(saidOf).reverse();

test("a deal is all that happened from application to receipt, whichever of its papers is named", async () => {
  const deal = await said({ about: "HDL-2026-0001" });
  expect(deal.map((sentence) => sentence.replace(/ \(.*|: .*|, worth.*/, ""))).toEqual([
    "Anthony Whitfield sent APP-2026-0001 for example under subscription",
    "James Whitlock made version 1 of OFR-2026-0001",
    "Samuel Clarke approved version 1 of OFR-2026-0001 as approver",
    "Anthony Whitfield signed OFR-2026-0001 for the buyer as Anthony Whitfield, confirmed by password",
    "Helen Marsh signed OFR-2026-0001 for the NHS as Helen Marsh, confirmed by password",
    "The service brought HDL-2026-0001 into force under subscription, from 1 April 2026 up to 1 April 2027",
    "The service issued the invoice INV-000001",
    "The service told Grace Mensah",
    "Tom Barker recorded the receipt RC-2026-0001",
    "Tom Barker allocated £50,000.00 of RC-2026-0001 to INV-000001",
    "The service told Grace Mensah",
  ]);
  for (const about of ["APP-2026-0001", "OFR-2026-0001", "INV-000001", "RC-2026-0001"])
    expect(await said({ about }), about).toEqual(deal);
  expect((await said({ about: "HDL-2026-0002" })).join()).not.toMatch(/Meridian|RC-2026-0001|INV-000001/);
});

test("amounts are pounds and days are days: £48,000.00 and £9,600.00 VAT are £57,600.00, due 1 May 2026", async () => {
  expect(await said({ type: "document.issued" })).toContain(
    "The service issued the invoice INV-000001: £48,000.00 and VAT £9,600.00, £57,600.00 in total, due 1 May 2026",
  );
});

test("an organisation's name finds all that concerns it, and nothing of another", async () => {
  const { rows } = await find({ about: "Meridian Therapeutics", kind: "everything" });
  expect(rows.length).toBeGreaterThan(8);
  expect([...new Set(rows.map(({ organisation }) => organisation))]).toEqual(["Meridian Therapeutics"]);
});

test("signing in does not drown deals, and is there for whoever asks", async () => {
  await asOneChange(market.ask(today, market.people.grace), (change) =>
    record(
      change,
      "grace@example.org",
      { type: "person.signed_in", facts: { by: "password", device: "Firefox" } },
      market.people.grace.organisationId,
    ),
  );
  expect((await said({})).join()).not.toContain("signed in");
  expect((await said({ kind: "people" })).at(-1)).toBe("Grace Mensah signed in with a password");
  expect((await said({ kind: "everything" })).at(-1)).toBe("Grace Mensah signed in with a password");
  expect((await said({ kind: "money" })).map((one) => one.split(":")[0])).toEqual([
    "The service recorded of Corvus Cloud",
    "The service recorded of Halden Devices",
    "The service issued the invoice INV-000001",
    "The service issued the invoice INV-000002",
    "Tom Barker recorded the receipt RC-2026-0001",
    "Tom Barker allocated £50,000.00 of RC-2026-0001 to INV-000001",
  ]);
});

test("who was told stands in the deal, and in that deal alone", async () => {
  await asOneChange(market.asSystem(today), async ({ tx, now }) => {
    const [notice] = await tx
      .insert(notices)
      .values({
        kind: "invoice_overdue",
        thing: "INV-000001 7",
        side: "buyer",
        organisationId: market.people.grace.organisationId,
        subject: "INV-000001 is overdue: £7,600.00",
        paragraphs: [],
        link: "/invoices/INV-000001",
        toldOn: today,
        toldAt: now,
      })
      .returning();
    await tx
      .insert(noticeReaders)
      .values({ noticeId: notice!.id, personId: market.people.grace.personId, byMail: true });
  });
  const told = "The service told Grace Mensah: “INV-000001 is overdue: £7,600.00”";
  expect((await said({ about: "HDL-2026-0001" })).at(-1)).toBe(told);
  expect(await said({ about: "HDL-2026-0002" })).not.toContain(told);
  expect(await said({ about: "HDL-2026-0001", kind: "deals" })).not.toContain(told);
});

test("a deal of 131 entries is read page by page, each once", async () => {
  const happened = Array.from({ length: 120 }, (_, index) => `Reason ${index}`);
  await asOneChange(market.asSystem(today), async (change) => {
    for (const reason of happened)
      await record(
        change,
        "HDL-2026-0001",
        { type: "licence.suspended", facts: { reason } },
        market.people.grace.organisationId,
      );
  });
  const seen: string[] = [];
  for (let next: string | null = ""; next !== null; ) {
    const page = await find({ about: "HDL-2026-0001", ...(next && { before: next }) });
    seen.push(...page.rows.map(({ key }) => key));
    next = page.next;
  }
  expect([seen.length, new Set(seen).size]).toEqual([131, 131]);
});

test("the whole trail is found by day, by person, and page by page", async () => {
  expect(await said({ from: "2026-04-19", to: "2026-04-21" })).toHaveLength(2);
  expect(await said({ actor: "Samuel Clarke" })).toHaveLength(2);
  const { rows } = await find({ type: "document.issued" });
  expect(await said({ type: "document.issued", before: rows[0]!.key })).toHaveLength(1);
});
