import { eq } from "drizzle-orm";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { applications } from "#db/schema/applications.ts";
import { offers, offerVersions } from "#db/schema/negotiation.ts";
import { asOneChange } from "#server/lib/change.ts";
import { sum } from "#server/lib/money.ts";
import { aMarketplace, type Marketplace, subscription } from "#server/testing/licences.ts";
import { commercial } from "./store/commercial.ts";
import { finance } from "./store/finance.ts";
import { workspace } from "./store/workspace.ts";

const today = "2026-06-10";
let market: Marketplace;
beforeEach(async () => {
  market = await aMarketplace();
  // £57,600.00 due 1 May, £50,000.00 of it paid; £48,000.00 due 10 July; £12.34 from nobody we know.
  const first = await market.aLicence({ buyer: "meridian", terms: subscription, startsOn: "2026-04-01" });
  await market.pay("2026-04-20", "50000", { document: "INV-000001" });
  await market.settle(first, "2026-05-31");
  await market.pay("2026-06-03", "12.34", { reference: "LICENCE JUNE" });
  await market.aLicence({ buyer: "halden", terms: subscription, startsOn: "2026-06-10" });
});
afterEach(() => market[Symbol.asyncDispose]());

const as = (name: keyof Marketplace["people"]) => market.ask(today, market.people[name]);

test("finance sees the month: £48,000.00 billed, £12.34 received, £7,600.00 overdue for 40 days", async () => {
  const { figures, ages } = await finance(as("tom"));
  expect(figures).toEqual({
    billedPence: 48_000_00n,
    documents: 1,
    receivedPence: 12_34n,
    receipts: 1,
    overduePence: 7_600_00n,
    late: 1,
    lateCustomers: 1,
  });
  expect(ages.map(({ age, openPence, count }) => [age, openPence, count])).toEqual([
    ["not_due", 48_000_00n, 1],
    ["1-30", 0n, 0],
    ["31-60", 7_600_00n, 1],
    ["61-90", 0n, 0],
    ["over_90", 0n, 0],
  ]);
});

test("billed = received + outstanding, by model; two months of twelve are earned of the first licence", async () => {
  const { models } = await finance(as("tom"));
  expect(models).toEqual([
    {
      kind: "subscription",
      billedPence: 105_600_00n,
      receivedPence: 50_000_00n,
      outstandingPence: 55_600_00n,
      inKindPence: 0n,
      // 48,000 × 304 ÷ 365 days left of the first, all of the second.
      deferredPence: 48_000_00n - 8_021_92n + 48_000_00n,
    },
  ]);
});

test("twelve months of billed and received end with this one", async () => {
  const { months } = await finance(as("tom"));
  expect(months).toHaveLength(12);
  expect(months[0]).toEqual({ month: "2025-07-01", billedPence: 0n, receivedPence: 0n });
  expect(months.at(-1)).toEqual({ month: "2026-06-01", billedPence: 48_000_00n, receivedPence: 12_34n });
  expect(sum(months.map(({ billedPence }) => billedPence))).toBe(105_600_00n);
});

test("the ledger agrees with the papers beside it", async () => {
  const { control } = await finance(as("owen"));
  expect(control.receivablePence).toBe(control.openPence);
  expect(control.suspensePence).toBe(control.unexplainedPence);
  expect(control.suspensePence).toBe(12_34n);
  expect(control.bankPence).toBe(50_012_34n);
  expect(control.outputVatPence).toBe(9_600_00n);
});

test("finance is asked to explain the receipt that nobody knows", async () => {
  const { tasks } = await finance(as("tom"));
  expect(tasks).toMatchObject([{ title: "£12.34 from “MERIDIAN”", href: "/finance/receipts/RC-2026-0002" }]);
});

test("a buyer sees their own licence, debt and invoice, and nobody else's", async () => {
  const mine = await workspace(as("grace"));
  expect(mine.figures).toEqual({
    applications: 0,
    inForce: 1,
    unpaid: 1,
    outstandingPence: 7_600_00n,
    overduePence: 7_600_00n,
  });
  expect(mine.documents.map(({ number }) => number)).toEqual(["INV-000001"]);
  expect(mine.tasks).toMatchObject([
    { title: "Pay £7,600.00 on INV-000001", late: true, href: "/invoices/INV-000001" },
  ]);
  const theirs = await workspace(as("dana"));
  expect([theirs.licences, theirs.documents, theirs.tasks]).toEqual([[], [], []]);
});

test("the commercial team sees licences in force by model, and each person what waits for them", async () => {
  const { licences, offers: states } = await commercial(as("ruth"));
  expect(licences).toEqual([
    { kind: "subscription", inForce: 2, valuePence: 960_000_00n, ended: 0, ending: 0 },
  ]);
  expect(states).toEqual([{ state: "signed", count: 2, valuePence: 960_000_00n }]);

  await countersignatureTakenBack("OFR-2026-0002");
  expect((await commercial(as("helen"))).tasks).toMatchObject([
    { action: "Sign", href: "/offers/OFR-2026-0002/sign" },
  ]);
  expect((await commercial(as("ruth"))).tasks).toEqual([]);
});

test("a new version of an offer waits for any approver but its author, whoever approved the last one", async () => {
  await asOneChange(market.asSystem(today), async ({ tx }) => {
    const [offer] = await tx
      .update(offers)
      .set({ status: "offered", version: 2 })
      .where(eq(offers.reference, "OFR-2026-0002"))
      .returning();
    await tx
      .update(applications)
      .set({ status: "in_review" })
      .where(eq(applications.id, offer!.applicationId));
    const [first] = await tx.select().from(offerVersions).where(eq(offerVersions.offerId, offer!.id));
    const { personId: authorId, name: authorName } = market.people.farah;
    await tx
      .insert(offerVersions)
      .values({ ...first!, version: 2, valuePence: 200_000_00n, authorId, authorName });
  });
  const note = "OFR-2026-0002, worth £200,000.00. Missing: an approver, finance";
  expect((await commercial(as("samuel"))).tasks).toMatchObject([{ action: "Approve", note }]);
  expect((await commercial(as("farah"))).tasks).toEqual([]);
  expect((await finance(as("tom"))).tasks).toContainEqual(
    expect.objectContaining({ action: "Approve", note }),
  );
});

/** What no store does: an offer that both signed waits for the second signature again. */
async function countersignatureTakenBack(reference: string) {
  const owner = new Client({ connectionString: market.ownerUrl });
  await owner.connect();
  await owner.query("select set_config('app.side', 'system', false)");
  await owner.query("alter table offers disable trigger offer_stands_on_what_was_done");
  await owner.query("update offers set status = 'part_signed' where reference = $1", [reference]);
  await owner.query("alter table offers enable trigger offer_stands_on_what_was_done");
  await owner.end();
}
