import { expect, test } from "vitest";
import { counted } from "./words.ts";

test.each([
  [0, "document", "0 documents"],
  [1, "document", "1 document"],
  [2, "document", "2 documents"],
  [20_000, "entry", "20,000 entries"],
  [2, "day", "2 days"],
  [2, "box", "2 boxes"],
])("%i of %s are %s", (count, what, words) => {
  expect(counted(count, what)).toBe(words);
});
