import { getTableColumns, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Transaction } from "#db/client.ts";

/**
 * Adds many rows by one statement with one parameter, in their order: what counts is how many rows there are, not how
 * many values. Every row names the same columns; the others get their defaults.
 */
export async function addRows<Table extends PgTable>(
  tx: Transaction,
  table: Table,
  rows: readonly Table["$inferInsert"][],
) {
  if (rows.length === 0) return;
  const columns = Object.entries(getTableColumns(table)).filter(([name]) => name in rows[0]!);
  const asJson = rows.map((row) =>
    Object.fromEntries(
      columns.map(([name, column]) => {
        const value = (row as Record<string, unknown>)[name];
        return [column.name, column.dataType === "json" ? value : (value ?? null)];
      }),
    ),
  );
  const names = sql.join(
    columns.map(([, column]) => sql.identifier(column.name)),
    sql`, `,
  );
  await tx.execute(
    sql`insert into ${table} (${names}) select ${names} from json_populate_recordset(null::${table}, ${inJson(asJson)})`,
  );
}

/** Rows as one parameter, for `json_populate_recordset` and `json_to_recordset`. Pence travel as digits. */
export const inJson = (rows: readonly unknown[]): SQL =>
  sql`${JSON.stringify(rows, (_, value) => (typeof value === "bigint" ? String(value) : value))}::json`;
