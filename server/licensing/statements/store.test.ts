import { eq } from "drizzle-orm";
import { Client } from "pg";
import { expect, test } from "vitest";
import { documents } from "#db/schema/documents.ts";
import { testAddresses } from "#db/testing.ts";
import { walk } from "#server/demonstration/deals.ts";
import { system } from "#server/lib/actor.ts";
import { type Ask, asReading } from "#server/lib/change.ts";
import { addMonths, civil } from "#server/lib/dates.ts";
import { aSubscription, marketplace } from "#server/testing/marketplace.ts";
import { licensingTasks } from "../daily/jobs.ts";
import { findLicenceRow, reportFact } from "../settlement/store/facts.ts";
import {
  attestStatement,
  begunStatement,
  listStatements,
  prepareStatement,
  previewStatement,
  readStatement,
} from "./store.ts";

const officer = { name: "Anthony Whitfield", role: "Finance Director", agree: "on" as const };

async function aRoyalty() {
  const market = await marketplace();
  const deal = { ...aSubscription, kind: "royalty" as const, title: "Sales that are stated", months: 24 };
  const { licence } = await walk(market.on(market.today), market.cast, deal);
  const signatory = () => market.as(market.cast.signatory, addMonths(market.today, 3));
  const rows = (gross: string) => `month,gross\n${market.today},${gross}\n`;
  const send = (text: string) =>
    prepareStatement(signatory(), {
      licence: licence!,
      component: "royalty",
      period: market.today,
      rows: text,
      fileName: "sales.csv",
    });
  return {
    market,
    licence: licence!,
    signatory,
    rows,
    send,
    [Symbol.asyncDispose]: () => market[Symbol.asyncDispose](),
  };
}

test("a file with faults is kept as it came, with its hash and each fault by line, and bills nothing", async () => {
  await using at = await aRoyalty();
  const { reference, faults } = await at.send("month,gross\n1999-01,5.00\n");
  expect(faults).toBe(1);
  const kept = await readStatement(at.signatory(), reference);
  expect(kept).toMatchObject({ status: "refused", fileText: "month,gross\n1999-01,5.00\n", wouldBill: [] });
  expect(kept.faults[0]).toMatchObject({ line: 2 });
  expect(kept.fileHash).toMatch(/^[0-9a-f]{64}$/);
  await expect(attestStatement(at.signatory(), { reference, ...officer })).rejects.toThrow(
    /no draft any more/,
  );
});

test("what a statement comes to while it is typed is what its page says once it is sent, and nothing is kept by asking", async () => {
  await using at = await aRoyalty();
  const typed = (rows: string) => ({
    licence: at.licence,
    component: "royalty",
    period: at.market.today,
    rows,
    fileName: "",
  });
  const live = await previewStatement(at.signatory(), typed(at.rows("6000000.00")));
  expect((await listStatements(at.signatory(), at.licence)).periods[0]!.statements).toEqual([]);
  const { reference } = await at.send(at.rows("6000000.00"));
  expect(live.sums).toEqual((await readStatement(at.signatory(), reference)).sums);

  const wrong = await previewStatement(at.signatory(), typed("month,gross\n1999-01,5.00\n"));
  expect(wrong).toMatchObject({ sums: null, faults: [{ line: 2 }] });
  const early = { ...at.signatory(), today: at.market.today };
  await expect(previewStatement(early, typed(at.rows("1.00")))).rejects.toThrow(/cannot be stated on/);
});

test("a statement that was refused is gone on with; one that was attested is not", async () => {
  await using at = await aRoyalty();
  const about = { licence: at.licence, component: "royalty", period: at.market.today };
  expect(await begunStatement(at.signatory(), about)).toBeNull();
  const refused = await at.send("month,gross\n1999-01,5.00\n");
  expect(await begunStatement(at.signatory(), about)).toEqual({
    reference: refused.reference,
    status: "refused",
    rows: "month,gross\n1999-01,5.00\n",
  });
  const { reference } = await at.send(at.rows("6000000.00"));
  await attestStatement(at.signatory(), { reference, ...officer });
  expect(await begunStatement(at.signatory(), about)).toBeNull();
});

