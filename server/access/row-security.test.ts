import { sql } from "drizzle-orm";
import { Client } from "pg";
import { expect, test } from "vitest";
import { testAddresses } from "#db/testing.ts";
import { recordReceipt } from "#server/billing/receipts/store.ts";
import { walk } from "#server/demonstration/deals.ts";
import { system } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { runDay } from "#server/licensing/daily/store/run.ts";
import { aSubscription, marketplace } from "#server/testing/marketplace.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;

/** Every table that holds an organisation's rows, found in the catalogue, so that a new one cannot be forgotten. */
const tablesOfOrganisations = (market: Market) =>
  asReading(market.as(system), async ({ tx }) => {
    const { rows } = await tx.execute<{ name: string }>(
      sql`select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'organisation_id' order by 1`,
    );
    return rows.map(({ name }) => name);
  });

async function twoBuyersInBusiness() {
  const market = await marketplace();
  const halden = { ...market.cast, member: market.people.jonas, signatory: market.people.katrin };
  await walk(market.on(market.today), market.cast, aSubscription);
  await walk(market.on(market.today), halden, aSubscription);
  await runDay(market.as(system), { whole: true });
  await recordReceipt(market.as(market.people.tom), {
    amount: "10.00",
    receivedOn: market.today,
    payer: "A",
    referenceAsReceived: "HDM10000000158",
    requestKey: "row-security",
  });
  return market;
}

test("with no where at all a buyer sees no row of another, in any table with an organisation's rows", async () => {
  await using market = await twoBuyersInBusiness();
  const tables = await tablesOfOrganisations(market);
  expect(tables.length).toBeGreaterThan(15);
  const { organisationId } = market.people.priya;
  for (const table of tables) {
    const seen = await asReading(
      market.as(market.people.priya),
      async ({ tx }) =>
        (
          await tx.execute<{ organisation_id: string | null }>(
            sql`select organisation_id from ${sql.identifier(table)}`,
          )
        ).rows,
    );
    expect(
      seen.filter((row) => row.organisation_id !== organisationId),
      table,
    ).toEqual([]);
  }
});

test("a buyer who forges an organisation writes nothing for another", async () => {
  await using market = await twoBuyersInBusiness();
  const { organisationId } = market.people.jonas;
  const forged = asOneChange(market.as(market.people.priya), ({ tx }) =>
    tx.execute(
      sql`insert into proposals (kind, subject, organisation_id, body, reason, proposed_by, proposed_by_name, proposed_at) values ('termination', 'x', ${organisationId}, '{}', 'x', ${market.people.priya.personId}, 'x', now())`,
    ),
  );
  await expect(forged).rejects.toMatchObject({
    cause: { message: expect.stringContaining("row-level security") },
  });
  const changed = await asOneChange(market.as(market.people.priya), ({ tx }) =>
    tx.execute(sql`update offers set closed_reason = 'mine' where organisation_id = ${organisationId}`),
  );
  expect(changed.rowCount).toBe(0);
});

test("when nobody acts, nobody sees anything: not one row of any table", async () => {
  await using market = await twoBuyersInBusiness();
  const client = new Client({ connectionString: market.appUrl });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  );
  for (const { name } of rows) {
    const counted = await client.query<{ count: string }>(`select count(*) from "${name}"`);
    expect(counted.rows[0]!.count, name).toBe("0");
  }
  await client.end();
});

test("every table is under forced row-level security, the app's role owns nothing, and one function rises above it", async () => {
  await using market = await marketplace();
  const ask = async <Row extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
    (await asReading(market.as(system), ({ tx }) => tx.execute<Row>(query))).rows;
  expect(
    await ask(
      sql`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and not (relrowsecurity and relforcerowsecurity)`,
    ),
  ).toEqual([]);
  expect(
    await ask(
      sql`select relname from pg_class where relowner = (select oid from pg_roles where rolname = current_user)`,
    ),
  ).toEqual([]);
  expect(await ask(sql`select rolsuper, rolbypassrls from pg_roles where rolname = current_user`)).toEqual([
    { rolsuper: false, rolbypassrls: false },
  ]);
  expect(
    await ask(sql`select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`),
  ).toEqual([{ proname: "enqueue_job" }]);
});

test("what was issued, signed, booked, received or recorded is never changed, not even by a superuser", async () => {
  await using market = await twoBuyersInBusiness();
  // A superuser stands above row-level security, so only the triggers are in the way.
  const client = new Client({
    connectionString: Object.assign(new URL(testAddresses().superUrl), { pathname: `/${market.name}` }).href,
  });
  await client.connect();
  for (const table of [
    "documents",
    "document_lines",
    "signatures",
    "offer_versions",
    "approvals",
    "postings",
    "transfers",
    "receipts",
    "events",
    "prices",
  ]) {
    await expect(client.query(`delete from ${table}`), table).rejects.toThrow(
      "is append-only: correct it with another row",
    );
    await expect(client.query(`truncate ${table} cascade`), table).rejects.toThrow("is append-only");
  }
  await expect(client.query("update documents set net_pence = 1")).rejects.toThrow(
    "documents is append-only",
  );
  await expect(client.query("update licences set contract = '{}'")).rejects.toThrow(
    "is signed: its contract cannot change",
  );
  await client.end();
});
