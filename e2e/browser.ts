import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { chromium, type LaunchOptions } from "@playwright/test";

/** How the stories start a browser: the one of CHROMIUM_PATH, Playwright's own build, or one that the machine has. */
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

/** Finds a browser that really starts, or installs one; `found` is null when there is none, and the sentence says why. */
export async function setUpBrowser(): Promise<{ found: string | null; sentence: string }> {
  let why = "";
  for (const install of [() => true, installPlaywrights, installDebians]) {
    if (!install()) continue;
    for (const path of browsers()) {
      why = await whyItDoesNotStart(path);
      if (!why) return { found: path, sentence: `Stories run in ${path}` };
      process.stdout.write(`${path} does not start: ${why}\n`);
    }
    if (process.env.CHROMIUM_PATH)
      return { found: null, sentence: `The browser of CHROMIUM_PATH does not start: ${why}` };
  }
  return {
    found: null,
    sentence:
      "No browser here starts and none could be installed. Install Chromium or Chrome, or name one in CHROMIUM_PATH",
  };
}

/** Those that exist, best first. */
function browsers(): string[] {
  if (process.env.CHROMIUM_PATH) return [process.env.CHROMIUM_PATH];
  // A browser without windows of its own has less to do.
  const names = [
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
  ];
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return [
    chromium.executablePath(),
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ].filter((path) => existsSync(path));
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
  if (!tries(process.execPath, [cli, "install", "chromium"])) return false;
  if (mayInstall()) tries(process.execPath, [cli, "install-deps", "chromium"]);
  return true;
}

function installDebians(): boolean {
  if (!mayInstall()) return false;
  tries("apt-get", ["update"]);
  const install = (name: string) => tries("apt-get", ["install", "-y", "--no-install-recommends", name]);
  return install("chromium-headless-shell") || install("chromium");
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
