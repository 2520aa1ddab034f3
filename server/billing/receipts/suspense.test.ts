import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asReading } from "#server/lib/change.ts";
import { verify } from "#server/reporting/verify/store/verify.ts";
import { aMarketplace, type Marketplace, subscription } from "#server/testing/licences.ts";
import { reverse } from "./reversals-store.ts";
import { allocateReceipt, readReceipt } from "./store.ts";

const today = "2026-04-20";
let market: Marketplace;
beforeEach(async () => {
  market = await aMarketplace();
  await market.aLicence({ buyer: "meridian", terms: subscription, startsOn: "2026-04-01" });
  await market.aLicence({ buyer: "corvus", terms: subscription, startsOn: "2026-04-01" });
});
afterEach(() => market[Symbol.asyncDispose]());

const tom = () => market.ask(today, market.people.tom);
const give = (receipt: string, document: string, amount: string) =>
  allocateReceipt(tom(), { receipt, document, amount });
const allWell = async () => {
  const { checks } = await verify(market.asSystem(today));
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
};
/** What is held in suspense (2300), and as credit of customers (2310). */
const held = () =>
  asReading(market.asSystem(today), async ({ tx }) => {
    const { rows } = await tx.execute<{ sum: string }>(
      sql`select (select coalesce(sum(case when credit = code then amount_pence else -amount_pence end), 0)
        from transfers where code in (debit, credit))::text as sum from (values ('2300'), ('2310')) codes (code) order by code`,
    );
    return rows.map(({ sum }) => BigInt(sum));
  });

test("£23,000.00 in suspense, £22,800.00 of it allocated: £0.00 stays in suspense, £200.00 is that customer's credit", async () => {
  const { reference } = await market.pay(today, "23000", {});
  expect(await held()).toEqual([2_300_000n, 0n]);

  await give(reference, "INV-000001", "22,800.00");
  expect(await held()).toEqual([0n, 20_000n]);
  await expect(give(reference, "INV-000002", "100.00")).rejects.toMatchObject({
    code: "sum_does_not_fit",
    message: "The receipt and the document belong to different customers",
  });
  const read = await readReceipt(tom(), reference);
  expect([read.leftPence, read.candidates.map(({ number }) => number)]).toEqual([20_000n, ["INV-000001"]]);
  await allWell();

  // Taken back, nothing says whose it is any more, and it may be another's.
  await reverse(tom(), {
    receipt: reference,
    allocation: read.allocations[0]!.id,
    reason: "It is of another customer",
  });
  expect(await held()).toEqual([2_300_000n, 0n]);
  await give(reference, "INV-000002", "100.00");
  expect(await held()).toEqual([0n, 2_290_000n]);
  await allWell();
});

test("of two customers to whose invoices one receipt is allocated at once, one has it", async () => {
  const { reference } = await market.pay(today, "100", {});
  const outcomes = await Promise.allSettled(
    ["INV-000001", "INV-000002"].map((document) => give(reference, document, "10.00")),
  );
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await held()).toEqual([0n, 9_000n]);
  await allWell();
});

test("the database alone refuses a second customer", async () => {
  const { reference } = await market.pay(today, "100", { document: "" });
  await give(reference, "INV-000001", "10.00");
  const second = market.db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.side', 'system', true)`);
    await tx.execute(sql`insert into allocations (receipt_id, document_id, organisation_id, amount_pence, allocated_on, allocated_by_name, allocated_at)
      select r.id, d.id, d.organisation_id, 100, d.issued_on, 'Tom', now() from receipts r, documents d
      where r.reference = ${reference} and d.number = 'INV-000002'`);
  });
  await expect(second).rejects.toMatchObject({ cause: { message: "a receipt is of one customer" } });
});
