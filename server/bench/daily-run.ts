import { Client } from "pg";
import { system } from "#server/lib/actor.ts";
import { type CivilDate, civil } from "#server/lib/dates.ts";
import { runDay } from "#server/licensing/daily/store/run.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { manyLicences } from "./many-licences.ts";
import { type Row, timed } from "./measure.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;
const firstDay = civil("2026-11-24");
const monthEnd = civil("2026-11-30");
const lastMonthEnd = civil("2027-10-31");
const secondYear = civil("2027-11-24");

/**
 * The run over so many licences: their first bills, the release of a month, and the bills of their second year. Each beside
 * the same day of a tenth as many that are settled one a change, ten times as long; and a morning on which nothing is due.
 */
export async function benchDailyRun(many: number, superUrl: string): Promise<Row[]> {
  const few = Math.max(1, Math.round(many / 10));
  await using together = await aMarketAtWork(many, superUrl);
  await using alone = await aMarketAtWork(few, superUrl);
  const rows: Row[] = [];
  const measure = async (what: string, day: CivilDate) => {
    const ours = await timed(() => run(together, day));
    const one = await timed(() => run(alone, day, 1));
    rows.push({
      what: `Daily run, ${what}: ${many}, ${Math.round((many / ours) * 1000)} a second`,
      ours,
      yardstick: (one * many) / few,
      of: `one a change, ${Math.round((few / one) * 1000)} a second`,
    });
    await gatherStatistics(together);
    await gatherStatistics(alone);
  };
  await measure("first bills", firstDay);
  await measure("a month released", monthEnd);
  await measure("eleven months released at once", lastMonthEnd);
  await measure("bills of the second year", secondYear);
  const ours = rows.reduce((sum, row) => sum + row.ours, 0);
  rows.push({
    what: `Daily run again: ${many} licences, nothing to do`,
    ours: await timed(() => run(together, secondYear)),
    yardstick: await timed(() => together.db.$client.query("select 1")),
    of: "select 1",
  });
  rows.push(await asBareRows(together, ours));
  return rows;
}

/** A marketplace that has billed some licences before, so that the database knows its tables, and has so many to bill. */
async function aMarketAtWork(many: number, superUrl: string): Promise<Market> {
  const before = 500;
  const market = await marketplace();
  await manyLicences(market, { to: before }, superUrl);
  await run(market, firstDay);
  await gatherStatistics(market);
  await manyLicences(market, { from: before + 1, to: before + many }, superUrl);
  return market;
}

const run = (market: Market, day: CivilDate, at = 250) =>
  runDay({ ...market.as(system, day), now: new Date(`${day}T06:00:00Z`) }, { together: at });

/** What the database does by itself within minutes of work like this. */
async function gatherStatistics({ ownerUrl }: Market) {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query("analyze");
  await client.end();
}

/** The runs by the rows they wrote, beside one statement that inserts as many with nothing to watch over them. */
async function asBareRows({ ownerUrl }: Market, ours: number): Promise<Row> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("select set_config('app.side', 'system', false)");
    const { rows } = await client.query<{ count: string }>(`select (select count(*) from documents)
      + (select count(*) from document_lines) + (select count(*) from open_items) + (select count(*) from postings)
      + (select count(*) from transfers) + (select count(*) from events) as count`);
    const count = Number(rows[0]!.count);
    await client.query(
      "create temporary table bare (id uuid primary key, number int, on_day date, text text)",
    );
    const yardstick = await timed(() =>
      client.query(
        "insert into bare select gen_random_uuid(), n, '2026-11-24', 'row ' || n from generate_series(1, $1::int) n",
        [count],
      ),
    );
    return {
      what: `The four runs together: ${count} rows`,
      ours,
      yardstick,
      of: "as many bare rows, one statement",
    };
  } finally {
    await client.end();
  }
}
