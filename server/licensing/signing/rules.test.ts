import { expect, test } from "vitest";
import { ownName } from "./rules.ts";

test.each([
  ["Zoë O’Hara", "Zoë O’Hara", "as it is"],
  ["zoë o’hara", "Zoë O’Hara", "in small letters"],
  ["Zoe\u0308 O’Hara", "Zoë O’Hara", "with its dots as a letter of their own"],
  ["  Zoë \u00a0 O’Hara ", "Zoë O’Hara", "with more space"],
])("“%s” is the name “%s”, typed %s", (typed, name) => {
  expect(ownName(typed, name)).toBe(name);
});

test.each(["", "Zoe O’Hara", "Zoë", "O’Hara Zoë", "Zoë O’Hara junior"])("“%s” is not", (typed) => {
  expect(() => ownName(typed, "Zoë O’Hara")).toThrow("You are signed in as Zoë O’Hara, so type that name");
});
