import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { facts, licences } from "#db/schema/licences.ts";
import { obligations } from "#db/schema/obligations.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { addDays, civil } from "#server/lib/dates.ts";
import { addFact } from "#server/licensing/settlement/store/facts.ts";
import { obligationsOf } from "#server/licensing/settlement/store/obligations.ts";
import { planOfLicence } from "#server/licensing/settlement/store/settling.ts";
import { aMarketplace, subscription } from "#server/testing/licences.ts";
import { dueFilter } from "../due-filter.ts";
import { obligationsDue } from "./obligations.ts";
import { runDay } from "./run.ts";

/** Three per cent of net sales, £4,000.00 a year at least; what is not stated is estimated ten days after its day. */
const royalty = {
  kind: "royalty",
  bands: [{ upTo: null, rateBp: 300 }],
  guarantee: 400_000,
  estimateLate: true,
} as const;
const dataReturn = {
  kind: "data_return",
  agreedValue: 12_000_000,
  valueBasis: "exclusive",
  deliverables: [{ id: "D1", weightBp: 10_000, due: "2026-09-30" }],
  longStop: "2027-01-31",
  fallbackFee: 6_000_000,
} as const;
const late = (more = {}) => dueFilter.parse({ which: "late", ...more });
const sales = (on: string, gross: string) => ({
  fact: "reported",
  component: "access",
  id: `sales from ${on}`,
  on,
  sales: [{ on, gross }],
});
/** The same as it is told. */
function stated({ reference }: { reference: string }, from: string, gross: string) {
  const { fact, component, id, on, ...body } = sales(from, gross);
  return { licence: reference, fact, component, id, on: civil(on), body, evidence: "", retracted: false };
}

test("on every day after it was settled, rows and plan of a licence say the same", async () => {
  await using market = await aMarketplace();
  for (const terms of [royalty, dataReturn, subscription]) {
    const licence = await market.aLicence({ buyer: "meridian", terms, startsOn: "2026-04-01", months: 24 });
    for (let day = civil("2026-04-01"); day < "2028-08-01"; day = addDays(day, 17))
      await asReading(market.asSystem(day), async (reading) => {
        const { plan } = await planOfLicence(reading, licence);
        const byKey = new Map((await obligationsOf(reading, licence.id)).map((one) => [one.key, one]));
        expect(byKey.size, day).toBe(plan.obligations.length);
        for (const one of plan.obligations) expect(byKey.get(one.key), day).toEqual(one);
      });
  }
});

test("a statement of the quarter to June is late from 15 August: the NHS sees by how much, and the estimate that was billed", async () => {
  await using market = await aMarketplace();
  const licence = await market.aLicence({ buyer: "meridian", terms: royalty, startsOn: "2026-01-01" });
  // £1,000,000.00 sold in the first quarter: £30,000.00, of which the guarantee covers £4,000.00.
  await market.report(licence, "2026-05-01", sales("2026-01-01", "100000000"));
  const nhs = (day: string) => obligationsDue(market.ask(day, market.people.james), late());
  expect((await nhs("2026-08-14")).rows).toEqual([]);
  await market.settle(licence, "2026-09-01");
  const { rows, kinds } = await nhs("2026-09-01");
  expect(kinds).toEqual([{ kind: "royalty_report", count: 1 }]);
  expect(rows).toMatchObject([
    {
      key: "access/2026-04-01/report",
      state: "late",
      due: "2026-08-14",
      licence: licence.reference,
      organisation: "Meridian Therapeutics",
      period: { from: "2026-04-01", to: "2026-07-01" },
      // The mean of what was stated, and a tenth more: £30,000.00 × 1.10.
      estimatedPence: 33_000_00n,
    },
  ]);
});

test("what is stated is asked for no longer, in the same moment in which it is reported", async () => {
  await using market = await aMarketplace();
  const licence = await market.aLicence({ buyer: "meridian", terms: royalty, startsOn: "2026-04-01" });
  const anthony = market.ask("2026-07-20", market.people.anthony);
  const due = async () => (await obligationsDue(anthony, dueFilter.parse({}))).rows.map(({ key }) => key);
  expect(await due()).toEqual(["access/2026-04-01/report"]);
  await asOneChange(anthony, (change) =>
    addFact(change, licence, stated(licence, "2026-04-01", "100000000")),
  );
  expect(await due()).toEqual([]);
});

