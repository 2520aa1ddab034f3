import { join } from "node:path";
import { defineConfig } from "vitest/config";

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
    testTimeout: 60_000,
    hookTimeout: 120_000,
    env: { LOG_LEVEL: "silent" },
  },
});
