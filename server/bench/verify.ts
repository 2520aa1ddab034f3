import { Client } from "pg";
import { testAddresses } from "#db/testing.ts";
import { system } from "#server/lib/actor.ts";
import { verify } from "#server/reporting/verify/store/verify.ts";
import type { marketplace } from "#server/testing/marketplace.ts";
import { type Row, timed } from "./measure.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;

/** `verify` over so many transfers, four a posting, beside one sum over them. */
export async function verifyMany(market: Market, transfers: number): Promise<Row> {
  const above = new Client({
    connectionString: Object.assign(new URL(testAddresses().superUrl), { pathname: `/${market.name}` }).href,
  });
  await above.connect();
  try {
    for (const statement of generated(transfers / 4)) await above.query(statement);
    const yardstick = await timed(() => above.query("select sum(amount_pence) from transfers"));
    const ours = await timed(async () => {
      const { checks } = await verify(market.as(system));
      const wrong = checks.filter(({ ok }) => !ok);
      if (wrong.length > 0) throw new Error(`verify found ${JSON.stringify(wrong)}`);
    });
    return {
      what: `Verify: ${transfers.toLocaleString("en-GB")} transfers, ${Math.round(ours / 1000)} s`,
      ours,
      yardstick,
      of: "the sum of the same transfers",
    };
  } finally {
    await above.end();
  }
}

/** Income released from what was billed in advance: one statement for the postings, one for their transfers. */
const generated = (postings: number) => [
  "set session_replication_role = replica",
  `insert into postings (key, "on", known_at) select 'bench ' || n, date '2026-01-01' + n % 365, now() from generate_series(1, ${postings}) n`,
  `insert into transfers (posting_id, position, debit, credit, amount_pence)
    select p.id, position, '2100', '4110', 1 + position from postings p, generate_series(0, 3) position where p.key like 'bench %'`,
  "set session_replication_role = origin",
  // What was written with the triggers off is taken as it is found.
  "update watched_tables set columns = columns where name in ('postings', 'transfers')",
  "analyze",
];
