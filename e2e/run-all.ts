import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, isBuilt } from "#server/launcher/build.ts";
import { nextCommand } from "#server/launcher/children.ts";
import { setUpBrowser } from "./browser.ts";
import { type Counts, nothing, ofPlaywright, ofVitest, one, type Run, read } from "./reports.ts";

const root = join(import.meta.dirname, "..");
const reports = mkdtempSync(join(tmpdir(), "hdm-reports-"));
/** Of the order of tests and stories and of the random cases; `SEED=… npm test` repeats them. */
const seed = Number(process.env.SEED) || randomInt(1, 2 ** 31);

type Step = { title: string; run: Run; seconds: number };
const steps: Step[] = [];

/** `npm test`: everything that can be wrong, cheapest first; nothing that fails hides what comes after it. */
async function runAll() {
  process.env.SEED = String(seed);
  process.stdout.write(`Seed ${seed}\n`);
  await step("types", async () => one((await node(nextCommand, "typegen")) && (await node(tsc, "--noEmit"))));
  await step("lint", async () => one(await node(biome, "check", "--error-on-warnings")));
  await step("arrows", async () => one(await node(tsx, "server/arrows/command.ts")));
  await step("dead code", async () => one(await node("node_modules/knip/bin/knip.js")));
  await step("rules and stores", rules);
  await step("a tenth model", async () => one(await node(tsx, "e2e/tenth/run.ts")));
  const built = await step("build", async () => one(isBuilt() || isWell(await build())));
  const browser = await step("browser", async () => {
    const { found, sentence } = await setUpBrowser();
    process.stdout.write(`${sentence}\n`);
    if (found) process.env.CHROMIUM_PATH = found;
    return one(found !== null);
  });
  await step("stories", async () => (built && browser ? stories() : { ...nothing, skipped: 1 }));
  rmSync(reports, { recursive: true, force: true });
  closes();
}

async function step(title: string, work: () => Promise<Run>): Promise<boolean> {
  process.stdout.write(`\n== ${title}\n`);
  const since = Date.now();
  const run = await work();
  const seconds = Math.round((Date.now() - since) / 1000);
  steps.push({ title, run, seconds });
  process.stdout.write(`== ${title}: ${inWords(run)} (${seconds} s)\n`);
  return run.failed === 0;
}

/** The ten slowest files, the seconds of each step, what was not steady, and the sum. */
function closes() {
  const slowest = steps.flatMap(({ run }) => run.files).sort((a, b) => b.seconds - a.seconds);
  say(
    "The slowest files",
    slowest.slice(0, 10).map(({ file, seconds }) => line(seconds, file)),
  );
  say(
    "Steps",
    steps.map(({ title, run, seconds }) => line(seconds, `${title}: ${inWords(run)}`)),
  );
  const flaky = steps.flatMap(({ run }) => run.flaky);
  if (flaky.length > 0) say("Passed at the second try only", flaky);
  const sum = (what: keyof Counts) => steps.reduce((total, { run }) => total + run[what], 0);
  const total = { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
  process.stdout.write(`\n${inWords(total)}\n`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

const say = (title: string, lines: string[]) =>
  process.stdout.write(`\n${title} (seed ${seed})\n${lines.map((text) => `  ${text}\n`).join("")}`);
const line = (seconds: number, text: string) => `${seconds.toFixed(0).padStart(5)} s  ${text}`;
const inWords = ({ passed, failed, skipped }: Counts) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

function isWell(wrong: string | null): boolean {
  if (wrong !== null) process.stdout.write(`${wrong}\n`);
  return wrong === null;
}

async function rules(): Promise<Run> {
  const report = join(reports, "rules.json");
  const ok = await node(
    "node_modules/vitest/vitest.mjs",
    ..."run --config server/vitest.config.ts --reporter=default --reporter=json".split(" "),
    `--outputFile.json=${report}`,
  );
  return read(ok, report, (found: Parameters<typeof ofVitest>[0]) => ofVitest(found, root));
}

async function stories(): Promise<Run> {
  const report = join(reports, "stories.json");
  process.env.PLAYWRIGHT_JSON_OUTPUT_FILE = report;
  const ok = await node(
    "node_modules/@playwright/test/cli.js",
    ...`test --config e2e/playwright.config.ts --reporter=list,json --shuffle=${seed}`.split(" "),
  );
  return read(ok, report, ofPlaywright);
}

const tsc = "node_modules/typescript/bin/tsc";
const tsx = "node_modules/tsx/dist/cli.mjs";
const biome = "node_modules/@biomejs/biome/bin/biome";

/** Runs a tool's entry file to its end, showing what it says. */
const node = (file: string, ...args: string[]) =>
  new Promise<boolean>((done) => {
    const tool = spawn(process.execPath, [file, ...args], {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    });
    tool.once("error", () => done(false));
    tool.once("close", (code) => done(code === 0));
  });

await runAll();
