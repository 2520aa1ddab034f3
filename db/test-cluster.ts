import { spawn } from "node:child_process";
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
  const undertaker = watch(postgres.pid, dataDir);
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
      undertaker();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Ends the cluster and clears its folder when this process ends without doing so: on Ctrl-C, or killed. */
function watch(pid: number, dataDir: string): () => void {
  const bury = `process.stdin.resume().on("end", () => {
    try { process.kill(${pid}, "SIGQUIT"); } catch {}
    setTimeout(() => require("node:fs").rmSync(${JSON.stringify(dataDir)}, { recursive: true, force: true }), 1000);
  })`;
  const watcher = spawn(process.execPath, ["--eval", bury], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  watcher.unref();
  return () => void watcher.kill();
}
