import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, isBuilt } from "#server/launcher/build.ts";
import { nextCommand } from "#server/launcher/children.ts";
import { setUpBrowser } from "./browser.ts";

type Counts = { passed: number; failed: number; skipped: number };

const root = join(import.meta.dirname, "..");
const reports = mkdtempSync(join(tmpdir(), "hdm-reports-"));
const one = (ok: boolean): Counts => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });
const skipped: Counts = { passed: 0, failed: 0, skipped: 1 };

/** `npm test`: everything that can be wrong, cheapest first; nothing that fails hides what comes after it. */
async function runAll() {
  const steps: [string, Counts][] = [];
  const step = async (title: string, work: () => Counts | Promise<Counts>) => {
    process.stdout.write(`\n== ${title}\n`);
    const since = Date.now();
    const counts = await work();
    steps.push([title, counts]);
    process.stdout.write(`== ${title}: ${inWords(counts)} (${Math.round((Date.now() - since) / 1000)} s)\n`);
    return counts.failed === 0;
  };

  await step("types", () =>
    one(node(nextCommand, "typegen") && node("node_modules/typescript/bin/tsc", "--noEmit")),
  );
  await step("lint", () =>
    one(node("node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings")),
  );
  await step("rules and stores", rules);
  await step("a tenth model", () => one(node("node_modules/tsx/dist/cli.mjs", "e2e/tenth/run.ts")));
  const built = await step("build", async () => one(isBuilt() || isWell(await build())));
  const browser = await step("browser", async () => {
    const { found, sentence } = await setUpBrowser();
    process.stdout.write(`${sentence}\n`);
    if (found) process.env.CHROMIUM_PATH = found;
    return one(found !== null);
  });
  await step("stories", () => (built && browser ? stories() : skipped));

  rmSync(reports, { recursive: true, force: true });
  const total = steps
    .map(([, counts]) => counts)
    .reduce((sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }));
  process.stdout.write(`\n${inWords(total)}\n`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

function isWell(wrong: string | null): boolean {
  if (wrong !== null) process.stdout.write(`${wrong}\n`);
  return wrong === null;
}

const inWords = ({ passed, failed, skipped }: Counts) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

function rules(): Counts {
  const report = join(reports, "rules.json");
  const ok = node(
    "node_modules/vitest/vitest.mjs",
    ..."run --config server/vitest.config.ts --reporter=default --reporter=json".split(" "),
    `--outputFile.json=${report}`,
  );
  return counted(ok, report, ({ testResults, ...read }: VitestReport) => {
    // A file that cannot be loaded, or that skips itself whole, has no tests to count; it counts as one.
    const empty = testResults.filter((file) => file.assertionResults.length === 0);
    const broken = empty.filter((file) => file.status === "failed").length;
    return {
      passed: read.numPassedTests,
      failed: read.numFailedTests + broken,
      skipped: read.numPendingTests + read.numTodoTests + empty.length - broken,
    };
  });
}

function stories(): Counts {
  const report = join(reports, "stories.json");
  process.env.PLAYWRIGHT_JSON_OUTPUT_FILE = report;
  const ok = node(
    "node_modules/@playwright/test/cli.js",
    ..."test --config e2e/playwright.config.ts --reporter=list,json".split(" "),
  );
  return counted(ok, report, ({ stats }: PlaywrightReport) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }));
}

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
};
type PlaywrightReport = { stats: Record<"expected" | "unexpected" | "flaky" | "skipped", number> };

/** What a report counts; a run that went wrong outside its tests, or left no report, has failed once more. */
function counted<Report>(ok: boolean, file: string, count: (report: Report) => Counts): Counts {
  try {
    const counts = count(JSON.parse(readFileSync(file, "utf8")) as Report);
    if (counts.passed + counts.failed === 0) return one(false);
    return ok || counts.failed > 0 ? counts : { ...counts, failed: 1 };
  } catch {
    return one(false);
  }
}

/** Runs a tool's entry file to its end, showing what it says. */
function node(file: string, ...args: string[]): boolean {
  const { status } = spawnSync(process.execPath, [file, ...args], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  });
  return status === 0;
}

await runAll();