test("130 late reports are read in three pages, the longest overdue first, and none twice", async () => {
  await using market = await aMarketplace();
  // One report each, a month after its year.
  const free = { kind: "free_access", reportMonths: 12 } as const;
  for (let number = 0; number < 130; number++)
    await market.aLicence({
      buyer: number % 2 ? "halden" : "meridian",
      terms: free,
      startsOn: number % 3 ? "2025-02-01" : "2025-01-01",
    });
  const ask = market.ask("2026-11-24", market.people.tom);
  const seen: string[] = [];
  const days: string[] = [];
  const sizes: number[] = [];
  for (let after: string | undefined; ; ) {
    const { rows, next } = await obligationsDue(ask, late({ kind: "usage_report", after }));
    sizes.push(rows.length);
    seen.push(...rows.map(({ licence, key }) => `${licence} ${key}`));
    days.push(...rows.map(({ due }) => due));
    if (!next) break;
    after = next;
  }
  expect(sizes).toEqual([50, 50, 30]);
  expect(new Set(seen).size).toBe(130);
  expect(days).toEqual(days.toSorted());
  expect((await obligationsDue(ask, late())).kinds).toContainEqual({ kind: "usage_report", count: 130 });
});

test("a buyer reads what is due of their own organisation, and writes none of it", async () => {
  await using market = await aMarketplace();
  await market.aLicence({ buyer: "meridian", terms: royalty, startsOn: "2026-04-01" });
  await market.aLicence({ buyer: "halden", terms: royalty, startsOn: "2026-04-01" });
  const katrin = market.ask("2026-11-24", market.people.katrin);
  const { rows } = await obligationsDue(katrin, late());
  expect(new Set(rows.map(({ organisation }) => organisation))).toEqual(new Set(["Halden Devices"]));
  for (const who of [katrin, market.ask("2026-11-24", market.people.james)]) {
    const changed = await asOneChange(who, async ({ tx }) => [
      (await tx.update(obligations).set({ open: false, openUntil: null })).rowCount,
      (await tx.delete(obligations)).rowCount,
    ]);
    expect(changed).toEqual([0, 0]);
    await expect(
      asOneChange(who, ({ tx }) =>
        tx.execute(sql`insert into obligations (licence_id, organisation_id, key, kind, description, state, later, open)
          select licence_id, organisation_id, 'x', 'deliverable', 'x', 'due', '[]', true from obligations limit 1`),
      ),
    ).rejects.toThrow();
  }
});

test("after an upgrade pages say of how many licences nothing is known yet; the first run knows of all, parked ones too", async () => {
  await using market = await aMarketplace();
  const licence = await market.aLicence({ buyer: "meridian", terms: royalty, startsOn: "2026-04-01" });
  const tooMuch = await market.aLicence({ buyer: "meridian", terms: royalty, startsOn: "2026-04-02" });
  const broken = await market.aLicence({ buyer: "halden", terms: royalty, startsOn: "2026-04-03" });
  const system = market.asSystem("2026-07-20");
  // £1,000,000,000.00 sold: three per cent are more than ten times the value of the deal.
  await asOneChange(system, (change) =>
    addFact(change, tooMuch, stated(tooMuch, "2026-04-02", "100000000000")),
  );
  await asOneChange(system, async ({ tx }) => {
    const about = { licenceId: broken.id, organisationId: broken.organisationId };
    const of = { factId: "x", version: 1, on: system.today, known: system.today, body: {} };
    await tx
      .insert(facts)
      .values({ ...about, ...of, kind: "no such thing", reportedByName: "Nobody", reportedAt: system.now });
    // As the migration leaves them.
    await tx.delete(obligations);
    await tx.update(licences).set({ nextStopOn: "-infinity" });
  });
  const nhs = async () => {
    const { rows, unsettled } = await obligationsDue(market.ask("2026-08-20", market.people.tom), late());
    return { unsettled, late: rows.map((row) => `${row.licence} ${row.key}`) };
  };
  expect(await nhs()).toEqual({ unsettled: 3, late: [] });

  expect(await runDay(system)).toMatchObject({ licences: 3, parked: 2 });
  // The second has stated its quarter, whatever is billed for it; of the third there is no plan.
  expect(await nhs()).toEqual({ unsettled: 0, late: [`${licence.reference} access/2026-04-01/report`] });
  const kept = await asReading(system, (reading) => obligationsOf(reading, tooMuch.id));
  expect(kept.find(({ key }) => key === "access/2026-04-02/report")?.state).toBe("accepted");
});
