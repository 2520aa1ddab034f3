import { spawnSync } from "node:child_process";
import { Client } from "pg";
import { civil } from "#server/lib/dates.ts";
import { ownMigrations, readMigrations } from "../migration-files.ts";
import { startTestCluster } from "../test-cluster.ts";
import { freshDatabase } from "../testing.ts";
import { writeCopy } from "./copy.ts";
import { readFigures } from "./figures.ts";
import { keepRelease } from "./release.ts";

/** Pinned, so that two copies of one release tell the same year. */
const date = civil("2026-11-24");

/** `npm run release -- NAME`: keeps a copy of the demonstration as the present code makes it (see the README here). */
async function main(name: string) {
  const cluster = await startTestCluster();
  try {
    await using fresh = await freshDatabase();
    seed(fresh.appUrl);
    const client = new Client({
      connectionString: Object.assign(new URL(cluster.postgres.superUrl), { pathname: `/${fresh.name}` })
        .href,
    });
    await client.connect();
    const migrations = readMigrations(ownMigrations).map(({ name, hash }) => ({ name, hash }));
    keepRelease({ name, date, migrations, figures: await readFigures(client) }, await writeCopy(client));
    await client.end();
  } finally {
    await cluster.stop();
  }
}

function seed(appUrl: string) {
  const { status } = spawnSync("npm run --silent seed", {
    shell: true,
    stdio: "inherit",
    env: { ...process.env, DATABASE_URL: appUrl, MIGRATE_DATABASE_URL: "", DEMO: "1", DEMO_DATE: date },
  });
  if (status !== 0) throw new Error("The demonstration could not be seeded");
}

const [name] = process.argv.slice(2);
if (name) await main(name);
else {
  process.stderr.write("Name the release: npm run release -- NAME\n");
  process.exitCode = 1;
}
