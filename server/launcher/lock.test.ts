import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { testAddresses } from "#db/testing.ts";
import { servedAt, takeTheHouse } from "./lock.ts";

const here = "http://localhost:3000";

test("a second start on the same data is refused with the address of the first, until that one leaves", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "hdm-lock-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const { superUrl } = testAddresses();
  const take = (address: string) => takeTheHouse({ superUrl, dataDir, address }, () => undefined);

  const leave = await take(here);
  await expect(take("http://localhost:4000")).rejects.toThrow(
    `The marketplace already runs at ${here} (process ${process.pid})`,
  );
  expect(servedAt(dataDir)).toEqual({ address: here, pid: process.pid });

  await leave();
  expect(servedAt(dataDir)).toBeNull();
  await (await take("http://localhost:4000"))();
});
