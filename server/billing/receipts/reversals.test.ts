import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { receipts } from "#db/schema/receipts.ts";
import { listProposals } from "#server/access/store/proposals.ts";
import type { Account } from "#server/ledger/accounts.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { verify } from "#server/reporting/verify/store/verify.ts";
import { balanceOn } from "#server/testing/balance.ts";
import { aMarketplace, type Marketplace, subscription } from "#server/testing/licences.ts";
import { readInvoice } from "../documents/store/invoices.ts";
import { receiptSchema } from "./form.ts";
import { decideReversal, reverse } from "./reversals-store.ts";
import { allocateReceipt, decideReceipt, readReceipt, recordReceipt, takeReceipt } from "./store.ts";

const today = "2026-04-20";
const reason = "The bank returned the transfer";
let market: Marketplace;
beforeEach(async () => {
  market = await aMarketplace();
  await market.aLicence({ buyer: "meridian", terms: subscription, startsOn: "2026-04-01" });
});
afterEach(() => market[Symbol.asyncDispose]());

const tom = () => market.ask(today, market.people.tom);
const nadia = () => market.ask(today, market.people.nadia);
const typed = (amount: string, receivedOn: string = today) =>
  receiptSchema.parse({
    amount,
    receivedOn,
    payer: "MERIDIAN",
    referenceAsReceived: "",
    requestKey: crypto.randomUUID(),
  });
const waiting = async () => (await listProposals(tom(), {}))[0]!;
const owed = async () => (await readInvoice(tom(), "INV-000001")).outstandingPence;
const allWell = async () => {
  const { checks } = await verify(market.asSystem(today));
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
};
const balance = (account: Account) => balanceOn(market.asSystem(today), account);

test("a payment of £57,600.00 that the bank returned: owed again, nothing left, no penny in the bank, nothing deleted", async () => {
  const { reference } = await market.pay(today, "57600", { document: "INV-000001" });
  expect(await owed()).toBe(0n);
  const [allocation] = (await readReceipt(tom(), reference)).allocations;

  await expect(reverse(tom(), { receipt: reference, allocation: "", reason })).rejects.toMatchObject({
    code: "cannot_do_that_now",
  });
  await reverse(tom(), { receipt: reference, allocation: allocation!.id, reason });
  expect([await owed(), await balance("1100"), await balance("2300")]).toEqual([
    5_760_000n,
    5_760_000n,
    -5_760_000n,
  ]);
  await allWell();

  await reverse(tom(), { receipt: reference, allocation: "", reason });
  const read = await readReceipt(tom(), reference);
  expect([read.leftPence, read.reversed?.reason, read.allocations[0]!.reversedOn]).toEqual([
    0n,
    reason,
    today,
  ]);
  expect([await balance("1200"), await balance("2300")]).toEqual([0n, 0n]);
  await allWell();
  await expect(
    allocateReceipt(tom(), { receipt: reference, document: "INV-000001", amount: "1.00" }),
  ).rejects.toMatchObject({ code: "sum_does_not_fit" });
});

test("eight people take the same allocation back at once: one does, and it is owed once", async () => {
  const { reference } = await market.pay(today, "57600", { document: "INV-000001" });
  const [allocation] = (await readReceipt(tom(), reference)).allocations;
  const outcomes = await Promise.allSettled(
    Array.from({ length: 8 }, () =>
      reverse(tom(), { receipt: reference, allocation: allocation!.id, reason }),
    ),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const outcome of outcomes)
    if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "changed_meanwhile" });
  expect(await owed()).toBe(5_760_000n);
  await allWell();
});

