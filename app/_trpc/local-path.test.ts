import fc from "fast-check";
import { expect, test } from "vitest";
import { localPath, withNext } from "./local-path.ts";

test.each(["/licences", "/offers/OFR-2026-0001/sign", "/account?done=x&y=1#top", "/sign-in-history"])(
  "%s is a place to go on to",
  (path) => expect(localPath(path)).toBe(path),
);

test.each([
  "//evil.example",
  "/\\evil.example",
  "/a\\..\\b",
  "https://evil.example",
  "javascript:alert(1)",
  "/a\nb",
  "/\tevil",
  "evil",
  "",
  undefined,
  ["/a", "/b"],
  "/sign-in?next=/a",
  "/sign-in/link?token=x",
  "/confirm",
  "/api/auth/signout",
])("%j is not", (wanted) => expect(localPath(wanted, "/home")).toBe("/home"));

test("whatever is asked for, a browser stays on this site", () => {
  const nasty = fc.array(
    fc.constantFrom("/", "\\", ".", ":", "@", "?", "#", "\t", "\n", "%", "a", "evil.example"),
  );
  fc.assert(
    fc.property(nasty, (parts) => {
      const { host } = new URL(localPath(parts.join("")), "https://market.example/here");
      expect(host).toBe("market.example");
    }),
  );
});

test("an address that brings people back", () => {
  expect(withNext("/sign-in", "/a?b=c&d")).toBe("/sign-in?next=%2Fa%3Fb%3Dc%26d");
  expect(withNext("/sign-in", "//evil.example")).toBe("/sign-in");
});
