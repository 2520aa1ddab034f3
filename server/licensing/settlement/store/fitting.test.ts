import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { facts, type licences } from "#db/schema/licences.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import { aMarketplace, type Marketplace } from "#server/testing/licences.ts";
import { reportFact } from "./facts.ts";
import { parkedBecause } from "./parked.ts";
import { settleOrPark } from "./parking.ts";
import { decideRetraction, proposeRetraction } from "./retractions.ts";
import { differencesOf } from "./unsettled.ts";

type Licence = typeof licences.$inferSelect;

let market: Marketplace;
beforeAll(async () => {
  market = await aMarketplace();
});
afterAll(() => market[Symbol.asyncDispose]());

const terms = { kind: "equity_share", shares: 50_000, nominal: 1, price: 1240, escrowBp: 1000 } as const;
const today = "2026-12-01";

/** 50,000 shares that were allotted, and what else happened to them. */
async function aHolding(...told: { fact: string; on: string; id?: string; [field: string]: unknown }[]) {
  const licence = await market.aLicence({ buyer: "astral", terms, startsOn: "2026-04-01", months: 60 });
  for (const one of [{ fact: "allotted", on: "2026-04-01" }, ...told])
    await market.report(licence, today, one);
  return licence;
}

const tell = (licence: Licence, fact: string, on: string, body: object, more: object = {}) =>
  reportFact(market.ask(today, market.people.james), {
    licence: licence.reference,
    component: "access",
    fact,
    id: `${fact} ${on}`,
    on: civil(on),
    body: { ...body },
    evidence: "",
    retracted: false,
    ...more,
  });
const sold = (shares: number) => ({ shares, price: 1300, how: "sold" });
const refusedWith = (field: string, message: string) => ({ code: "bad_input", field, message });

const factsOf = (licence: Licence) =>
  asReading(market.asSystem(today), ({ tx }) =>
    tx.select().from(facts).where(eq(facts.licenceId, licence.id)),
  );

describe("told under a licence", () => {
  test("60,000 shares sold of 50,000 are refused beside the field, and nothing is kept", async () => {
    const licence = await aHolding();
    await expect(tell(licence, "disposed", "2026-06-01", sold(60_000))).rejects.toMatchObject(
      refusedWith("shares", "60,000 shares cannot go: 50,000 are held on 1 June 2026"),
    );
    expect((await factsOf(licence)).map(({ kind }) => kind)).toEqual(["allotted"]);
  });

  test("of 30,000 sold twice at once, of 50,000, one is taken", async () => {
    const licence = await aHolding();
    const outcomes = await Promise.allSettled([
      tell(licence, "disposed", "2026-06-01", sold(30_000)),
      tell(licence, "disposed", "2026-06-02", sold(30_000)),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await factsOf(licence)).toHaveLength(2);
  });

  test("a split of 2 into 1 told late is refused with the earlier sale of 30,000 that could then not be", async () => {
    const licence = await aHolding({ fact: "disposed", on: "2026-06-01", ...sold(30_000) });
    await expect(tell(licence, "split", "2026-05-01", { of: 2, into: 1 })).rejects.toMatchObject(
      refusedWith(
        "on",
        "Then disposed 2026-06-01, reported for 1 June 2026, could not be: 30,000 shares cannot go: 25,000 are held on 1 June 2026",
      ),
    );
    await tell(licence, "split", "2026-07-01", { of: 2, into: 1 });
  });

  test("an allotment under which 30,000 were sold is not taken back; the sale is, and then the allotment", async () => {
    const licence = await aHolding({ fact: "disposed", on: "2026-06-01", ...sold(30_000) });
    const retract = async (factId: string) => {
      const { id } = await proposeRetraction(market.ask(today, market.people.james), {
        reference: licence.reference,
        factId,
        version: 1,
        reason: "It did not happen",
      });
      await decideRetraction(market.ask(today, market.people.samuel), { id, approve: true });
    };
    await expect(retract("allotted 2026-04-01")).rejects.toMatchObject({
      message:
        "Then disposed 2026-06-01, reported for 1 June 2026, could not be: No shares were allotted by 1 June 2026",
    });
    await retract("disposed 2026-06-01");
    await retract("allotted 2026-04-01");
  });
});

describe("what contradicts although nobody let it in", () => {
  test("parks the licence with its sentence and is named by verify; other facts go on, and taking it back mends", async () => {
    const licence = await aHolding();
    await asOneChange(market.asSystem(today), (change) =>
      change.tx.insert(facts).values({
        licenceId: licence.id,
        organisationId: licence.organisationId,
        component: "access",
        kind: "disposed",
        factId: "of another release",
        version: 1,
        on: "2026-06-01",
        known: today,
        body: sold(60_000),
        reportedByName: "Nobody",
        reportedAt: change.now,
      }),
    );
    const sentence = "60,000 shares cannot go: 50,000 are held on 1 June 2026";
    const [row] = await asReading(market.asSystem(today), async (reading) => [
      await differencesOf(reading, { ...licence, settledOn: today, settledFacts: 2 }),
    ]);
    expect(row).toEqual([`${licence.reference}: of another release cannot be: ${sentence}`]);

    expect(await settleOrPark(market.asSystem(today), licence.id)).toBeNull();
    expect(
      await asReading(market.asSystem(today), (reading) => parkedBecause(reading, licence.id)),
    ).toMatchObject({
      because: "cannot_be_calculated",
      reason: `What was reported contradicts itself or the contract. of another release: ${sentence}`,
    });

    await tell(licence, "valued", "2026-05-01", { price: 1500 });
    const { id } = await proposeRetraction(market.ask(today, market.people.james), {
      reference: licence.reference,
      factId: "of another release",
      version: 1,
      reason: "It cannot be",
    });
    await decideRetraction(market.ask(today, market.people.samuel), { id, approve: true });
    expect(await settleOrPark(market.asSystem(today), licence.id)).not.toBeNull();
    expect(
      await asReading(market.asSystem(today), (reading) => parkedBecause(reading, licence.id)),
    ).toBeNull();
  });
});

describe("sent again", () => {
  test("£2,000.00 for £1,000.00 says what was and what is now, and replaces it only as a correction; the same is sent once", async () => {
    const sale = { fact: "exit", on: "2026-06-01", proceeds: "200000000", diluted: 100_000 };
    const licence = await aHolding(sale);
    const released = (received: string, more: object = {}) =>
      tell(licence, "escrow_released", "2026-10-10", { received, lost: "0" }, more);
    await released("100000");
    await released("100000");
    await expect(released("200000")).rejects.toMatchObject(
      refusedWith(
        "corrects",
        "This was reported already. Money that came in was £1,000.00 and is now £2,000.00. Tick this box if you correct what was reported",
      ),
    );
    await released("200000", { corrects: true });
    const told = (await factsOf(licence)).filter(({ kind }) => kind === "escrow_released");
    expect(
      told.map(({ version, body }) => [version, (body as { received: number }).received]).sort(),
    ).toEqual([
      [1, 100_000],
      [2, 200_000],
    ]);
  });
});
