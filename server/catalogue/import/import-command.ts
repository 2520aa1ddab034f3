import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { connect } from "#db/client.ts";
import { readClock } from "#server/access/store/clock.ts";
import { system } from "#server/lib/actor.ts";
import { csvRow } from "#server/lib/csv.ts";
import { env } from "#server/lib/env.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { textOfFile } from "#server/lib/text.ts";
import { mostRowsOf } from "./readers.ts";
import { importFiles } from "./store/import.ts";

const usage = "Usage: npm run --silent catalogue:import -- [--source NAME] [--report FILE] FILE…";

/** `npm run --silent catalogue:import -- FILE…`: imports the files as one change and prints the counts as one line of JSON. */
async function main() {
  const { values, positionals } = options();
  if (positionals.length === 0) throw new Refusal("bad_input", `No file was named. ${usage}`);
  if (!/^[a-z0-9][a-z0-9._-]{0,49}$/i.test(values.source))
    throw new Refusal("bad_input", "A source is named by up to 50 letters, digits, dots and hyphens");
  const files = positionals.map((path) => ({ name: basename(path), text: contentOf(path) }));
  const { DATABASE_URL, DEMO } = env();
  const db = connect(DATABASE_URL, { max: 1 });
  try {
    const ask = { db, actor: system, ...(await readClock(db, DEMO)) };
    const { summary, defects } = await importFiles(ask, values.source, files, mostRowsOf.command);
    if (values.report)
      writeFileSync(
        values.report,
        [
          ["record", "field", "what", "value"],
          ...defects.map((one) => [one.record, one.field, one.sentence, one.value]),
        ]
          .map(csvRow)
          .join(""),
      );
    process.stdout.write(`${JSON.stringify(summary)}\n`);
  } finally {
    await db.$client.end();
  }
}

function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { source: { type: "string", default: "hdruk" }, report: { type: "string" } },
    });
  } catch (error) {
    throw new Refusal("bad_input", `${(error as Error).message}. ${usage}`);
  }
}

function contentOf(path: string): string {
  try {
    return textOfFile(readFileSync(path), "files");
  } catch (error) {
    throw new Refusal("bad_input", `${path} cannot be read: ${(error as Error).message}`, "files");
  }
}

await main().catch((error) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
