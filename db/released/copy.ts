import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { type Client, escapeIdentifier } from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

// A logical copy as pg_dump writes one of data alone, because the packaged Postgres brings no pg_dump: COPY blocks and
// the places of the sequences. `psql` reads it too. The job queue is left out: its waiting jobs are not the release's.

const endOfRows = "\\.";

/** Every row of our tables, in one snapshot: tables by name, rows by primary key, so that equal data makes an equal copy. */
export async function writeCopy(client: Client): Promise<string> {
  await client.query("begin isolation level repeatable read read only");
  const parts: string[] = [];
  for (const { name, columns, key } of await tablesOf(client)) {
    const listed = `${escapeIdentifier(name)} (${columns})`;
    const rows = await text(
      client.query(
        copyTo(`copy (select ${columns} from ${escapeIdentifier(name)} order by ${key}) to stdout`),
      ),
    );
    parts.push(`COPY ${listed} FROM stdin;\n${rows}${endOfRows}\n`);
  }
  const { rows } = await client.query<{ setval: string }>(
    `select format('SELECT setval(%L, %s);', quote_ident(sequencename), last_value) as setval
       from pg_sequences where schemaname = 'public' and last_value is not null order by sequencename`,
  );
  await client.query("commit");
  return `${parts.join("")}${rows.map(({ setval }) => `${setval}\n`).join("")}`;
}

/** Replaces all rows by those of a copy. As a superuser: triggers and foreign keys had their say when the rows were made. */
export async function loadCopy(client: Client, copy: string) {
  await client.query("begin");
  await client.query("set local session_replication_role = replica");
  const names = (await tablesOf(client)).map(({ name }) => escapeIdentifier(name));
  await client.query(`truncate ${names.join(", ")}`);
  const lines = copy.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    if (!line.startsWith("COPY ")) {
      await client.query(line);
      continue;
    }
    const end = lines.indexOf(endOfRows, at);
    const rows = lines.slice(at + 1, end).map((row) => `${row}\n`);
    await pipeline(Readable.from(rows), client.query(copyFrom(line)));
    at = end;
  }
  await client.query("commit");
}

async function tablesOf(client: Client) {
  const { rows } = await client.query<{ name: string; columns: string; key: string }>(
    `select c.relname as name,
       (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
         where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
       (select string_agg(quote_ident(a.attname), ', ' order by place)
         from pg_index i, unnest(i.indkey) with ordinality as k (attnum, place)
         join pg_attribute a on a.attnum = k.attnum
         where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid) as key
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname`,
  );
  return rows;
}
