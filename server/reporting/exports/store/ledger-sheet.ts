import { sql } from "drizzle-orm";
import { amount } from "#server/lib/csv-out.ts";
import type { Sheet } from "#server/reconciliation/sheet.ts";

type Row = {
  posting: string;
  position: number;
  on: string;
  known_at: string;
  licence: string | null;
  organisation: string | null;
  debit: string;
  debit_name: string;
  credit: string;
  credit_name: string;
  amount: string;
};

/** The ledger file: one row a transfer, by accounting date, posting key and place in the posting. */
export const ledger: Sheet<Row> = {
  columns: [
    "posting_key",
    "transfer",
    "date",
    "known_at",
    "licence_reference",
    "organisation",
    "debit_account",
    "debit_name",
    "credit_account",
    "credit_name",
    "amount_pence",
    "amount",
    "currency",
    "row_sha256",
  ],
  query: ({ from, to }) => sql`
    select p.key as posting, t.position + 1 as position, p."on"::text as "on",
      to_char(p.known_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as known_at,
      l.reference as licence, o.name as organisation, t.debit, d.name as debit_name, t.credit, c.name as credit_name,
      t.amount_pence as amount
    from postings p
    join transfers t on t.posting_id = p.id
    join accounts d on d.code = t.debit
    join accounts c on c.code = t.credit
    left join licences l on l.id = p.licence_id
    left join organisations o on o.id = p.organisation_id
    where p."on" between ${from} and ${to}
    order by p."on", p.key, t.position`,

  begin() {
    const totals = { transfers: 0n, debits: 0n, credits: 0n };
    return {
      add(row) {
        const pence = BigInt(row.amount);
        totals.transfers += 1n;
        totals.debits += pence;
        totals.credits += pence;
        return [
          row.posting,
          row.position,
          row.on,
          row.known_at,
          row.licence,
          row.organisation,
          row.debit,
          row.debit_name,
          row.credit,
          row.credit_name,
          pence,
          amount(pence),
          "GBP",
        ];
      },
      total: () => [
        "TOTAL",
        totals.transfers,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        totals.debits,
        amount(totals.debits),
        "GBP",
      ],
      totals: () => ({ ...totals }),
    };
  },
};
