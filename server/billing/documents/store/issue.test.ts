import { sql } from "drizzle-orm";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { documents } from "#db/schema/documents.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import { addFact } from "#server/licensing/settlement/store/facts.ts";
import { settleLicence } from "#server/licensing/settlement/store/settling.ts";
import { verify } from "#server/reporting/verify/store/verify.ts";
import { aMarketplace, type Marketplace, subscription } from "#server/testing/licences.ts";
import { listInvoices, readInvoice } from "./invoices.ts";

let market: Marketplace;
beforeEach(async () => {
  market = await aMarketplace();
});
afterEach(() => market[Symbol.asyncDispose]());

type Licence = Awaited<ReturnType<Marketplace["aLicence"]>>;
const aDeal = (buyer: "meridian" | "corvus", startsOn: string) =>
  market.aLicence({ buyer, terms: subscription, startsOn });
/** £1,000.00 of the first year is given back; `before` is what the change waits for, once it has begun. */
const giveBack = (licence: Licence, day: string, before: () => Promise<unknown> = async () => undefined) =>
  asOneChange(market.asSystem(day), async (change) => {
    await change.tx.execute(sql`select`);
    await before();
    const about = {
      licence: licence.reference,
      id: `conceded ${day}`,
      on: civil(day),
      evidence: "",
      retracted: false,
    };
    const body = { key: `access/${licence.startsOn}`, net: "100000", reason: "Late refresh" };
    await addFact(change, licence, { ...about, fact: "conceded", body });
    return settleLicence(change, licence.id);
  });
const tom = (day: string) => market.ask(day, market.people.tom);

test("a credit that began before midnight and waited is issued on the day of the one before it, and verify holds", async () => {
  const one = await aDeal("meridian", "2026-04-01");
  const two = await aDeal("corvus", "2026-04-01");

  const late = await giveBack(one, "2026-05-31", () => giveBack(two, "2026-06-01"));

  const { number, issuedOn, taxPoint } = await readInvoice(tom("2026-06-01"), late.issued[0]!);
  expect([number, issuedOn, taxPoint]).toEqual(["CN-000002", "2026-06-01", "2026-06-01"]);
  const { checks } = await verify(market.asSystem("2026-06-01"));
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
});

test("an invoice that waited past midnight is due as many days after it as it was going to be", async () => {
  await aDeal("meridian", "2026-06-01");
  const { issued } = await aDeal("corvus", "2026-05-31");

  const { issuedOn, dueOn } = await readInvoice(tom("2026-06-01"), issued[0]!);
  expect([issuedOn, dueOn]).toEqual(["2026-06-01", "2026-07-01"]);
});

test("the database takes no document of a day before the last one of its series", async () => {
  await aDeal("meridian", "2026-06-01");
  const early = asOneChange(market.asSystem("2026-06-02"), async ({ tx }) => {
    await tx.execute(sql`update series set last = last + 1 where name = 'INV'`);
    const [{ id: _, ...row }] = (await tx.select().from(documents)) as [typeof documents.$inferSelect];
    await tx.insert(documents).values({ ...row, number: "INV-000002", sequence: 2, issuedOn: "2026-05-31" });
  });
  await expect(early).rejects.toMatchObject({
    cause: { message: "document INV-000002 of 2026-05-31 does not go with INV-000001 of 2026-06-01" },
  });
});

test("a block of numbers that is drawn stands on documents to the last of them, or nothing is written", async () => {
  await aDeal("meridian", "2026-06-01");
  const draw = (numbers: readonly number[], last: number) =>
    asOneChange(market.asSystem("2026-06-02"), async ({ tx }) => {
      await tx.execute(sql`update series set last = ${last} where name = 'INV'`);
      const [{ id: _, ...row }] = (await tx.select().from(documents)) as [typeof documents.$inferSelect];
      await tx
        .insert(documents)
        .values(numbers.map((sequence) => ({ ...row, number: `INV-00000${sequence}`, sequence })));
      await tx.execute(sql`set constraints counter_has_its_documents immediate`);
    });
  await expect(draw([2, 4], 4)).rejects.toMatchObject({
    cause: { message: "numbers 2 to 4 of series INV were taken for no document" },
  });
  await expect(draw([2, 5], 4)).rejects.toMatchObject({
    cause: { message: "document numbers have no gap: 4 were drawn of series INV" },
  });
  await expect(draw([2], 1)).rejects.toMatchObject({ cause: { message: "a series counts up" } });
});

test("after INV-999999 comes INV-1000000: stored, read, paid by its reference, and listed after it", async () => {
  const owner = new Client({ connectionString: market.ownerUrl });
  await owner.connect();
  await owner.query("alter table series disable trigger user, no force row level security");
  await owner.query("update series set last = 999998 where name = 'INV'");
  await owner.query("alter table series enable trigger user, force row level security");
  await owner.end();

  await aDeal("meridian", "2026-04-01");
  const { issued } = await aDeal("corvus", "2026-04-01");
  expect(issued).toEqual(["INV-1000000"]);

  const { paymentReference } = await readInvoice(tom("2026-04-01"), "INV-1000000");
  await market.pay("2026-04-02", "48000", { reference: paymentReference, document: "inv-1000000" });
  expect((await readInvoice(tom("2026-04-02"), "INV-1000000")).outstandingPence).toBe(0n);
  const all = { state: "all" as const };
  const { rows } = await listInvoices(tom("2026-04-02"), all);
  expect(rows.map(({ number }) => number)).toEqual(["INV-1000000", "INV-999999"]);
  const older = await listInvoices(tom("2026-04-02"), { ...all, before: "INV-1000000" });
  expect(older.rows.map(({ number }) => number)).toEqual(["INV-999999"]);
  const booked = await asReading(market.asSystem("2026-04-02"), ({ tx }) =>
    tx.execute<{ key: string }>(sql`select key from postings where key like 'INV-%' order by key`),
  );
  expect(booked.rows).toHaveLength(2);
});
