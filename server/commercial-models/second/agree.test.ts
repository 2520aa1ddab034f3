import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { kinds } from "../index.ts";

test.each(kinds)("both implementations of %s are held against each other in a file of its own", (kind) => {
  expect(existsSync(join(import.meta.dirname, `${kind.replaceAll("_", "-")}.test.ts`))).toBe(true);
});
