import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { freshDatabase } from "#db/testing.ts";
import { system } from "#server/lib/actor.ts";
import { asReading } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import { chart } from "./accounts.ts";

test(`the ledger keeps exactly the ${chart.length} accounts of the chart, by code, name and type`, async () => {
  await using fresh = await freshDatabase();
  const ask = {
    db: fresh.db,
    actor: system,
    now: new Date("2026-11-24T10:00:00Z"),
    today: civil("2026-11-24"),
  };
  const { rows } = await asReading(ask, ({ tx }) =>
    tx.execute(sql`select code, name, type from accounts order by code`),
  );
  expect(rows).toEqual(chart);
});
