import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { aMarketplace, subscription } from "#server/testing/licences.ts";
import { settleInLanes } from "./lanes.ts";

const day = "2026-04-01";
/** More than is billed without two people's word. */
const large = { ...subscription, tiers: { standard: 100_000_000_000 } };

test("a batch in which a licence is parked is settled anew, and the one behind it; those that follow are written at once", async () => {
  await using market = await aMarketplace();
  const batches = [];
  for (const terms of [large, subscription, subscription, subscription, subscription]) {
    const deal = { buyer: "meridian", terms, startsOn: day, unsettled: true } as const;
    batches.push([(await market.aLicence(deal)).id]);
  }
  const ask = market.asSystem(day);
  const inTurn: boolean[] = [];
  const outcome = await settleInLanes(ask, 1, batches, async ({ tx }) => {
    const turns = await tx.execute(
      sql`select from pg_locks where pid = pg_backend_pid() and locktype = 'advisory' and classid = 7402`,
    );
    inTurn.push(turns.rowCount === 1);
  });
  expect(outcome).toEqual({ issued: 4, parked: 1 });
  expect(inTurn).toEqual([false, false, true, true, true]);
});