test("above £100,000.00 two people record a receipt, and two take it back", async () => {
  expect(await takeReceipt(tom(), typed("100,000.00"))).toMatchObject({ reference: "RC-2026-0001" });
  expect(await takeReceipt(tom(), typed("100,000.01"))).toMatchObject({ reference: null });
  expect(await asReading(market.asSystem(today), ({ tx }) => tx.$count(receipts))).toBe(1);
  const { id } = await waiting();
  await expect(decideReceipt(tom(), { id, approve: true })).rejects.toMatchObject({
    code: "not_your_own_work",
  });
  const recorded = await decideReceipt(nadia(), { id, approve: true });
  const reference = recorded!.reference;
  expect(await readReceipt(tom(), reference)).toMatchObject({
    amountPence: 10_000_001n,
    recordedByName: market.people.tom!.name,
  });

  expect(await reverse(nadia(), { receipt: reference, allocation: "", reason })).toEqual({ waits: true });
  await decideReversal(tom(), { id: (await waiting()).id, approve: true });
  expect((await readReceipt(tom(), reference)).leftPence).toBe(0n);
  expect(await balance("1200")).toBe(10_000_000n);
  await allWell();
});

test("a second person who says no leaves everything as it was", async () => {
  await takeReceipt(tom(), typed("250,000.00"));
  await decideReceipt(nadia(), { id: (await waiting()).id, approve: false });
  expect(await asReading(market.asSystem(today), ({ tx }) => tx.$count(receipts))).toBe(0);
});

test("no receipt is of a day or a sum that cannot be", async () => {
  for (const [amount, day, field] of [
    ["1.00", "2026-04-21", "receivedOn"],
    ["1.00", "2016-04-19", "receivedOn"],
    ["1,000,000,000.01", today, "amount"],
  ] as const)
    await expect(takeReceipt(tom(), typed(amount, day)), `${amount} ${day}`).rejects.toMatchObject({
      code: "bad_input",
      field,
    });
  for (const [amount, day] of [
    ["1.00", "0001-01-01"],
    ["9,999,999,999,999.99", today],
  ] as const)
    expect(() => typed(amount, day), `${amount} ${day}`).toThrow(
      /Enter (the day|a day from 1 January 1990|an amount)/,
    );
});

test("twenty tries of one form at once record one receipt, and all are told which", async () => {
  const form = typed("10.00");
  const told = await Promise.all(Array.from({ length: 20 }, () => recordReceipt(tom(), form)));
  expect(new Set(told.map(({ reference }) => reference)).size).toBe(1);
});

test("the database holds it below the store: one person, an absurd sum, a reversal of more or without postings", async () => {
  const { reference } = await market.pay(today, "57600", { document: "INV-000001" });
  const write = (statement: string) =>
    asOneChange(market.asSystem(today), ({ tx }) => tx.execute(sql.raw(statement)));
  const receiptOf = (pence: string, day = today) =>
    `insert into receipts (reference, received_on, amount_pence, payer, reference_as_received, recorded_by, recorded_by_name,
      recorded_at, request_key) select 'RC-2026-0900', '${day}', ${pence}, 'A', '', recorded_by, 'T', now(), 'k'
      from receipts limit 1`;
  const reversalOf = (pence: string, allocation: string) =>
    `insert into reversals (receipt_id, allocation_id, organisation_id, amount_pence, reason, reversed_on, reversed_by,
      reversed_by_name, reversed_at) select r.id, ${allocation}, r.organisation_id, ${pence}, 'A reason of some length',
      '${today}', r.recorded_by, 'T', now() from receipts r left join allocations a on a.receipt_id = r.id
      where r.reference = '${reference}'`;
  for (const [statement, refusal] of [
    [receiptOf("10000001"), "two people record a receipt"],
    [receiptOf("100000000001"), "no receipt of 100000000001p"],
    [receiptOf("1", "0001-01-01"), "no receipt of 1p on 0001-01-01"],
    [reversalOf("5760000", "null"), "still pays something"],
    [reversalOf("5760001", "a.id"), "takes back exactly what there is"],
    [reversalOf("5760000", "a.id"), "is not in the ledger"],
  ] as const) {
    const tried = write(statement);
    await expect(tried, statement).rejects.toSatisfy((error) =>
      JSON.stringify([String(error), String((error as Error).cause)]).includes(refusal),
    );
  }
});
