import { expect, test } from "vitest";
import { receipts } from "#db/schema/receipts.ts";
import { walk } from "#server/demonstration/deals.ts";
import type { Account } from "#server/ledger/accounts.ts";
import { system } from "#server/lib/actor.ts";
import { asReading } from "#server/lib/change.ts";
import { balanceOn } from "#server/testing/balance.ts";
import { aSubscription, marketplace } from "#server/testing/marketplace.ts";
import { readInvoice } from "../documents/store/invoices.ts";
import { allocateReceipt, readReceipt, recordReceipt } from "./store.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;

const received = (market: Market, amount: string, reference: string, key: string) =>
  recordReceipt(market.as(market.people.tom), {
    amount,
    receivedOn: market.today,
    payer: "MERIDIAN THERA",
    referenceAsReceived: reference,
    requestKey: key,
  });

const balance = (market: Market, account: Account) => balanceOn(market.as(system), account);

test("a reference that checks names the customer; allocated to the invoice, £45,552.00 less £45,552.00 leaves nothing", async () => {
  await using market = await marketplace();
  await walk(market.on(market.today), market.cast, aSubscription);
  const { paymentReference } = await readInvoice(market.as(market.people.tom), "INV-000001");
  const { reference } = await received(
    market,
    "45,552.00",
    `pay ${paymentReference.toLowerCase()}`,
    "key-00000001",
  );
  const read = await readReceipt(market.as(market.people.tom), reference);
  expect([read.organisationId, read.candidates[0]?.number]).toEqual([
    market.people.priya.organisationId,
    "INV-000001",
  ]);
  await allocateReceipt(market.as(market.people.tom), {
    receipt: reference,
    document: "INV-000001",
    amount: "45,552.00",
  });
  expect((await readInvoice(market.as(market.people.tom), "INV-000001")).outstandingPence).toBe(0n);
  expect([
    await balance(market, "1100"),
    await balance(market, "2310"),
    await balance(market, "1200"),
  ]).toEqual([0n, 0n, 4_555_200n]);
});

test("money that nobody can place stands in suspense, all of it", async () => {
  await using market = await marketplace();
  await received(market, "8,400.00", "LICENCE NOV", "key-00000002");
  expect(await balance(market, "2300")).toBe(-840_000n);
});

test("the same form sent twice records one receipt", async () => {
  await using market = await marketplace();
  const first = await received(market, "100.00", "", "key-00000003");
  expect(await received(market, "100.00", "", "key-00000003")).toEqual(first);
  expect(await asReading(market.as(system), ({ tx }) => tx.$count(receipts))).toBe(1);
});

test("eight people laying £10,000.00 each of one £45,552.00 receipt at once: four succeed, nothing goes below zero", async () => {
  await using market = await marketplace();
  await walk(market.on(market.today), market.cast, aSubscription);
  const { reference } = await received(market, "45,552.00", "", "key-00000004");
  const outcomes = await Promise.allSettled(
    Array.from({ length: 8 }, () =>
      allocateReceipt(market.as(market.people.tom), {
        receipt: reference,
        document: "INV-000001",
        amount: "10,000.00",
      }),
    ),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(4);
  expect((await readReceipt(market.as(market.people.tom), reference)).leftPence).toBe(555_200n);
  expect((await readInvoice(market.as(market.people.tom), "INV-000001")).outstandingPence).toBe(555_200n);
});

test("more than is owed is refused with what is still owed", async () => {
  await using market = await marketplace();
  await walk(market.on(market.today), market.cast, aSubscription);
  const { reference } = await received(market, "50,000.00", "", "key-00000005");
  await expect(
    allocateReceipt(market.as(market.people.tom), {
      receipt: reference,
      document: "INV-000001",
      amount: "50,000.00",
    }),
  ).rejects.toMatchObject({
    code: "sum_does_not_fit",
    message: "Only £45,552.00 is still owed on INV-000001",
  });
  expect((await readReceipt(market.as(market.people.tom), reference)).leftPence).toBe(5_000_000n);
});
