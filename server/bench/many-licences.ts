import { Client } from "pg";
import { walk } from "#server/demonstration/deals.ts";
import { aSubscription, type marketplace } from "#server/testing/marketplace.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;

const copied = {
  applications: `'id', made.id, 'reference', made.name`,
  offers: `'id', made.id, 'reference', made.name, 'application_id', made.id`,
  offer_versions: `'offer_id', made.id`,
  approvals: `'offer_id', made.id`,
  signatures: `'offer_id', made.id`,
  licences: `'id', made.id, 'reference', made.name, 'offer_id', made.id, 'title', 'Deal ' || made.number,
    'next_stop_on', row.starts_on, 'settled_on', null, 'settled_facts', 0`,
  entitlements: `'licence_id', made.id`,
};

/**
 * So many signed licences of one buyer, on which nothing was billed yet: copies of one that went through the front door,
 * made by the superuser past the law, since signing one takes longer than billing a hundred.
 */
export async function manyLicences(
  market: Market,
  { from = 1, to }: { from?: number; to: number },
  superUrl: string,
) {
  const client = new Client({
    connectionString: Object.assign(new URL(superUrl), { pathname: `/${market.name}` }).href,
  });
  await client.connect();
  try {
    if ((await client.query("select from licences")).rows.length === 0)
      await walk(market.on(market.today), market.cast, { ...aSubscription, months: 24 });
    await client.query("set session_replication_role = replica");
    for (const [table, set] of Object.entries(copied)) {
      await client.query(`with original as (select l.id as licence_id, l.offer_id, o.application_id from licences l
          join offers o on o.id = l.offer_id order by l.reference limit 1)
        insert into ${table} select filled.* from original
        join ${table} row on ${whose[table as keyof typeof copied]}
        cross join (select number, ('00000000-0000-4000-8000-' || lpad(to_hex(number), 12, '0'))::uuid as id,
          'HDL-2026-' || lpad((number + 1000)::text, 6, '0') as name from generate_series(${from}, ${to}) number) made
        cross join lateral jsonb_populate_record(null::${table}, to_jsonb(row) || jsonb_build_object(${set})) filled`);
    }
    await client.query("analyze");
  } finally {
    await client.end();
  }
}

const whose: Record<keyof typeof copied, string> = {
  applications: "row.id = original.application_id",
  offers: "row.id = original.offer_id",
  offer_versions: "row.offer_id = original.offer_id",
  approvals: "row.offer_id = original.offer_id",
  signatures: "row.offer_id = original.offer_id",
  licences: "row.id = original.licence_id",
  entitlements: "row.licence_id = original.licence_id",
};
