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
import { pages } from "./pages.ts";
import { playAll, tenYears } from "./play.ts";
import { benchSearch } from "./search.ts";
import { verifyMany } from "./verify.ts";

type Row = { what: string; ours: number; yardstick: number; of: string };
type Market = Awaited<ReturnType<typeof marketplace>>;

/**
 * `npm run bench`: what we do beside a yardstick measured in the same run, as a ratio. `--licences N` sets the size
 * of the daily run (100 unless said otherwise), `--datasets N` that of the catalogue that is searched (100,000), and
 * `--only search` measures nothing else.
 */
const licences = Number(process.argv[process.argv.indexOf("--licences") + 1]) || 100;
const datasets = Number(process.argv[process.argv.indexOf("--datasets") + 1]) || 100_000;
const only = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1] : null;
const plays = 1_000;
const later = civil("2027-11-24");

const cluster = await startTestCluster();
try {
  await makeTemplates();
  await using market = await marketplace();
  if (only === "search") {
    await benchSearch(market, datasets);
    process.exit(await cluster.stop().then(() => 0));
  }
  for (let count = 0; count < licences; count++)
    await walk(market.on(market.today), market.cast, {
      ...aSubscription,
      title: `Deal ${count}`,
      months: 24,
    });
  const rows = [
    await cataloguePage(market),
    await dailyRun(market),
    await quietMorning(market),
    await exportRows(market),
    await usageIngest(market),
    await playing(),
    await verifyMany(market, 1_000_000),
  ];
  for (const { what, ours, yardstick, of } of rows)
    process.stdout.write(
      `${what.padEnd(58)} ${ms(ours).padStart(10)}   ${of.padEnd(44)} ${ms(yardstick).padStart(10)}   ratio ${ratio(ours, yardstick)}\n`,
    );
  await benchSearch(market, datasets);
} finally {
  await cluster.stop();
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

/** Bills a second year for every licence, beside as many bare inserts, one a transaction. */
async function dailyRun(market: Market): Promise<Row> {
  const ours = await timed(() => runDay(market.as(system, later)));
  const owner = await asOwner(market);
  const yardstick = await timed(async () => {
    for (let count = 0; count < licences; count++)
      await owner.query("create temporary table if not exists bare (id int); insert into bare values (1)");
  });
  await owner.end();
  return {
    what: `Daily run: ${licences} licences billed, ${ms(ours / licences)} each`,
    ours,
    yardstick,
    of: `${licences} bare inserts, one a transaction`,
  };
}

async function quietMorning(market: Market): Promise<Row> {
  return {
    what: `Daily run again: ${licences} licences, nothing to do`,
    ours: await timed(() => runDay(market.as(system, later))),
    yardstick: await timed(() => market.db.$client.query("select 1")),
    of: "select 1",
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
    what: `Export: ${licences * 2} lines read, totalled and hashed`,
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

async function timed(work: () => Promise<unknown>): Promise<number> {
  const since = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - since) / 1e6;
}

async function median(times: number, work: () => Promise<unknown>): Promise<number> {
  const all: number[] = [];
  for (let count = 0; count < times; count++) all.push(await timed(work));
  return all.sort((a, b) => a - b)[Math.floor(times / 2)]!;
}

function ms(milliseconds: number): string {
  return `${Math.round(milliseconds * 10) / 10} ms`;
}
function ratio(a: number, b: number): string {
  return String(Math.round((a / b) * 10) / 10);
}
