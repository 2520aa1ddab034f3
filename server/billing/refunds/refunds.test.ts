import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Account } from "#server/ledger/accounts.ts";
import { civil } from "#server/lib/dates.ts";
import { verify } from "#server/reporting/verify/store/verify.ts";
import { balanceOn } from "#server/testing/balance.ts";
import { aMarketplace, type Marketplace, subscription } from "#server/testing/licences.ts";
import { readInvoice } from "../documents/store/invoices.ts";
import { readRefund, recordRefund, setOff, takeBackRefund } from "./store.ts";

const today = "2026-11-02";
const reason = "It was recorded on the wrong credit note";
let market: Marketplace;
beforeEach(async () => {
  market = await aMarketplace();
  const licence = await market.aLicence({
    buyer: "meridian",
    terms: aYear(18_000_00),
    startsOn: "2026-04-01",
  });
  await market.pay("2026-04-20", "21600", { document: "INV-000001" });
  await market.aLicence({ buyer: "meridian", terms: aYear(5_000_00), startsOn: today });
  await market.aLicence({ buyer: "corvus", terms: subscription, startsOn: today });
  // £18,000.00 × 150/365 days come back: £7,397.26 and £1,479.45 of VAT.
  await market.report(licence, today, { fact: "ended", by: "supplier_fault" });
});
afterEach(() => market[Symbol.asyncDispose]());

const aYear = (price: number) => ({ kind: "subscription", tiers: { s: price }, tier: "s" }) as const;
const tom = () => market.ask(today, market.people.tom);
const left = async () => (await readRefund(tom(), "CN-000001")).leftPence;
const outstanding = async (number: string) => (await readInvoice(tom(), number)).outstandingPence;
const allWell = async () => {
  const { checks } = await verify(market.asSystem(today));
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
};
const balance = (account: Account) => balanceOn(market.asSystem(today), account);
const against = (document: string, amount: string) => ({ creditNote: "CN-000001", document, amount });
const paid = (amount: string, paidOn = today) => ({
  creditNote: "CN-000001",
  amount,
  paidOn: civil(paidOn),
  bankReference: "BACS 4711",
});

test("£8,876.71 owed: £6,000.00 set off against the next invoice, £2,876.71 paid back, £0.00 left on 2500", async () => {
  expect([await left(), await balance("2500")]).toEqual([887_671n, -887_671n]);
  await allWell();

  await setOff(tom(), against("inv-000002", "6,000.00"));
  expect([await left(), await outstanding("INV-000002")]).toEqual([287_671n, 0n]);
  await allWell();

  await recordRefund(tom(), paid("2,876.71"));
  expect([await left(), await balance("2500"), await balance("1200")]).toEqual([
    0n,
    0n,
    2_160_000n - 287_671n,
  ]);
  await allWell();
});

test("what is owed either way is the end of it, and another customer's invoice is none", async () => {
  const refused = { code: "sum_does_not_fit" };
  await expect(setOff(tom(), against("INV-000002", "6,000.01"))).rejects.toMatchObject({
    ...refused,
    message: "Only £6,000.00 is still owed on INV-000002",
  });
  await expect(recordRefund(tom(), paid("8,876.72"))).rejects.toMatchObject({
    ...refused,
    message: "Only £8,876.71 is left to refund on CN-000001",
  });
  await expect(setOff(tom(), against("INV-000003", "1.00"))).rejects.toMatchObject({ field: "document" });
  await expect(setOff(tom(), against("CN-000001", "1.00"))).rejects.toMatchObject({ field: "document" });
  await expect(recordRefund(tom(), paid("1.00", "2026-11-03"))).rejects.toMatchObject({ field: "paidOn" });
  await expect(recordRefund(tom(), paid("1.00", "2026-11-01"))).rejects.toMatchObject({ field: "paidOn" });
  expect([await left(), await outstanding("INV-000002")]).toEqual([887_671n, 600_000n]);
});

test("taken back it is owed again on both sides, once, and nothing is deleted", async () => {
  await setOff(tom(), against("INV-000002", "6,000.00"));
  await recordRefund(tom(), paid("1,000.00"));
  const { parts } = await readRefund(tom(), "CN-000001");
  for (const { id } of parts) await takeBackRefund(tom(), { creditNote: "CN-000001", refund: id, reason });
  expect([await left(), await outstanding("INV-000002"), await balance("1200")]).toEqual([
    887_671n,
    600_000n,
    2_160_000n,
  ]);
  expect(
    (await readRefund(tom(), "CN-000001")).parts.map(({ takenBackBecause }) => takenBackBecause),
  ).toEqual([reason, reason]);
  await allWell();
  await expect(
    takeBackRefund(tom(), { creditNote: "CN-000001", refund: parts[0]!.id, reason }),
  ).rejects.toMatchObject({ code: "changed_meanwhile" });
  await allWell();
});

test("eight people setting £2,000.00 off at once: three succeed, and neither side goes below zero", async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 8 }, () => setOff(tom(), against("INV-000002", "2,000.00"))),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
  expect([await left(), await outstanding("INV-000002")]).toEqual([287_671n, 0n]);
  await allWell();
});

test("the database alone holds a refund to the ledger: a row without its posting does not commit", async () => {
  const rows = market.db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.side', 'system', true)`);
    await tx.execute(sql`update refund_balances set left_pence = left_pence - 100`);
    await tx.execute(sql`insert into refunds (document_id, organisation_id, amount_pence, "on", bank_reference, recorded_by, recorded_by_name, recorded_at)
      select d.id, d.organisation_id, 100, d.issued_on, 'BACS', ${market.people.tom.personId}, 'Tom', now() from documents d where d.number = 'CN-000001'`);
  });
  await expect(rows).rejects.toMatchObject({ cause: { message: "a refund is not in the ledger" } });
});
