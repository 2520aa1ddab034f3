import { spawn } from "node:child_process";
import { once } from "node:events";
import { inspect } from "node:util";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { codes, people } from "#db/schema/access.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { system } from "./actor.ts";
import { asOneChange, asReading, type Change } from "./change.ts";
import { wordsWithoutParameters } from "./unsaid.ts";

const secret = "argon2id-of-somebody";

/** Statements that fail with a secret among what they carry, and how. */
const failing: [string, (change: Change) => Promise<unknown>][] = [
  [
    "a row that breaks a rule",
    ({ tx }) => tx.insert(people).values({ name: "x", email: `UPPER ${secret}`, passwordHash: secret }),
  ],
  [
    "a row that lacks something",
    ({ tx }) =>
      tx.insert(people).values({ name: null as never, email: "a@example.org", passwordHash: secret }),
  ],
  [
    "a key that is there already",
    async ({ tx, now }) => {
      const [person] = await tx.select().from(people).limit(1);
      const code = {
        personId: person!.id,
        purpose: "sign_in" as const,
        hash: secret,
        createdAt: now,
        expiresAt: now,
      };
      await tx.insert(codes).values([code, code]);
    },
  ],
  [
    "a value of another type",
    ({ tx }) =>
      tx
        .select()
        .from(people)
        .where(eq(people.id, `${secret}\nwith "quotes"`)),
  ],
  ["a statement that is none", ({ tx }) => tx.execute(sql`select nothing from ${secret}`)],
];

test.each(failing)("%s fails without telling what the statement carried", async (_, work) => {
  await using market = await marketplace();
  const error = await asOneChange(market.as(system), work).then(
    () => null,
    (failed: unknown) => failed,
  );
  expect(error).toBeInstanceOf(Error);
  const told = inspect(error, { depth: 9, showHidden: true }) + (error as Error).stack;
  expect(told).toContain("Failed query: ");
  expect(told).not.toContain(secret);
});

test("a reading keeps silent, too", async () => {
  await using market = await marketplace();
  const error = await asReading(market.as(system), ({ tx }) =>
    tx.select().from(people).where(eq(people.id, secret)),
  ).catch((failed: unknown) => failed);
  expect(inspect(error, { depth: 9 })).not.toContain(secret);
});

test("the log tells of an error without parameters, wherever it stands, and so does its text", async () => {
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", logging], {
    env: { ...process.env, LOG_LEVEL: "info" },
  });
  let said = "";
  child.stdout.on("data", (part) => {
    said += part;
  });
  await once(child, "close");
  expect(said.trim().split("\n")).toHaveLength(4);
  expect(said).toContain("update people");
  expect(said).not.toContain(secret);
});

const logging = `
  import { DrizzleQueryError } from "drizzle-orm/errors";
  import { log } from "./server/lib/log.ts";
  const failed = () => new DrizzleQueryError("update people set x = $1", ["${secret}"], new Error("no"));
  log.error({ error: failed() }, "a bug");
  log.error({ err: failed() });
  log.error(failed());
  const { message, stack } = failed();
  log.error({ from: "worker" }, "Failed task 7: " + message + "\\n" + stack);
`;

test("text around a failed query stays", () => {
  expect(
    wordsWithoutParameters("Task 7: Failed query: select $1\nparams: a,\nb\n    at one (file:1)\n    at two"),
  ).toBe("Task 7: Failed query: select $1\nparams: left out\n    at one (file:1)\n    at two");
});
