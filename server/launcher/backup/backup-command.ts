import { resolve } from "node:path";
import { dataFolder } from "#db/data-folder.ts";
import { readEnv } from "#server/lib/env.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { howToMakeTheRole } from "./base-backup.ts";
import { backUp, backUpEmbedded } from "./copy.ts";

/** `npm run backup -- FOLDER` copies the database while it runs: the embedded one, or that of `BACKUP_DATABASE_URL`. */
async function main() {
  const [folder] = process.argv.slice(2);
  if (!folder) throw new Refusal("set_up_wrongly", "Say which folder: npm run backup -- FOLDER");
  const { DATA_DIR, DATABASE_URL, BACKUP_DATABASE_URL, WAL_ARCHIVE } = readEnv(process.env);
  if (DATABASE_URL && !BACKUP_DATABASE_URL) throw new Refusal("set_up_wrongly", howToMakeTheRole);
  const to = resolve(folder);
  if (BACKUP_DATABASE_URL) {
    await backUp({ url: BACKUP_DATABASE_URL, to });
    return console.log(copied(folder, "--into DIRECTORY unpacks it"));
  }
  const warning = await backUpEmbedded({ dataDir: dataFolder(DATA_DIR), to, archive: WAL_ARCHIVE });
  console.log(copied(folder, "puts it back"));
  if (!warning) return;
  console.error(warning);
  process.exitCode = 1;
}

const copied = (folder: string, what: string) =>
  `The database is in ${folder}, read again and whole. Keep it elsewhere; npm run restore -- ${folder} ${what}`;

await main().catch((error) => {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 2;
});
