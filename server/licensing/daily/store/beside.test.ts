import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { testAddresses } from "#db/testing.ts";
import { record } from "#server/audit/store.ts";
import { allocationSchema } from "#server/billing/receipts/form.ts";
import { allocateReceipt } from "#server/billing/receipts/store.ts";
import { asOneChange } from "#server/lib/change.ts";
import { concede, decideConcession } from "#server/licensing/settlement/store/concessions.ts";
import { addFact } from "#server/licensing/settlement/store/facts.ts";
import { settleLicence, settleLicences } from "#server/licensing/settlement/store/settling.ts";
import { aMarketplace, type Marketplace, subscription } from "#server/testing/licences.ts";

/** Whoever settles holds licences for a while, and people go on. In a circle of those who wait, Postgres stops one after a second. */
let market: Marketplace;
let above: Client;
beforeEach(async () => {
  market = await aMarketplace();
  above = new Client({
    connectionString: Object.assign(new URL(testAddresses().superUrl), { pathname: `/${market.name}` }).href,
  });
  await above.connect();
});
afterEach(async () => {
  await above.end();
  await market[Symbol.asyncDispose]();
});

const [signed, nextYear] = ["2026-04-01", "2027-04-01"];
const number = async (query: string) =>
  Number((await above.query({ text: query, rowMode: "array" })).rows[0]?.[0]);
const others = "from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
const somebodyWaits = () =>
  expect.poll(() => number(`select count(*) ${others} and wait_event_type = 'Lock'`)).toBeGreaterThan(0);
/** A connection says how often it was stopped as it ends. */
async function circles() {
  await market.db.$client.end();
  await expect.poll(() => number(`select count(*) ${others}`)).toBe(0);
  return number("select deadlocks from pg_stat_database where datname = current_database()");
}
/** Settles a licence, and lets somebody come to wait for it before the first number is drawn. */
const settlingBeside = (licence: { id: string }, day: string, begun: () => void) =>
  asOneChange(market.asSystem(day), (change) =>
    settleLicences(change, [licence.id], async () => {
      begun();
      await somebodyWaits();
    }),
  );

test("who has told something and then bills, as a signature does, stands in no circle with who settles the same customer", async () => {
  const deal = { buyer: "meridian", terms: subscription, startsOn: signed, unsettled: true } as const;
  const [theirs, other] = [await market.aLicence(deal), await market.aLicence(deal)];
  await asOneChange(market.asSystem(signed), async (change) => {
    await record(change, theirs.reference, { type: "licence.unparked", facts: {} }, theirs.organisationId);
    const settling = market.settle(other, signed);
    await somebodyWaits();
    const { issued } = await settleLicence(change, theirs.id);
    expect(issued).toEqual(["INV-000001"]);
    return { settling };
  }).then(({ settling }) => settling);
  expect(await circles()).toBe(0);
});

test("who decides a credit of a licence that is being settled waits for that, and holds nothing of the customer", async () => {
  const licence = await market.aLicence({
    buyer: "meridian",
    terms: subscription,
    startsOn: signed,
    months: 24,
  });
  const proposal = await concede(market.ask(nextYear, market.people.tom), {
    document: "INV-000001",
    key: `access/${signed}`,
    net: "100.00",
    reason: "The refresh came late",
  });
  let decided: Promise<unknown> = Promise.resolve();
  await settlingBeside(licence, nextYear, () => {
    decided = decideConcession(market.ask(nextYear, market.people.nadia), { id: proposal.id, approve: true });
  });
  await decided;
  expect(await circles()).toBe(0);
});

test("who allocates a receipt to what is being credited waits for that, and holds nothing of the item", async () => {
  const licence = await market.aLicence({ buyer: "meridian", terms: subscription, startsOn: signed });
  const { reference: receipt } = await market.pay(signed, "10.00", {});
  let allocated: Promise<unknown> = Promise.resolve();

  await asOneChange(market.asSystem(signed), async (change) => {
    await addFact(change, licence, {
      licence: licence.reference,
      fact: "conceded",
      id: "late",
      on: change.today,
      body: { key: `access/${signed}`, net: "10000", reason: "The refresh came late" },
      evidence: "",
      retracted: false,
    });
    await settleLicences(change, [licence.id], async () => {
      const allocation = allocationSchema.parse({ receipt, document: "INV-000001", amount: "10.00" });
      allocated = allocateReceipt(market.ask(signed, market.people.tom), allocation);
      await somebodyWaits();
    });
  });
  await allocated;
  expect(await circles()).toBe(0);
});
