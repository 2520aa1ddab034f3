import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { kinds } from "../index.ts";

test.each(kinds)("both implementations of %s are held against each other in a file of its own", (kind) => {
  const file = join(import.meta.dirname, `${kind.replaceAll("_", "-")}.test.ts`);
  expect(readFileSync(file, "utf8")).toMatch(new RegExp(`^agrees\\("${kind}"[,)]`, "m"));
});
