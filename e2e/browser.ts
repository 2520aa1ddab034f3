import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, delimiter, dirname, join } from "node:path";
import { chromium, type LaunchOptions } from "@playwright/test";

/** How the stories start a browser: the one of CHROMIUM_PATH, or the best that the machine has. */
export function launchOptions(executablePath = browsers()[0]): LaunchOptions {
  const args = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  // Chromium's sandbox refuses to run as root, which is what people are in a container.
  if (process.getuid?.() === 0) args.push("--no-sandbox", "--disable-dev-shm-usage");
  return { executablePath, args };
}

/**
 * Finds a browser that really starts, or installs one; `found` is null when there is none, and the sentence says why.
 * One without windows is worth an installation beside a full one, which starts renderers of its own for each page.
 */
export async function setUpBrowser(): Promise<{ found: string | null; sentence: string }> {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) {
    const why = await whyItDoesNotStart(CHROMIUM_PATH);
    if (!why) return isFound(CHROMIUM_PATH);
    return { found: null, sentence: `The browser of CHROMIUM_PATH does not start: ${why}` };
  }
  const tried = new Set<string>();
  for (const [install, look] of [
    [() => true, windowless],
    [installPlaywrights, windowless],
    [() => installDebians("chromium-headless-shell"), windowless],
    [() => true, withWindows],
    [() => installDebians("chromium"), withWindows],
  ] as const) {
    if (!install()) continue;
    for (const path of look().filter((path) => !tried.has(path))) {
      tried.add(path);
      const why = await whyItDoesNotStart(path);
      if (!why) return isFound(path);
      process.stdout.write(`${path} does not start: ${why}\n`);
    }
  }
  return {
    found: null,
    sentence:
      "No browser here starts and none could be installed. Install Chromium or Chrome, or name one in CHROMIUM_PATH",
  };
}

const isFound = (path: string) => ({ found: path, sentence: `Stories run in ${path}` });

/** Those that exist, best first. */
const browsers = () =>
  process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : [...windowless(), ...withWindows()];

const windowless = () => [...playwrightsShells(), ...onPath("chromium-headless-shell")];

const withWindows = () =>
  [
    chromium.executablePath(),
    ...onPath("chromium", "chromium-browser", "google-chrome-stable", "google-chrome"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ].filter((path) => existsSync(path));

function onPath(...names: string[]): string[] {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .filter((path) => existsSync(path));
}

/** Playwright keeps its browser without windows beside the full one, under the same revision. */
function playwrightsShells(): string[] {
  const full = dirname(dirname(chromium.executablePath()));
  const folder = join(dirname(full), basename(full).replace("chromium-", "chromium_headless_shell-"));
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((inside) => ["", ".exe"].map((end) => join(folder, inside, `chrome-headless-shell${end}`)))
    .filter((path) => existsSync(path));
}

async function whyItDoesNotStart(path: string): Promise<string> {
  try {
    const browser = await chromium.launch({ ...launchOptions(path), timeout: 60_000 });
    await browser.close();
    return "";
  } catch (error) {
    return (error as Error).message.split("\n")[0] ?? "no reason given";
  }
}

function installPlaywrights(): boolean {
  const cli = join(dirname(createRequire(import.meta.url).resolve("@playwright/test")), "cli.js");
  if (!tries(process.execPath, [cli, "install", "--only-shell", "chromium"])) return false;
  if (mayInstall()) tries(process.execPath, [cli, "install-deps", "chromium"]);
  return true;
}

function installDebians(name: string): boolean {
  if (!mayInstall()) return false;
  tries("apt-get", ["update"]);
  return tries("apt-get", ["install", "-y", "--no-install-recommends", name]);
}

const mayInstall = () =>
  process.getuid?.() === 0 && spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status === 0;

function tries(program: string, args: string[]): boolean {
  process.stdout.write(`Trying: ${[program, ...args].join(" ")}\n`);
  const { status, stderr } = spawnSync(program, args, {
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    timeout: 10 * 60_000,
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  const why = stderr?.split("\n").find((line) => /^(E:|Error)/.test(line)) ?? `it ended with ${status}`;
  if (status !== 0) process.stdout.write(`That did not work: ${why}\n`);
  return status === 0;
}
