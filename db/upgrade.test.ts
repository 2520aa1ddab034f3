import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { system } from "#server/lib/actor.ts";
import { addMonths } from "#server/lib/dates.ts";
import { runDay } from "#server/licensing/daily/store/run.ts";
import { verify } from "#server/reporting/verify/store/verify.ts";
import { migrate } from "./migrate.ts";
import { ownMigrations, readMigrations } from "./migration-files.ts";
import { loadCopy } from "./released/copy.ts";
import { readFigures } from "./released/figures.ts";
import { readRelease, readReleasedData } from "./released/release.ts";
import { type FreshDatabase, freshDatabase, testAddresses } from "./testing.ts";

const release = readRelease();
let fresh: FreshDatabase;
let above: Client;
beforeAll(async () => {
  fresh = await freshDatabase("template1");
  const { superUrl } = testAddresses();
  above = new Client({
    connectionString: Object.assign(new URL(superUrl), { pathname: `/${fresh.name}` }).href,
  });
  await above.connect();
  await migrate(fresh.ownerUrl, "hdm_app", readMigrations(ownMigrations, release.migrations.at(-1)!.name));
  await loadCopy(above, readReleasedData());
});
afterAll(async () => {
  await above?.end();
  await fresh?.[Symbol.asyncDispose]();
});

// One life of one database, in its order.
describe("a database of the last release", { shuffle: false }, () => {
  test("no migration of the last release was changed since", () => {
    const now = readMigrations(ownMigrations).map(({ name, hash }) => ({ name, hash }));
    expect(now.slice(0, release.migrations.length)).toEqual(release.migrations);
  });

  test(`the copy of "${release.name}" is whole`, async () => {
    expect(await readFigures(above)).toEqual(release.figures);
  });

  test("brought to the present level, every figure is what it was, and verify finds nothing", async () => {
    await migrate(fresh.ownerUrl, "hdm_app");

    expect(await readFigures(above)).toEqual(release.figures);
    const { checks } = await verify({ db: fresh.db, actor: system, now: new Date(), today: release.date });
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(checks.filter(({ counted }) => counted > 0).length).toBeGreaterThan(15);
  });

  test("a run of the same day changes no figure; where a migration made every licence due again, it has asked for one", async () => {
    const { rows } = await above.query(
      `select exists (select 1 from licences where next_stop_on = '-infinity') as waiting,
        exists (select 1 from graphile_worker.jobs where task_identifier = 'daily.run') as asked`,
    );
    expect(rows[0].asked).toBe(rows[0].waiting);

    await runDay({ db: fresh.db, actor: system, now: new Date(), today: release.date });
    const promising = await above.query("select count(distinct licence_id)::int as count from obligations");
    expect(promising.rows[0].count).toBeGreaterThan(5);
    expect(await readFigures(above)).toEqual(release.figures);
  });

  test("life goes on: what falls due in the next quarter is billed, numbered and chained after what was", async () => {
    const ask = { db: fresh.db, actor: system, now: new Date(), today: addMonths(release.date, 3) };
    await runDay(ask);

    const after = await readFigures(above);
    for (const grown of ["documents", "events", "documents, gross (pence)"])
      expect(Number(after[grown]), grown).toBeGreaterThan(Number(release.figures[grown]));
    const { checks } = await verify(ask);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  });
});
