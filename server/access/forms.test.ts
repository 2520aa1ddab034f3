import { expect, test } from "vitest";
import { email } from "./forms.ts";

test.each([
  "name@example.org",
  "a@b.co",
  "first.last+tag@sub.example.org",
  "o'neil@example.org",
  " Upper@Example.ORG ",
])("%s is an e-mail address", (typed) => expect(email.parse(typed)).toBe(typed.trim().toLowerCase()));

test.each([
  "",
  "name",
  "name@example",
  "name@@example.org",
  "a@b.org,c@d.org",
  "a@b.org c@d.org",
  '"quoted name"@example.org',
  "name(comment)@example.org",
  "nаme@example.org", // a Cyrillic а
  "name＠example.org", // a full-width @
  "name@exаmple.org",
  "name@[192.0.2.1]",
  "name..twice@example.org",
  "name.@example.org",
  ".name@example.org",
  "name@-example.org",
  "name@example.org\nBcc: all@example.org",
  `${"n".repeat(65)}@example.org`,
  `name@${"long.".repeat(60)}org`,
])("%j is not", (typed) => expect(email.safeParse(typed).success).toBe(false));
