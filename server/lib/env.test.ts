import { expect, test } from "vitest";
import { readEnv, variables } from "./env.ts";
import { Refusal } from "./refusal.ts";

const read = (from: Record<string, string>) => readEnv({ NODE_ENV: "test", ...from });
const url = (role: string) => `postgres://${role}:secret@db.example/market`;

test("with nothing set: port 3000 of this machine alone, an embedded database in .data", () => {
  expect(read({})).toMatchObject({
    PORT: 3000,
    HOST: "127.0.0.1",
    DATA_DIR: ".data",
    DATABASE_URL: undefined,
  });
});

test("an empty variable counts as not set", () => {
  expect(read({ PORT: "", DEMO: "" })).toEqual(read({}));
});

test.each([
  ["PORT", "eighty", "The variable PORT is no port"],
  ["PORT", "0", "The variable PORT is no port"],
  ["PORT", "65536", "The variable PORT is no port"],
  ["PORT", "3000.5", "The variable PORT is no port"],
  ["PUBLIC_URL", "market.example", "The variable PUBLIC_URL is no web address"],
  ["DATABASE_URL", "mysql://db.example/market", "The variable DATABASE_URL is not a postgres:// address"],
  ["DEMO", "yes", "The variable DEMO is neither 0 nor 1"],
  ["DEMO_DATE", "1 April", "The variable DEMO_DATE is no day like 2026-04-01"],
  ["SMTP_URL", "mail.example", "The variable SMTP_URL is not an smtp:// address"],
  ["LOG_LEVEL", "loud", "The variable LOG_LEVEL is none of debug, info, warn, error, silent"],
])("%s=%s is refused: %s", (name, value, sentence) => {
  expect(() => read({ [name]: value })).toThrow(new Refusal("set_up_wrongly", sentence));
});

test("one role for app and owner is refused: row-level security would not hold", () => {
  expect(() => read({ DATABASE_URL: url("one"), MIGRATE_DATABASE_URL: url("one") })).toThrow(
    "DATABASE_URL and MIGRATE_DATABASE_URL are the same",
  );
});

test("an owner's address without the app's is refused", () => {
  expect(() => read({ MIGRATE_DATABASE_URL: url("owner") })).toThrow("set both, or neither");
});

test("every variable says what it means and what stands when it is not set", () => {
  for (const { meaning, shown } of Object.values(variables)) expect([meaning, shown]).not.toContain("");
});
