import { expect, test } from "vitest";
import { dueFilter } from "./due-filter.ts";

test("a place in the list that no page has given is passed over, and the list begins at its beginning", () => {
  for (const after of ["x", "2026-02-30 HDL-1 key", "2026-01-01 HDL-1", "2026-01-01 HDL-1 \0", ["a", "b"]])
    expect(dueFilter.parse({ after }), JSON.stringify(after)).toEqual({ which: "soon" });
  const given = "2026-01-01 HDL-1 a key, of any words";
  expect(dueFilter.parse({ after: given }).after).toBe(given);
});
