import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";

export type Column = {
  table: string;
  name: string;
  type: string;
  enumerated: boolean;
  nullable: boolean;
  key: boolean;
};
/** To a value nearby, to that of another row, or to nothing. */
export const allWays = ["nearby", "another's", "nothing"] as const;
export type Way = (typeof allWays)[number];

/** Changes one column of the nth row of its table. */
export async function changeOne(tx: Transaction, column: Column, row: number, way: Way = "nearby") {
  const { table, name, key, nullable } = column;
  const [from, it] = [sql.identifier(table), sql.identifier(name)];
  const place = await nth(tx, table, row);
  if (key && column.enumerated) await makeWay(tx, column, place);
  const nearby = sql`coalesce(${key ? free(column) : next(column)}, ${plausible(column)})`;
  const anothers = sql`coalesce((select o.${it} from ${from} o where o.${it}::text <> ${from}.${it}::text limit 1), ${nearby})`;
  const nothing = sql`case when ${it} is null then ${nearby} end`;
  const value =
    key || way === "nearby" || (way === "nothing" && !nullable)
      ? nearby
      : way === "nothing"
        ? nothing
        : anothers;
  return did(await tx.execute(sql`update ${from} set ${it} = ${value} where ${place}`));
}

export const takeAway = async (tx: Transaction, table: string, row: number) =>
  did(await tx.execute(sql`delete from ${sql.identifier(table)} where ${await nth(tx, table, row)}`));

/** Puts the nth row in again, under a key of its own; where the key has no other value, nothing is put in. */
export async function putInAgain(tx: Transaction, columns: readonly Column[], row: number) {
  const keys = columns.filter(({ key }) => key);
  const other = keys.find(({ enumerated }) => !enumerated) ?? keys[0]!;
  const from = sql.identifier(other.table);
  const values = columns.map((column) => (column === other ? free(column) : sql.identifier(column.name)));
  return did(
    await tx.execute(sql`insert into ${from} overriding system value select ${sql.join(values, sql`, `)} from ${from}
      where ${await nth(tx, other.table, row)} on conflict do nothing`),
  );
}

/** A key of a few words may have them all taken: the row that has the next one makes way. */
const makeWay = (tx: Transaction, column: Column, place: SQL) => {
  const [from, it] = [sql.identifier(column.table), sql.identifier(column.name)];
  return tx.execute(sql`delete from ${from} where ${it} = (select ${next(column)} from ${from} where ${place})
    and not (${place})`);
};

/** Where the nth row lies, which stays so whatever becomes of those before it. */
async function nth(tx: Transaction, table: string, row: number): Promise<SQL> {
  const from = sql.identifier(table);
  const { rows } = await tx.execute<{ ctid: string }>(
    sql`select ctid::text from ${from} order by ctid offset ${row} limit 1`,
  );
  return sql`${from}.ctid = ${rows[0]!.ctid}::tid`;
}

const did = ({ rowCount }: { rowCount: number | null }) => (rowCount ?? 0) > 0;

/** A value of the column's type, where there is none yet. */
export function plausible({ type, enumerated }: Column): SQL {
  if (enumerated) return sql.raw(`(enum_range(null::${type}))[1]`);
  if (type.startsWith("_")) return sql.raw(`'{}'::${type.slice(1)}[]`);
  const values: Record<string, string> = {
    uuid: "gen_random_uuid()",
    bool: "true",
    date: "date '2026-04-01'",
    timestamptz: "timestamptz '2026-04-01 12:00Z'",
    jsonb: "'{}'::jsonb",
    bytea: "'\\x00'::bytea",
    text: "'changed'",
  };
  return sql.raw(values[type] ?? "0");
}

/** The value after the one that stands. */
function next({ name, type, enumerated }: Column): SQL {
  const it = sql.identifier(name);
  if (enumerated)
    return sql`(select one from unnest(enum_range(null::${sql.raw(type)})) one where one <> ${it} limit 1)`;
  if (type.startsWith("_")) {
    const items: Record<string, string> = { _text: "'changed'", _int8: "1" };
    return sql`array_append(${it}, ${sql.raw(items[type] ?? `(enum_range(null::${type.slice(1)}))[1]`)})`;
  }
  const values: Record<string, SQL> = {
    uuid: sql`gen_random_uuid()`,
    bool: sql`not ${it}`,
    date: sql`${it} + 1`,
    timestamptz: sql`${it} + interval '1 hour'`,
    jsonb: sql`case jsonb_typeof(${it}) when 'object' then ${it} || '{"changed": true}'
      when 'array' then ${it} || '["changed"]' else '"changed"' end`,
    bytea: sql`${it} || '\\x00'::bytea`,
    text: sql`${it} || 'x'`,
  };
  return values[type] ?? sql`${it} + 1`;
}

/** A value that no row has. */
const free = (column: Column): SQL =>
  column.type.startsWith("int")
    ? sql`(select max(${sql.identifier(column.name)}) + 1 from ${sql.identifier(column.table)})`
    : next(column);
