import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { Refusal } from "#server/lib/refusal.ts";

const key = 7_310_005;

/**
 * Makes this launcher the only one on an embedded database, or refuses with the address of the one that runs.
 * The database holds the lock, so it ends with the process, however that ends. `lost` hears when the database is gone.
 */
export async function takeTheHouse(
  { superUrl, dataDir, address }: { superUrl: string; dataDir: string; address: string },
  lost: () => void,
): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: superUrl, application_name: "marketplace launcher" });
  let letGo = false;
  client.on("error", () => undefined);
  client.on("end", () => {
    if (!letGo) lost();
  });
  await client.connect();
  const { rows } = await client.query<{ mine: boolean }>("select pg_try_advisory_lock($1) as mine", [key]);
  if (!rows[0]?.mine) {
    letGo = true;
    await client.end();
    throw alreadyRuns(dataDir);
  }
  const file = whereItRuns(dataDir);
  writeFileSync(file, `${JSON.stringify({ address, pid: process.pid })}\n`);
  return async () => {
    letGo = true;
    rmSync(file, { force: true });
    await client.end().catch(() => undefined);
  };
}

/** The address at which a launcher says that it serves this data folder; perhaps out of date. */
export function servedAt(dataDir: string): { address: string; pid: number } | null {
  try {
    return JSON.parse(readFileSync(whereItRuns(dataDir), "utf8"));
  } catch {
    return null;
  }
}

export function alreadyRuns(dataDir: string): Refusal {
  const other = servedAt(dataDir);
  const where = other ? ` at ${other.address} (process ${other.pid})` : "";
  return new Refusal(
    "set_up_wrongly",
    `The marketplace already runs${where} on the data in ${dataDir}. Use that one, stop it, or start another with its own DATA_DIR and PORT`,
  );
}

const whereItRuns = (dataDir: string) => join(dataDir, "running.json");
