import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { documents } from "#db/schema/documents.ts";
import { licences } from "#db/schema/licences.ts";
import { walk } from "#server/demonstration/deals.ts";
import { system } from "#server/lib/actor.ts";
import { type Ask, asReading } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import { reportFact } from "#server/licensing/settlement/store/facts.ts";
import { planOfLicence } from "#server/licensing/settlement/store/settling.ts";
import { aSubscription, marketplace } from "#server/testing/marketplace.ts";
import { runDay } from "./run.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;
const later = civil("2027-11-24");

/** So many licences whose second year falls due on the same day. */
async function licencesDue(market: Market, count: number) {
  for (let index = 0; index < count; index++)
    await walk(market.on(market.today), market.cast, {
      ...aSubscription,
      title: `Deal ${index + 1}`,
      months: 24,
    });
}

const gaps = (ask: Ask) =>
  asReading(ask, async ({ tx }) => {
    const { rows } = await tx.execute<{ count: string; last: string }>(
      sql`select count(*)::text as count, max(sequence)::text as last from documents where series = 'INV'`,
    );
    return Number(rows[0]!.last) - Number(rows[0]!.count);
  });

test("the run of a day bills each licence once, and run again it finds nothing to do", async () => {
  await using market = await marketplace();
  await licencesDue(market, 3);
  expect(await runDay(market.as(system, later))).toMatchObject({ documents: 3 });
  expect(await runDay(market.as(system, later), { whole: true })).toMatchObject({ documents: 0 });
  const { rows } = await asReading(market.as(system), ({ tx }) =>
    tx.execute<{ sum: string }>(sql`select sum(net_pence)::text as sum from documents`),
  );
  // Three licences, two years each at £37,960.00.
  expect(rows[0]!.sum).toBe(String(6n * 3_796_000n));
});

test("two runs at the same moment bill each charge once, without a gap in the numbers", async () => {
  await using market = await marketplace();
  await licencesDue(market, 6);
  const results = await Promise.all([runDay(market.as(system, later)), runDay(market.as(system, later))]);
  expect(results[0]!.documents + results[1]!.documents).toBe(6);
  expect(await asReading(market.as(system), ({ tx }) => tx.$count(documents))).toBe(12);
  expect(await gaps(market.as(system))).toBe(0);
});

test("a fact that is reported twice at once is on record once: both are told that it is, and it counts once", async () => {
  await using market = await marketplace();
  const { licence } = await walk(market.on(market.today), market.cast, {
    ...aSubscription,
    kind: "usage_based",
    usagePerMonth: "1000",
  });
  const report = () =>
    reportFact(market.as(market.people.priya), {
      licence: licence!,
      component: "usage",
      fact: "used",
      id: "today",
      on: market.today,
      body: { quantity: "500" },
      evidence: "",
      retracted: false,
    });
  const outcomes = await Promise.allSettled([report(), report()]);
  const { rows } = await asReading(market.as(system), ({ tx }) =>
    tx.execute<{ version: number }>(sql`select version from facts order by version`),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
  expect(rows.map(({ version }) => version)).toEqual([1]);
  const used = await asReading(market.as(system), async (reading) => {
    const [row] = await reading.tx.select().from(licences);
    const { plan } = await planOfLicence(reading, row!);
    return plan.charges.find(({ key }) => key === `usage/${market.today}`)?.lines[0]?.workings;
  });
  expect(used).toMatch(/^500 rows used/);
});
