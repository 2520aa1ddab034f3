import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "./embedded.ts";
import { migrate } from "./migrate.ts";
import { asSuper } from "./testing.ts";

/** A throw-away cluster with a migrated template; its addresses go to the tests through the environment. */
export async function startTestCluster() {
  const dataDir = mkdtempSync(join(tmpdir(), "hdm-test-"));
  const postgres = await startPostgres({ dataDir, durable: false });
  try {
    await asSuper(postgres.superUrl, "create database hdm_template owner hdm_owner");
    await migrate(Object.assign(new URL(postgres.ownerUrl), { pathname: "/hdm_template" }).href, "hdm_app");
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  process.env.TEST_POSTGRES = JSON.stringify({
    superUrl: postgres.superUrl,
    ownerUrl: postgres.ownerUrl,
    appUrl: postgres.appUrl,
  });
  return {
    postgres,
    async stop() {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
