import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asReading } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import { aMarketplace, type Marketplace, subscription } from "#server/testing/licences.ts";
import { runSeed } from "#server/testing/seed.ts";
import { invoiceFilter } from "../documents/filter.ts";
import { listInvoices, readInvoice } from "../documents/store/invoices.ts";
import { reverse } from "../receipts/reversals-store.ts";
import { allocateReceipt, readReceipt } from "../receipts/store.ts";
import { listRefunds, readRefund, recordRefund, setOff, takeBackRefund } from "../refunds/store.ts";
import { accountCsv } from "./papers.ts";
import { listAccounts, readAccount } from "./store.ts";

let market: Marketplace;
beforeEach(async () => {
  market = await aMarketplace();
});
afterEach(() => market[Symbol.asyncDispose]());

const tom = (day: string) => market.ask(day, market.people.tom);
const aYear = (price: number) => ({ kind: "subscription", tiers: { s: price }, tier: "s" }) as const;
const barter = {
  kind: "data_return",
  agreedValue: 12_000_000,
  fallbackFee: 12_000_000,
  longStop: "2027-03-01",
  deliverables: [{ id: "a dataset", weightBp: 10_000, due: "2026-12-01", acceptanceDays: 20 }],
} as const;

/** Numbers below a limit, the same for the same seed. */
function drawing(seed: number) {
  let state = seed >>> 0;
  return (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * limit);
  };
}
const inPounds = (pence: bigint) => `${pence / 100n}.${String(pence % 100n).padStart(2, "0")}`;

/** What is owed by the documents, receipts and refunds, counted without the ledger. */
async function owedByPapers(organisationId: string): Promise<bigint> {
  const { rows } = await asReading(market.asSystem("2027-06-01"), ({ tx }) =>
    tx.execute<{ pence: string }>(sql`select (
      (select coalesce(sum(outstanding_pence), 0) from open_items where organisation_id = ${organisationId})
      - (select coalesce(sum(unallocated_pence), 0) from receipt_balances where organisation_id = ${organisationId})
      - (select coalesce(sum(left_pence), 0) from refund_balances where organisation_id = ${organisationId}))::text as pence`),
  );
  return BigInt(rows[0]!.pence);
}

/** The words of every document add up to its total, and what is outstanding or to refund is what the lists say. */
async function everyDocumentStands(day: string) {
  const { rows } = await listInvoices(tom(day), invoiceFilter.parse({}));
  const left = new Map(
    (await listRefunds(tom(day), { left: false })).map((row) => [row.number, row.leftPence]),
  );
  for (const row of rows) {
    const { standing, ...invoice } = await readInvoice(tom(day), row.number);
    const { inKindPence, creditedInKindPence, creditedPence, paidPence, setOffPence } = standing;
    const parts =
      invoice.type === "credit_note"
        ? creditedInKindPence + standing.takenOffPence + standing.refundPence
        : inKindPence +
          creditedInKindPence +
          creditedPence +
          paidPence +
          setOffPence +
          invoice.outstandingPence;
    expect(parts, `seed ${runSeed}, ${row.number}`).toBe(invoice.grossPence);
    expect(row.refundPence ?? 0n).toBe(left.get(row.number) ?? 0n);
    expect([row.outstandingPence, invoice.type === "credit_note" && row.outstandingPence > 0n]).toEqual([
      invoice.outstandingPence,
      false,
    ]);
  }
}

