import { and, asc, eq, like, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { messages } from "#db/schema/access.ts";
import { events } from "#db/schema/audit.ts";
import { series } from "#db/schema/documents.ts";
import { entitlements, facts, licences } from "#db/schema/licences.ts";
import { billLimits } from "#db/schema/parked.ts";
import { dailyRuns } from "#db/schema/runs.ts";
import { walk } from "#server/demonstration/deals.ts";
import { demoPeople } from "#server/demonstration/people.ts";
import { type Person, system } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { addMonths, type CivilDate, civil } from "#server/lib/dates.ts";
import { licensingTasks } from "#server/licensing/daily/jobs.ts";
import { runDay } from "#server/licensing/daily/store/run.ts";
import { readLicence } from "#server/licensing/lifecycle/store/licences.ts";
import { aSubscription, marketplace } from "#server/testing/marketplace.ts";
import { addFact, findLicenceRow, reportFact } from "./facts.ts";
import { decideLargeBill, proposeLargeBill } from "./large-bills.ts";
import { listParked } from "./parked.ts";
import { decideRetraction, proposeRetraction } from "./retractions.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;
const later = civil("2027-11-24");
const onSales = { ...aSubscription, kind: "royalty" as const, netSalesPerYear: "1000000" };
const quarterIsOver = ({ today }: Market) => addMonths(today, 3);
/** Sales of the first quarter as its statement says them, gross in pence. */
const sales = (market: Market, licence: string, gross: string, fx = "1", rows = 1) => ({
  licence,
  component: "royalty",
  fact: "reported",
  id: gross,
  on: market.today,
  body: { sales: Array.from({ length: rows }, () => ({ on: market.today, gross, currency: "USD", fx })) },
  evidence: "",
  retracted: false,
});

async function twoYears(market: Market, title: string) {
  const { licence } = await walk(market.on(market.today), market.cast, {
    ...aSubscription,
    title: `Project ${title}`,
    months: 24,
  });
  return licence!;
}

/** A fact that no bound held back when it was told: with it there is no plan. */
const breakPlan = (market: Market, reference: string) =>
  asOneChange(market.as(system), async (change) => {
    const licence = await findLicenceRow(change, reference);
    await change.tx.insert(facts).values({
      licenceId: licence.id,
      organisationId: licence.organisationId,
      component: "access",
      kind: "no such thing",
      factId: "broken",
      version: 1,
      on: market.today,
      known: market.today,
      body: { quantity: "99999999999999999999999999" },
      reportedByName: "Priya Raman",
      reportedAt: change.now,
    });
  });

const read = <Result>(market: Market, work: Parameters<typeof asReading<Result>>[1]) =>
  asReading(market.as(system), work);
const numbers = (market: Market) =>
  read(market, async ({ tx }) =>
    (await tx.select().from(series).orderBy(asc(series.name))).map((one) => one.last),
  );
const mails = (market: Market) =>
  read(market, ({ tx }) =>
    tx
      .select()
      .from(messages)
      .where(like(messages.subject, "Nothing is billed under%"))
      .orderBy(messages.toAddress),
  );
const as = (market: Market, who: Person, day: CivilDate = market.today) => market.as(who, day);

test("one licence that cannot be calculated is parked with its reason, and all others are billed", async () => {
  await using market = await marketplace();
  const references = [];
  for (const title of ["A", "B", "C", "D"]) references.push(await twoYears(market, title));
  const broken = references[1]!;
  await breakPlan(market, broken);

  expect(await runDay(market.as(system, later))).toEqual({ licences: 4, documents: 3, parked: 1 });
  const [run] = await read(market, ({ tx }) => tx.select().from(dailyRuns));
  expect(run).toMatchObject({ status: "finished", licencesDone: 4, documentsIssued: 3, licencesParked: 1 });
  expect(await listParked(market.as(market.people.james))).toMatchObject([
    {
      reference: broken,
      because: "cannot_be_calculated",
      reason: "What was reported under this licence leads to sums that cannot be calculated",
      parkedOn: later,
    },
  ]);
  const told = (await mails(market)).map(({ toAddress }) => toAddress);
  expect(told).toContain(demoPeople.james.email);
  expect(told).toContain(demoPeople.tom.email);

  // The page of the licence opens; told once, however often it is tried; buyers are not shown it.
  expect(await readLicence(market.as(market.people.james), broken)).toMatchObject({
    obligations: [],
    parked: { because: "cannot_be_calculated" },
  });
  expect((await readLicence(market.as(market.people.priya), broken)).parked).toBeNull();
  await runDay(market.as(system, later));
  await licensingTasks["licence.settle"](market.as(system, later), { licenceId: await idOf(market, broken) });
  expect(await mails(market)).toHaveLength(told.length);

  // Two people take the fact back: the licence settles, and is parked no longer.
  const { james, samuel } = market.people;
  const { id } = await proposeRetraction(as(market, james, later), {
    reference: broken,
    factId: "broken",
    version: 1,
    reason: "A slip of the keyboard",
  });
  await expect(decideRetraction(as(market, james, later), { id, approve: true })).rejects.toMatchObject({
    code: "not_your_own_work",
  });
  await decideRetraction(as(market, samuel, later), { id, approve: true });
  expect(await runDay(market.as(system, later))).toEqual({ licences: 1, documents: 1, parked: 0 });
  expect(await listParked(market.as(market.people.tom))).toEqual([]);
  const said = await read(market, ({ tx }) =>
    tx
      .select({ type: events.type })
      .from(events)
      .where(and(eq(events.subject, broken), like(events.type, "licence.%parked")))
      .orderBy(events.id),
  );
  expect(said.map(({ type }) => type)).toEqual(["licence.parked", "licence.unparked"]);
});

const idOf = (market: Market, reference: string) =>
  read(market, async (reading) => (await findLicenceRow(reading, reference)).id);

test("access ends with the last day of a licence that is parked, too", async () => {
  await using market = await marketplace();
  const { licence: reference } = await walk(market.on(market.today), market.cast, aSubscription);
  await breakPlan(market, reference!);
  await runDay(market.as(system, civil("2027-11-25")));
  const [found] = await read(market, ({ tx }) =>
    tx
      .select({ status: licences.status, entitlement: entitlements.status })
      .from(licences)
      .innerJoin(entitlements, eq(entitlements.licenceId, licences.id)),
  );
  expect(found).toEqual({ status: "expired", entitlement: "ended" });
});

test("what would come to more than ten times the licence's value waits for two of finance, and draws no number", async () => {
  await using market = await marketplace();
  const { licence: reference } = await walk(market.on(market.today), market.cast, onSales);
  const before = await numbers(market);
  await asOneChange(market.as(system, quarterIsOver(market)), async (change) =>
    addFact(change, await findLicenceRow(change, reference!), sales(market, reference!, "2000000000000")),
  );
  const licenceId = await idOf(market, reference!);
  const settle = () => licensingTasks["licence.settle"](market.as(system, later), { licenceId });
  await settle();
  expect(await numbers(market)).toEqual(before);
  const [parked] = await listParked(market.as(market.people.tom));
  expect(parked).toMatchObject({ reference, because: "too_much" });
  expect(parked!.amountPence! > parked!.valuePence * 10n).toBe(true);

  const { tom, farah } = market.people;
  const { id } = await proposeLargeBill(as(market, tom, later), {
    reference: reference!,
    reason: "Checked with the lab",
  });
  await expect(decideLargeBill(as(market, tom, later), { id, approve: true })).rejects.toMatchObject({
    code: "not_your_own_work",
  });
  await decideLargeBill(as(market, farah, later), { id, approve: true });
  await settle();
  expect(await listParked(market.as(tom))).toEqual([]);
  const billed = await read(market, ({ tx }) =>
    tx.execute<{ net: string }>(sql`select sum(net_pence)::text as net from documents`),
  );
  expect(BigInt(billed.rows[0]!.net)).toBeGreaterThanOrEqual(parked!.amountPence!);
});

test("nobody raises a limit past the two people, not even by the tables", async () => {
  await using market = await marketplace();
  const reference = await twoYears(market, "A");
  const { id: proposalId } = await asOneChange(market.as(market.people.tom), async ({ tx, now }) => {
    const { rows } = await tx.execute<{ id: string }>(
      sql`insert into proposals (kind, subject, body, reason, proposed_by, proposed_by_name, proposed_at)
        values ('large_bill', ${reference}, '{"most":"99"}', 'Why not', ${market.people.tom.personId}, 'Tom', ${now})
        returning id`,
    );
    return rows[0]!;
  });
  const licence = await read(market, (reading) => findLicenceRow(reading, reference));
  const raise = asOneChange(market.as(market.people.tom), ({ tx, now }) =>
    tx.insert(billLimits).values({
      licenceId: licence.id,
      organisationId: licence.organisationId,
      mostPence: 99n,
      proposalId,
      agreedAt: now,
    }),
  );
  await expect(raise).rejects.toMatchObject({ cause: { message: "a limit is what two people agreed to" } });
});

test("a fact with which nothing could be calculated, or a bill beyond all measure would come, is not taken", async () => {
  await using market = await marketplace();
  const { licence: reference } = await walk(market.on(market.today), market.cast, onSales);
  const report = (gross: string, fx: string, rows = 1) =>
    reportFact(
      market.as(market.people.anthony, quarterIsOver(market)),
      sales(market, reference!, gross, fx, rows),
    );
  await expect(report("99999999999", "90", 50)).rejects.toMatchObject({
    code: "bad_input",
    message: expect.stringContaining("would be billed. Check the amounts and rates"),
  });
  expect(await read(market, ({ tx }) => tx.$count(facts))).toBe(0);
  await expect(report("9999999999999", "99999999999999999999")).rejects.toMatchObject({
    code: "bad_input",
    message: "One unit of a currency is worth at most £1,000",
  });
  await report("1000", "0.81");
  expect(await read(market, ({ tx }) => tx.$count(facts))).toBe(1);
});
