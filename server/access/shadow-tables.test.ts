import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asSuper, testAddresses } from "#db/testing.ts";
import { walk } from "#server/demonstration/deals.ts";
import { system } from "#server/lib/actor.ts";
import { asReading } from "#server/lib/change.ts";
import { verify } from "#server/reporting/verify/store/verify.ts";
import { aSubscription, marketplace } from "#server/testing/marketplace.ts";

/** The law reads tables by name. Whoever speaks SQL as the app's role puts tables of the same names in front of ours. */
let market: Awaited<ReturnType<typeof marketplace>>;
let app: Client;
let deal: Awaited<ReturnType<typeof walk>>;
beforeEach(async () => {
  market = await marketplace();
  await walk(market.on(market.today), market.cast, aSubscription);
  deal = await walk(
    market.on(market.today),
    market.cast,
    { ...aSubscription, title: "Still to sign" },
    "approved",
  );
  app = new Client({ connectionString: market.appUrl });
  await app.connect();
});
afterEach(async () => {
  await app.end();
  await market[Symbol.asyncDispose]();
});

/** As the NHS, with a right that the app's role does not have: its own tables for a moment. */
async function standIn(...statements: string[]) {
  await asSuper(testAddresses().superUrl, `grant temporary on database ${market.name} to hdm_app`);
  await app.query("begin");
  await app.query("select set_config('app.side', 'system', true)");
  for (const statement of statements) await app.query(statement);
}

/** A row like one that is there, with some columns said anew, into our own table. */
const like = async (table: string, where: string, anew: Record<string, string>) => {
  const { rows } = await app.query<{ name: string }>(
    `select quote_ident(column_name) as name from information_schema.columns
      where table_schema = 'public' and table_name = '${table}' and is_generated = 'NEVER'`,
  );
  const columns = rows.map(({ name }) => name);
  return app.query(
    `insert into public.${table} (${columns}) select ${columns.map((name) => anew[name] ?? name)}
      from public.${table} where ${where} limit 1`,
  );
};

test("the app's role makes no table of its own, not for a moment, in no schema", async () => {
  for (const statement of [
    "create temporary table signatures (id int)",
    "create table public.signatures2 (id int)",
    "create schema mine",
    "create function pg_temp.acting_side() returns text language sql return 'system'",
  ])
    await expect(app.query(statement), statement).rejects.toThrow("permission denied");
});

test("made-up signatures put no licence in force", async () => {
  await standIn(
    `create temporary table signatures as select o.id as offer_id, o.contract_hash
      from public.offers o, generate_series(1, 2) where o.reference = '${deal.offer}'`,
  );
  const forged = app.query(
    `insert into public.licences (reference, offer_id, organisation_id, dataset_id, kind, title, contract, contract_hash,
        value_pence, starts_on, ends_on, status, in_force_at)
      select 'HDL-2026-9999', o.id, o.organisation_id, a.dataset_id, a.kind, a.title, v.contract, v.contract_hash, 1,
        '2026-11-24', '2027-11-24', 'in_force', now()
      from public.offers o join public.offer_versions v on v.offer_id = o.id join public.applications a on a.id = o.application_id
      where o.reference = '${deal.offer}'`,
  );
  await expect(forged).rejects.toThrow("a licence is signed by both sides");
});

test("a made-up author of an offer does not let its author approve it", async () => {
  const another = `(select id from public.people where email <> (select email from public.people where id = author_id) limit 1)`;
  await standIn(
    `create temporary table offer_versions as select * from public.offer_versions`,
    `update pg_temp.offer_versions set author_id = ${another}`,
  );
  const own = like("approvals", "true", {
    approved_as: "'finance'::approval_as",
    person_id:
      "(select v.author_id from public.offer_versions v where v.offer_id = approvals.offer_id and v.version = approvals.version)",
  });
  await expect(own).rejects.toThrow("nobody approves their own offer");
});

test("a made-up counter leaves no gap in numbers", async () => {
  await standIn(
    "create temporary table series as select 'INV'::series_name as name, 900 as last",
    "create temporary table document_lines as select null::uuid as document_id, 0::bigint as net_pence",
  );
  const far = like("documents", "series = 'INV'", {
    id: "gen_random_uuid()",
    sequence: "900",
    number: "'INV-000900'",
  });
  await expect(far).rejects.toThrow("document numbers have no gap");
});

test("a made-up head takes no event off its chain", async () => {
  await standIn(
    `create temporary table chain_heads as select chain, organisation_id, 700::bigint as sequence, 'made up'::text as hash
      from public.chain_heads`,
    `insert into public.events (chain, type, subject, facts, actor, actor_name, at, business_date, sequence, previous_hash, hash)
      values ('nhs', 'run.finished', 'x', '{}', 'system', 'system', now(), '2026-11-24', 1, '', '')`,
    "drop table pg_temp.chain_heads",
    "commit",
  );
  await asSuper(testAddresses().superUrl, `revoke temporary on database ${market.name} from hdm_app`);
  const { checks } = await verify(market.as(system));
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
});

test("the end of a chain is not written by hand, by nobody", async () => {
  for (const side of ["buyer", "nhs", "system"])
    for (const statement of [
      "update chain_heads set hash = 'mine'",
      "update chain_heads set sequence = sequence + 1, hash = 'mine'",
      `insert into chain_heads (chain, organisation_id, sequence, hash) values ('mine', '${market.people.priya.organisationId}', 0, '')`,
    ]) {
      await app.query("begin");
      await app.query("select set_config('app.side', $1, true), set_config('app.organisation', $2, true)", [
        side,
        market.people.priya.organisationId,
      ]);
      await expect(app.query(statement), `${side}: ${statement}`).rejects.toThrow("moves with an event");
      await app.query("rollback");
    }
});

test("every function of ours looks names up where it says, in our tables before anybody's own", async () => {
  const paths = await asReading(market.as(system), async ({ tx }) => {
    const { rows } = await tx.execute<{ name: string; config: string[] | null }>(
      "select p.oid::regprocedure::text as name, proconfig as config from pg_proc p where p.pronamespace = 'public'::regnamespace",
    );
    return rows;
  });
  expect(paths.length).toBeGreaterThan(25);
  const loose = paths.filter(
    ({ config }) => !config?.some((set) => /^search_path=pg_catalog, (public, )?pg_temp$/.test(set)),
  );
  expect(loose).toEqual([]);
});
