import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { launchOptions } from "./browser.ts";

export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: "**/*.story.ts",
  outputDir: join(import.meta.dirname, "results"),
  globalSetup: join(import.meta.dirname, "setup.ts"),
  workers: availableParallelism(),
  // Stories lean on no other one, in their own file as little as elsewhere; the shuffle of `npm test` sees to it.
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // What passes at the second try only is named at the end of the run.
  retries: 1,
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    launchOptions: launchOptions(),
    locale: "en-GB",
    timezoneId: "Europe/London",
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    trace: "on-first-retry",
    screenshot: "only-on-failure",
  },
});
