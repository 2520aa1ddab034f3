import { startTestCluster } from "#db/test-cluster.ts";
import { asSuper } from "#db/testing.ts";
import { build, isBuilt } from "#server/launcher/build.ts";
import { startNode } from "#server/launcher/children.ts";
import { storyDate } from "./server.ts";

/**
 * One throw-away cluster for all stories with three templates: `hdm_template` (migrated, empty), `hdm_seeded` (the
 * demonstration, made once by its own command) and `hdm_catalogue` (the same without its history). Builds the pages if
 * they are not of these sources. Each worker of the stories clones its own from them.
 */
export default async function setup() {
  const wrong = isBuilt() ? null : await build();
  if (wrong !== null) throw new Error(`The pages could not be built\n${wrong}`);
  const cluster = await startTestCluster();
  try {
    await Promise.all([
      seed(cluster.postgres, "hdm_seeded"),
      seed(cluster.postgres, "hdm_catalogue", "--without-history"),
    ]);
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return () => cluster.stop();
}

type Addresses = { superUrl: string; ownerUrl: string; appUrl: string };

async function seed({ superUrl, ownerUrl, appUrl }: Addresses, name: string, ...how: string[]) {
  await asSuper(superUrl, `create database ${name} template hdm_template owner hdm_owner`);
  const seeding = startNode(["server/demonstration/seed-command.ts", "--if-empty", ...how], {
    ...process.env,
    DATABASE_URL: databaseOf(appUrl, name),
    MIGRATE_DATABASE_URL: databaseOf(ownerUrl, name),
    DEMO: "1",
    DEMO_DATE: storyDate,
    LOG_LEVEL: "warn",
  });
  if ((await seeding.ended) !== 0)
    throw new Error(`The demonstration could not be set up\n${seeding.said()}`);
}

const databaseOf = (url: string, name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
