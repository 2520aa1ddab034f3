import fc from "fast-check";
import { expect, test } from "vitest";
import { localPath, withNext } from "./local-path.ts";

test.each([
  "/",
  "/licences",
  "/offers/OFR-2026-0001/sign",
  "/account?done=x&y=1#top",
  "/sign-in-history",
  "/catalogue?q=a//b&from=https%3A%2F%2Fexample.org%2F..",
  "/datasets/caf%C3%A9",
])("%s is a place to go on to", (path) => expect(localPath(path)).toBe(path));

test.each([
  ["/licences/../account", "/account"],
  ["/./licences", "/licences"],
  ["/a/%2e%2e/account?x=1", "/account?x=1"],
  ["/../../account", "/account"],
])("%s leads to %s, as a browser reads it", (wanted, path) => expect(localPath(wanted)).toBe(path));

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
  // Another site behind dot segments, which a browser resolves before it reads the authority.
  "/..//evil.example:9996/x",
  "/.//evil.example",
  "/a/..//evil.example",
  "/a/../..//evil.example",
  "/%2e%2e//evil.example",
  "/%2E//evil.example",
  "/%252e%252e//evil.example",
  "/..%2f%2fevil.example",
  "/..%252f%252fevil.example",
  "/%2f/evil.example",
  "/%2fevil.example",
  "/%5cevil.example",
  "/.%5c/evil.example",
  "/a/..%5c%5cevil.example",
  "///evil.example",
  "/%09/evil.example",
  "/%0a/evil.example",
  "/%00/evil.example",
  "/a//b",
  // What ends a session or asks again, behind the same.
  "/licences/../api/auth/signout",
  "/licences/%2e%2e/api/auth/signout",
  "/licences/%252e%252e/api/auth/signout",
  "/licences/..%2fapi/auth/signout",
  "/%61pi/auth/signout",
  "/%2561pi/auth/signout",
  "/./sign-out",
  "/API/auth/signout",
  "/a/../confirm/code",
  // What cannot be read to its end.
  "/%ff",
  "/%",
  "/%2525252525252e",
])("%j is not", (wanted) => expect(localPath(wanted, "/home")).toBe("/home"));

test("whatever is asked for, a browser stays on this site", () => {
  const nasty = fc.array(
    fc.constantFrom(
      "/",
      "\\",
      ".",
      ":",
      "@",
      "?",
      "#",
      "\t",
      "\n",
      "%",
      "%2e",
      "%2f",
      "%5c",
      "a",
      "evil.example",
    ),
  );
  fc.assert(
    fc.property(nasty, (parts) => {
      const path = localPath(`/${parts.join("")}`);
      const { host, pathname } = new URL(path, "https://market.example/here");
      expect(host).toBe("market.example");
      expect(pathname).not.toMatch(/^\/\//);
      // Once more, because what we answer is asked for, and decoded, again.
      expect(new URL(localPath(path), "https://market.example").host).toBe("market.example");
    }),
  );
});

test("a path is long at most as the form that carries it", () => {
  expect(localPath(`/${"a".repeat(5000)}`, "/home")).toBe("/home");
});

test("an address that brings people back", () => {
  expect(withNext("/sign-in", "/a?b=c&d")).toBe("/sign-in?next=%2Fa%3Fb%3Dc%26d");
  expect(withNext("/sign-in", "//evil.example")).toBe("/sign-in");
});
