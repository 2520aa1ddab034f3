import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { runSeed } from "./testing/seed.ts";

const root = join(import.meta.dirname, "..");

export default defineConfig({
  root,
  test: {
    include: ["server/**/*.test.ts", "db/**/*.test.ts", "app/**/*.test.{ts,tsx}"],
    globalSetup: [join(root, "server/vitest.setup.ts")],
    // The marker package throws outside a bundler; in tests everything is the server.
    alias: { "server-only": join(root, "node_modules/server-only/empty.js") },
    server: { deps: { inline: ["next-auth"] } },
    pool: "forks",
    // One a core: what is left of a core while a test waits for Postgres is what Postgres needs.
    maxWorkers: availableParallelism(),
    // No test may lean on the one before it.
    sequence: { shuffle: true, seed: runSeed },
    // Generous: a busy machine takes several times as long, and only what hangs should fail by it.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    env: { LOG_LEVEL: "silent", SEED: String(runSeed) },
  },
});
