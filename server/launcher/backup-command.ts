import { resolve } from "node:path";
import { dataFolder } from "#db/data-folder.ts";
import { readEnv } from "#server/lib/env.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { backUp, restore } from "./backup.ts";

/**
 * `npm run backup -- FOLDER` copies the embedded database while it runs; `npm run restore -- FOLDER` puts it back where
 * `DATA_DIR` says. A Postgres of one's own is backed up by its own tools (README).
 */
async function main() {
  const [what, folder] = process.argv.slice(2);
  const { DATA_DIR, DATABASE_URL } = readEnv(process.env);
  if (DATABASE_URL)
    throw new Refusal(
      "set_up_wrongly",
      "DATABASE_URL is set: back that Postgres up with its own tools, as the README says",
    );
  if (!folder || (what !== "backup" && what !== "restore"))
    throw new Refusal(
      "set_up_wrongly",
      "Say which folder: npm run backup -- FOLDER, npm run restore -- FOLDER",
    );
  const dataDir = dataFolder(DATA_DIR);
  if (what === "backup") await backUp({ dataDir, to: resolve(folder) });
  else restore({ from: resolve(folder), dataDir });
  console.log(
    what === "backup"
      ? `The database is in ${folder}. Keep it elsewhere; npm run restore -- ${folder} puts it back`
      : `It is back in ${dataDir}. Start it with npm start, then check it with npm run --silent verify`,
  );
}

await main().catch((error) => {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 2;
});
