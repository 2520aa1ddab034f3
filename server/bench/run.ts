import { createHash } from "node:crypto";
import { pipeline } from "node:stream/promises";
import { Client } from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { startTestCluster } from "#db/test-cluster.ts";
import { walk } from "#server/demonstration/deals.ts";
import { system } from "#server/lib/actor.ts";
import { asReading } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import { runDay } from "#server/licensing/daily/store/run.ts";
import { reconciliation } from "#server/reconciliation/store.ts";
import { aSubscription, marketplace } from "#server/testing/marketplace.ts";
import { makeTemplates } from "#server/testing/templates.ts";
import { aMeteredLicence, aToken, sends } from "#server/testing/usage.ts";
import { benchDailyRun } from "./daily-run.ts";
import { median, print, type Row, timed } from "./measure.ts";
import { pages } from "./pages.ts";
import { playAll, tenYears } from "./play.ts";
import { benchSearch } from "./search.ts";
import { verifyMany } from "./verify.ts";
import { benchWorkspace } from "./workspace.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;

/**
 * `npm run bench`: what we do beside a yardstick measured in the same run, as a ratio. `--licences N` sets the size
 * of the daily run (5,000 unless said otherwise), `--datasets N` that of the catalogue that is searched (100,000), and
 * `--only run`, `search`, `verify`, `workspace` or `others` measures nothing else.
 */
const said = (name: string) =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined;
const licences = Number(said("--licences")) || 5_000;
const datasets = Number(said("--datasets")) || 100_000;
const only = said("--only");
const deals = 100;
const plays = 1_000;
const later = civil("2027-11-24");

const cluster = await startTestCluster();
try {
  await makeTemplates();
  const wanted = (name: string) => only === undefined || only === name;
  if (wanted("run")) for (const row of await benchDailyRun(licences, cluster.postgres.superUrl)) print(row);
  if (wanted("others")) await others();
  if (wanted("search")) await searching();
  if (wanted("verify")) await verifying();
  if (wanted("workspace")) await benchWorkspace(1_000);
} finally {
  await cluster.stop();
}

/** What a page, a file, a machine and a life of ten years take, in a marketplace with some deals of two years. */
async function others() {
  await using market = await marketplace();
  for (let count = 0; count < deals; count++)
    await walk(market.on(market.today), market.cast, {
      ...aSubscription,
      title: `Deal ${count}`,
      months: 24,
    });
  await runDay(market.as(system, later));
  for (const measure of [cataloguePage, exportRows, usageIngest, playing]) print(await measure(market));
}

async function verifying() {
  await using market = await marketplace();
  print(await verifyMany(market, 1_000_000));
}

async function searching() {
  await using market = await marketplace();
  await benchSearch(market, datasets);
}

/** The catalogue with all facet counts, drawn and sent, beside a page of the same shell that asks for nothing. */
async function cataloguePage(market: Market): Promise<Row> {
  const [ours, yardstick] = await pages(market.appUrl, [
    "/catalogue?q=hospital&model=royalty",
    "/accessibility",
  ]);
  return {
    what: "Catalogue page with facet counts, median",
    ours,
    yardstick,
    of: "a bare page of the same shell",
  };
}

/** The reconciliation rows read and hashed, beside COPY of the same query. */
async function exportRows(market: Market): Promise<Row> {
  const ask = market.as(system, later);
  const range = { from: civil("2020-01-01"), to: civil("2040-01-01") };
  const query = reconciliation.query(range, later);
  const ours = await median(5, () =>
    asReading(ask, async ({ tx }) => {
      const count = reconciliation.begin();
      const hash = createHash("sha256");
      for (const row of (await tx.execute(query)).rows) hash.update(count.add(row as never).join(","));
      hash.digest("hex");
    }),
  );
  const yardstick = await median(5, async () => {
    const client = await market.db.$client.connect();
    try {
      await client.query("begin");
      await client.query("select set_config('app.side', 'system', true)");
      const stream = client.query(
        copyTo(
          "copy (select * from documents d join document_lines l on l.document_id = d.id) to stdout with csv",
        ),
      );
      for await (const _chunk of stream);
      await client.query("commit");
    } finally {
      client.release();
    }
  });
  return {
    what: `Export: ${deals * 2} lines read, totalled and hashed`,
    ours,
    yardstick,
    of: "COPY of documents with their lines",
  };
}

/** A life of ten years, month by month, for each licence, beside reading the same files as JSON. */
async function playing(): Promise<Row> {
  const ours = await timed(async () => playAll(plays));
  const texts = Array.from({ length: plays }, (_, number) => JSON.stringify(tenYears(number)));
  const yardstick = await timed(async () => {
    for (const text of texts) JSON.parse(text);
  });
  return {
    what: `Play: ${plays} licences × 10 years of monthly facts`,
    ours,
    yardstick,
    of: "the same files read as JSON",
  };
}

/** Requests of a machine from token to commit, one after the other, beside COPY of the same rows into a bare table. */
async function usageIngest(market: Market): Promise<Row> {
  const [events, batch] = [20_000, 1000];
  const licence = await aMeteredLicence(market);
  const { secret } = await aToken(market, market.people.anthony);
  const rows = Array.from({ length: events }, (_, index) => ({
    source: "bench",
    id: String(index),
    licence,
    quantity: `${index % 97}.5`,
    at: "2026-11-24T08:00:00Z",
  }));
  const bodies = Array.from({ length: events / batch }, (_, index) =>
    JSON.stringify({ events: rows.slice(index * batch, (index + 1) * batch) }),
  );
  const send = async (body: string) => {
    const { status } = await sends(market, secret, body);
    if (status !== 200) throw new Error(`Events were answered with ${status}`);
  };
  await send(bodies[0]!.replaceAll('"bench"', '"warm"'));
  const ours = await timed(async () => {
    for (const body of bodies) await send(body);
  });
  const client = await asOwner(market);
  try {
    const lines = rows.map(({ source, id, quantity, at }) => `o\t${source}\t${id}\t${quantity}\t${at}\n`);
    await client.query(
      "create temporary table bare_events (organisation text, source text, id text, quantity numeric(26, 6), at timestamptz, primary key (organisation, source, id))",
    );
    const yardstick = await timed(() =>
      pipeline(lines, client.query(copyFrom("copy bare_events from stdin"))),
    );
    return {
      what: `Usage: ${events} events by ${batch}, ${Math.round((events / ours) * 1000)} a second`,
      ours,
      yardstick,
      of: "COPY of the same rows, same key",
    };
  } finally {
    await client.end();
  }
}

/** The owner of the database may make a table for a moment; the app's role may not. */
async function asOwner({ ownerUrl }: Market): Promise<Client> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  return client;
}
