import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { dataFolder } from "#db/data-folder.ts";
import { readEnv } from "#server/lib/env.ts";
import { Refusal, setUpWrongly } from "#server/lib/refusal.ts";
import { restoreEmbedded, restoreInto } from "./restore.ts";
import { verified } from "./verified.ts";

/**
 * `npm run restore -- FOLDER` puts a copy of the embedded database back where `DATA_DIR` says, and verifies it;
 * `--into DIRECTORY` unpacks one for a Postgres of one's own. `--until MOMENT` comes back to a moment of the log.
 */
async function main() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { into: { type: "string" }, archive: { type: "string" }, until: { type: "string" } },
  });
  const from = positionals[0] ? resolve(positionals[0]) : null;
  if (!from) throw setUpWrongly("Say which copy: npm run restore -- FOLDER");
  const until = values.until ? momentIn(values.until) : null;
  const { DATA_DIR, DATABASE_URL, WAL_ARCHIVE, DEMO } = readEnv(process.env);
  if (values.into) {
    const into = resolve(values.into);
    await restoreInto({ from, into, archive: values.archive, until });
    const version = readFileSync(join(into, "PG_VERSION"), "utf8").trim();
    return console.log(
      `It is in ${into}. Start Postgres ${version} on it, with the settings that it had, then check it with npm run --silent verify`,
    );
  }
  if (DATABASE_URL || values.archive)
    throw setUpWrongly(
      "Say where a Postgres of your own is to find it: npm run restore -- FOLDER --into DIRECTORY, and --archive FOLDER for its log",
    );
  const dataDir = dataFolder(DATA_DIR);
  await restoreEmbedded({ from, dataDir, archive: WAL_ARCHIVE, until });
  console.log(`It is back in ${dataDir}. Verifying every figure; Ctrl-C ends that, and leaves what is back`);
  const found = await verified(dataDir, WAL_ARCHIVE, DEMO ?? true);
  console.log(found.sentence);
  if (!found.ok) process.exitCode = 1;
}

function momentIn(text: string): string {
  if (z.iso.datetime({ offset: true }).safeParse(text).success) return text;
  throw setUpWrongly(`${text} is no moment. Write it like 2026-11-27T14:03:00Z, with Z or +00:00 at its end`);
}

await main().catch((error) => {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 2;
});