test("attested twice at the same moment, a statement counts once; restated, it is version 2 and only the difference follows", async () => {
  await using at = await aRoyalty();
  const first = await at.send(at.rows("6000000.00"));
  const both = await Promise.allSettled([
    attestStatement(at.signatory(), { reference: first.reference, ...officer }),
    attestStatement(at.signatory(), { reference: first.reference, ...officer }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await readStatement(at.signatory(), first.reference)).toMatchObject({
    status: "attested",
    version: 1,
    attestedByName: officer.name,
    attestedAs: officer.role,
  });
  const second = await at.send(at.rows("5000000.00"));
  const draft = await readStatement(at.signatory(), second.reference);
  expect(draft.before).toBe(1);
  await attestStatement(at.signatory(), { reference: second.reference, ...officer });
  const { periods } = await listStatements(at.signatory(), at.licence);
  expect(periods[0]!.statements.map(({ status, version }) => [status, version])).toEqual([
    ["attested", 2],
    ["attested", 1],
  ]);
});

test("an attestation promises its bill in its own transaction; while none can be issued the officer's word stands, and then there is one", async () => {
  await using at = await aRoyalty();
  const { reference } = await at.send(at.rows("6000000.00"));
  await using owner = await asOwner(at.market.name);
  const asSystem = at.market.as(system, addMonths(at.market.today, 3));
  const { id: licenceId } = await asReading(asSystem, (reading) => findLicenceRow(reading, at.licence));
  const settles = () => licensingTasks["licence.settle"](asSystem, { licenceId });
  await settles();
  const before = await numbersOf(asSystem, licenceId);
  expect(await owner.promised()).toEqual([]);

  await attestStatement(at.signatory(), { reference, ...officer });
  expect(await owner.promised()).toEqual([`licence.settle:${licenceId}`]);
  await owner.withoutSeller(() => expect(settles()).rejects.toThrow("A document needs a seller and a buyer"));
  expect(await readStatement(at.signatory(), reference)).toMatchObject({ status: "attested", version: 1 });
  expect(await numbersOf(asSystem, licenceId)).toEqual(before);
  await settles();
  await settles();
  expect(await numbersOf(asSystem, licenceId)).toHaveLength(before.length + 1);
});

/** What only the owner of the tables sees or does: the promises that wait, and an installation that is not set up. */
async function asOwner(name: string) {
  const url = Object.assign(new URL(testAddresses().superUrl), { pathname: `/${name}` }).href;
  const client = new Client({ connectionString: url });
  await client.connect();
  return {
    promised: async () => {
      const { rows } = await client.query<{ key: string }>(
        "select key from graphile_worker.jobs where task_identifier = 'licence.settle'",
      );
      return rows.map(({ key }) => key);
    },
    async withoutSeller(work: () => Promise<unknown>) {
      await client.query("create table seller_kept as table installation; delete from installation");
      await work();
      await client.query("insert into installation table seller_kept; drop table seller_kept");
    },
    [Symbol.asyncDispose]: () => client.end(),
  };
}

const numbersOf = (ask: Ask, licenceId: string) =>
  asReading(ask, ({ tx }) =>
    tx.select({ number: documents.number }).from(documents).where(eq(documents.licenceId, licenceId)),
  );

test("a quarter that still runs is stated by no door, nor attested: it ends on 23 February 2027", async () => {
  await using at = await aRoyalty();
  const { reference } = await at.send(at.rows("1000.00"));
  const onDay = (day: string) => at.market.as(at.market.cast.signatory, civil(day));
  const early = /^The quarter ends on 23 February 2027: it cannot be stated on 22 February 2027$/;
  const { periods } = await listStatements(onDay("2027-02-22"), at.licence);
  expect(periods[0]).toMatchObject({ from: "2026-11-24", openFrom: "2027-02-23" });
  const sent = prepareStatement(onDay("2027-02-22"), {
    licence: at.licence,
    component: "royalty",
    period: at.market.today,
    rows: at.rows("1000.00"),
    fileName: "",
  });
  await expect(sent).rejects.toMatchObject({ code: "bad_input", field: "period", message: early });
  const reported = reportFact(onDay("2027-02-22"), {
    licence: at.licence,
    component: "royalty",
    fact: "reported",
    id: "by a machine",
    on: at.market.today,
    body: { sales: [] },
    evidence: "",
    retracted: false,
  });
  await expect(reported).rejects.toMatchObject({ code: "bad_input", field: "on", message: early });
  await expect(attestStatement(onDay("2027-02-22"), { reference, ...officer })).rejects.toThrow(early);
  await attestStatement(onDay("2027-02-23"), { reference, ...officer });
});

test("a category that nobody agreed is refused by its name and line, also one that every object has: constructor", async () => {
  await using market = await marketplace();
  const { licence } = await walk(market.on(market.today), market.cast, {
    ...aSubscription,
    kind: "profit_share" as const,
    title: "Profit that is stated",
    months: 24,
  });
  const signatory = market.as(market.cast.signatory, addMonths(market.today, 12));
  const { reference, faults } = await prepareStatement(signatory, {
    licence: licence!,
    component: "profit",
    period: market.today,
    rows: "category,amount\nrevenue,1000000.00\ndirect,100000.00\nconstructor,70000\n",
    fileName: "profit.csv",
  });
  expect(faults).toBe(1);
  const kept = await readStatement(signatory, reference);
  expect(kept).toMatchObject({ status: "refused", wouldBill: [] });
  expect(kept.faults).toEqual([
    { line: 4, sentence: "constructor is not agreed; use revenue, direct, overhead" },
  ]);
  const stated = (costs: Record<string, string>, id: string) =>
    reportFact(signatory, {
      licence: licence!,
      component: "profit",
      fact: "stated",
      id,
      on: market.today,
      body: { revenue: "100000000", direct: "0", overhead: "0", costs },
      evidence: "",
      retracted: false,
    });
  await expect(stated({ constructor: "7000000" }, "first")).rejects.toMatchObject({
    field: "costs.constructor",
    message: "constructor is not agreed; there are direct costs and overheads only",
  });
  await stated({}, "first");
  await expect(stated({}, "second")).rejects.toThrow(
    /^The year from 24 November 2026 is stated already, by first/,
  );
});

test("another organisation's statement is not found", async () => {
  await using at = await aRoyalty();
  const { reference } = await at.send(at.rows("1.00"));
  await expect(readStatement(at.market.as(at.market.people.katrin), reference)).rejects.toMatchObject({
    code: "not_found",
  });
});
