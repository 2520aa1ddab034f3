import { expect, test } from "vitest";
import { type Child, startNode } from "./children.ts";
import { keepAlive } from "./keep.ts";

test("what dies is started again, more slowly each time, and not once everything ends", async () => {
  const begun: Child[] = [];
  const said: string[] = [];
  let stopping = false;
  const begin = () => {
    const child = startNode(["--eval", "setInterval(() => undefined, 1000)"], process.env);
    begun.push(child);
    return child;
  };
  keepAlive({ name: "It", begin, isStopping: () => stopping, say: (line) => said.push(line) }, begin(), 0.1);
  await begun[0]!.kill();
  await expect.poll(() => begun.length).toBe(2);
  await begun[1]!.kill();
  await expect.poll(() => begun.length).toBe(3);
  stopping = true;
  await begun[2]!.stop();
  expect(begun).toHaveLength(3);
  expect(said).toEqual([
    "It ended unexpectedly (SIGKILL); another starts in 0.1 s",
    "It ended unexpectedly (SIGKILL); another starts in 0.2 s",
  ]);
});
