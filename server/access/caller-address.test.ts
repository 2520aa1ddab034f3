import { expect, test } from "vitest";
import { callerAddress } from "./caller-address.ts";

test.each([
  // Without a proxy a forged header lifts nothing.
  [0, "", "192.0.2.9"],
  [0, "203.0.113.1", "192.0.2.9"],
  [0, "203.0.113.1, 203.0.113.2", "192.0.2.9"],
  // One proxy: what it wrote itself, whatever the caller sent before it.
  [1, "198.51.100.7", "198.51.100.7"],
  [1, "203.0.113.1, 198.51.100.7", "198.51.100.7"],
  // Two: who spoke to the first of them.
  [2, "203.0.113.1, 198.51.100.7, 10.0.0.1", "198.51.100.7"],
  // Somebody who came past the proxies is known by what there is.
  [1, "", "192.0.2.9"],
  [3, "198.51.100.7", "198.51.100.7"],
])("behind %i proxies, %j comes from %s", (proxies, forwarded, caller) => {
  const sent = new Headers({
    "x-socket-address": "192.0.2.9",
    ...(forwarded && { "x-forwarded-for": forwarded }),
  });
  expect(callerAddress(sent, proxies)).toBe(caller);
});

test("where nobody noted the socket, nobody's claim takes its place", () => {
  expect(callerAddress(new Headers({ "x-forwarded-for": "203.0.113.1" }), 0)).toBe("unknown");
});
