import { startTestCluster } from "#db/test-cluster.ts";
import { asSuper } from "#db/testing.ts";
import { build, isBuilt } from "#server/launcher/build.ts";
import { startNode } from "#server/launcher/children.ts";

/**
 * One throw-away cluster for all stories with two templates: `hdm_template` (migrated, empty) and `hdm_seeded`
 * (the demonstration, made once by its own command). Builds the pages if they are not of these sources. Each worker of the stories clones its own from them.
 */
export default async function setup() {
  const wrong = isBuilt() ? null : await build();
  if (wrong !== null) throw new Error(`The pages could not be built\n${wrong}`);
  const cluster = await startTestCluster();
  try {
    await seed(cluster.postgres);
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return () => cluster.stop();
}

async function seed({ superUrl, ownerUrl, appUrl }: { superUrl: string; ownerUrl: string; appUrl: string }) {
  await asSuper(superUrl, "create database hdm_seeded template hdm_template owner hdm_owner");
  const seeding = startNode(["server/demonstration/seed-command.ts", "--if-empty"], {
    ...process.env,
    DATABASE_URL: databaseOf(appUrl, "hdm_seeded"),
    MIGRATE_DATABASE_URL: databaseOf(ownerUrl, "hdm_seeded"),
    DEMO: "1",
    LOG_LEVEL: "warn",
  });
  if ((await seeding.ended) !== 0)
    throw new Error(`The demonstration could not be set up\n${seeding.said()}`);
}

const databaseOf = (url: string, name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
