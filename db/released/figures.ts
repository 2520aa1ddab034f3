import type { Client } from "pg";

/** What must come through an upgrade unchanged: how many of each, and every sum to the penny, by account. */
export type Figures = Record<string, string>;

const counted = [
  "people",
  "datasets",
  "applications",
  "offers",
  "licences",
  "facts",
  "documents",
  "receipts",
  "events",
];

const summed = {
  "documents, net": "select sum(net_pence) from documents",
  "documents, VAT": "select sum(vat_pence) from documents",
  "documents, gross": "select sum(gross_pence) from documents",
  "documents, outstanding": "select sum(outstanding_pence) from open_items",
  receipts: "select sum(amount_pence) from receipts",
  "receipts, unallocated": "select sum(unallocated_pence) from receipt_balances",
  "licences, value": "select sum(value_pence) from licences",
};

const balances = `
  select account, sum(pence)::text as pence from (
    select debit as account, amount_pence as pence from transfers
    union all select credit, -amount_pence from transfers) as sides
  group by account order by account`;

/** Read as a superuser, who stands above row-level security. */
export async function readFigures(client: Client): Promise<Figures> {
  const figures: Figures = {};
  const read = async (name: string, query: string) => {
    const { rows } = await client.query<{ figure: string }>(`select (${query})::text as figure`);
    figures[name] = rows[0]!.figure;
  };
  for (const table of counted) await read(table, `select count(*) from ${table}`);
  for (const [name, query] of Object.entries(summed)) await read(`${name} (pence)`, query);
  const { rows } = await client.query<{ account: string; pence: string }>(balances);
  for (const { account, pence } of rows) figures[`account ${account} (pence)`] = pence;
  return figures;
}
