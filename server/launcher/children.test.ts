import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startNode } from "./children.ts";

const waits = "setInterval(() => undefined, 1000); console.log(process.pid);";

test("a child ends when it is asked to, and says what it wrote", async () => {
  const child = startNode(["--eval", waits], process.env);
  await until(() => child.said() === String(child.pid));
  await child.stop();
  expect([child.hasEnded(), await child.ended]).toEqual([true, "SIGTERM"]);
});

test("a killed launcher takes its children with it, so that the port is free for the next start", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hdm-children-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const launcher = join(folder, "launcher.ts");
  writeFileSync(
    launcher,
    `import { startNode } from ${JSON.stringify(join(import.meta.dirname, "children.ts"))};
     startNode(["--eval", ${JSON.stringify(waits)}], process.env, { show: true });`,
  );
  const parent = startNode([launcher], process.env);
  await until(() => /^\d+$/.test(parent.said()));
  const grandchild = Number(parent.said());
  expect(lives(grandchild)).toBe(true);
  process.kill(parent.pid, "SIGKILL");
  await until(() => !lives(grandchild));
});

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function until(isSo: () => boolean) {
  const signal = AbortSignal.timeout(20_000);
  while (!isSo()) {
    if (signal.aborted) throw new Error("It never came to be");
    await new Promise((done) => setTimeout(done, 20));
  }
}
