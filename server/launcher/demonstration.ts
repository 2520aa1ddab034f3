import { Client } from "pg";

const filling = "the demonstration is being filled";

/** How far an embedded database is, seen past row-level security, which would show its owner nothing. */
export async function stateOfDemonstration(superUrl: string): Promise<"empty" | "half filled" | "filled"> {
  const [mark] = await ask(
    superUrl,
    "postgres",
    "select shobj_description(oid, 'pg_database') as words from pg_database where datname = 'hdm'",
  );
  if (mark?.words === filling) return "half filled";
  const [table] = await ask(superUrl, "hdm", "select to_regclass('public.organisations') as words");
  if (!table?.words) return "empty";
  const [row] = await ask(superUrl, "hdm", "select 'some' as words from organisations limit 1");
  return row ? "filled" : "empty";
}

/** Until this is taken back, a start knows that the one before was cut short; nobody can have used it yet. */
export const markFilling = (superUrl: string, is: boolean) =>
  ask(superUrl, "postgres", `comment on database hdm is ${is ? `'${filling}'` : "null"}`);

/** A new, empty database in the place of a half-filled one. */
export async function emptyDemonstration(superUrl: string) {
  await ask(superUrl, "postgres", "drop database hdm with (force)");
  await ask(superUrl, "postgres", "create database hdm owner hdm_owner");
}

async function ask(
  superUrl: string,
  database: string,
  statement: string,
): Promise<{ words: string | null }[]> {
  const client = new Client({
    connectionString: Object.assign(new URL(superUrl), { pathname: `/${database}` }).href,
  });
  await client.connect();
  try {
    return (await client.query<{ words: string | null }>(statement)).rows;
  } finally {
    await client.end();
  }
}