test(`a random year from seed ${runSeed}: the account foots to what the papers say, and every document to its total`, {
  timeout: 240_000,
}, async () => {
  const below = drawing(runSeed);
  const licences = [];
  for (const [buyer, price] of [
    ["meridian", 1_800_000],
    ["meridian", 500_001],
    ["corvus", 4_800_000],
  ] as const)
    licences.push(await market.aLicence({ buyer, terms: aYear(price), startsOn: "2026-04-01" }));
  await market.aLicence({ buyer: "meridian", terms: barter, startsOn: "2026-04-01" });
  const ended = new Set<string>();
  for (let month = 4; month <= 15; month++) {
    const day = `${month > 12 ? 2027 : 2026}-${String(((month - 1) % 12) + 1).padStart(2, "0")}-15`;
    const { rows } = await listInvoices(tom(day), invoiceFilter.parse({ state: "open" }));
    const open = rows[below(Math.max(1, rows.length))];
    const licence = licences[below(licences.length)]!;
    const what = below(5);
    if (what <= 1 && open) {
      const paid =
        open.outstandingPence > 1n ? open.outstandingPence / BigInt(1 + below(2)) : open.outstandingPence;
      const { reference } = await market.pay(day, inPounds(paid + BigInt(below(2) * 999)), {});
      await allocateReceipt(tom(day), { receipt: reference, document: open.number, amount: inPounds(paid) });
      if (below(4) === 0) {
        const { allocations } = await readReceipt(tom(day), reference);
        await reverse(tom(day), {
          receipt: reference,
          allocation: allocations[0]!.id,
          reason: "A reason of ten",
        });
      }
    }
    if (what === 2 && !ended.has(licence.id)) {
      ended.add(licence.id);
      await market.report(licence, day, { fact: "ended", by: "supplier_fault" });
    }
    for (const { number, leftPence } of await listRefunds(tom(day), { left: true })) {
      const refund = await readRefund(tom(day), number);
      const against = refund.open[0];
      const part = leftPence > 1n ? leftPence / 2n : leftPence;
      if (against && below(2) === 0) {
        const amount = part < against.outstandingPence ? part : against.outstandingPence;
        await setOff(tom(day), { creditNote: number, document: against.number, amount: inPounds(amount) });
      } else
        await recordRefund(tom(day), {
          creditNote: number,
          amount: inPounds(part),
          paidOn: civil(day),
          bankReference: "BACS",
        });
      const last = (await readRefund(tom(day), number)).parts.at(-1)!;
      if (below(3) === 0)
        await takeBackRefund(tom(day), { creditNote: number, refund: last.id, reason: "A reason of ten" });
    }
  }
  const until = "2027-06-01";
  await everyDocumentStands(until);
  const { rows: listed, more } = await listAccounts(tom(until), { after: "" });
  expect([listed.map(({ name }) => name), more]).toEqual([["Corvus Cloud", "Meridian Therapeutics"], false]);
  for (const { id, pence } of listed) expect(pence).toBe(await owedByPapers(id));
  expect((await listAccounts(tom(until), { after: "Corvus Cloud" })).rows).toEqual(listed.slice(1));
  for (const { organisationId } of [licences[0]!, licences[2]!]) {
    const whole = { customer: organisationId, from: civil("2026-01-01"), to: civil(until) };
    const account = await readAccount(tom(until), whole);
    expect([account.openingPence, account.closingPence]).toEqual([0n, await owedByPapers(organisationId)]);
    expect(account.entries.map(({ words, key }) => words === key)).not.toContain(true);
    // Cut anywhere, what closes the first part opens the second.
    const first = await readAccount(tom(until), { ...whole, to: civil("2026-09-30") });
    const second = await readAccount(tom(until), { ...whole, from: civil("2026-10-01") });
    expect([second.openingPence, second.closingPence]).toEqual([first.closingPence, account.closingPence]);
  }
});

test("a customer reads its own account and no other's; the file begins and ends with the balance", async () => {
  const day = "2026-04-20";
  const licence = await market.aLicence({ buyer: "meridian", terms: subscription, startsOn: "2026-04-01" });
  const other = await market.aLicence({ buyer: "corvus", terms: subscription, startsOn: "2026-04-01" });
  await market.pay(day, "7600", { document: "INV-000001" });
  const priya = market.ask(day, market.people.priya);
  const none = { customer: undefined, from: undefined, to: undefined };
  await expect(readAccount(priya, { ...none, customer: other.organisationId })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(readAccount(tom(day), none)).rejects.toMatchObject({ code: "not_found" });
  expect(accountCsv(await readAccount(priya, { ...none, from: civil("2026-04-01") })).split("\r\n")).toEqual([
    "date,what,amount,balance",
    "2026-04-01,Opening balance,,0.00",
    "2026-04-01,Invoice INV-000001,57600.00,57600.00",
    "2026-04-20,Payment received RC-2026-0001,-7600.00,50000.00",
    "2026-04-20,Closing balance,,50000.00",
    "",
  ]);
  expect((await readAccount(tom(day), { ...none, customer: licence.organisationId })).closingPence).toBe(
    5_000_000n,
  );
});
