import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readsClock } from "./arrows/clock.ts";
import { cruiseHouse } from "./arrows/cruise.ts";
import { isDisguised } from "./arrows/disguise.ts";
import { type Breach, forbidden, reaches } from "./arrows/law.ts";

/** A small house: what is allowed in it, and one planted breach of each law. */
const house: Record<string, string> = {
  "package.json": JSON.stringify({
    type: "module",
    imports: { "#server/*": "./server/*", "#db/*": "./db/*" },
  }),

  ...Object.fromEntries(
    [
      "drizzle-orm/index.js",
      "drizzle-orm/pg-core.js",
      "pg/index.js",
      "react/index.js",
      "next/navigation.js",
      "next/link.js",
    ].map((file) => [`node_modules/${file}`, "export {};"]),
  ),

  // As it should be: none of these may be refused.
  "server/lib/money.ts": `export const pence = (text: string) => BigInt(text);`,
  "db/enums.ts": `export const kinds = ["a"] as const;`,
  "db/schema/pricing.ts": `import { pgEnum } from "drizzle-orm/pg-core.js"; import { kinds } from "../enums.ts"; export const kind = pgEnum("kind", kinds);`,
  "server/pricing/rules.ts": `
    import type { SQL } from "drizzle-orm";
    import { kinds } from "#db/enums.ts";
    import { pence } from "../lib/money.ts";
    export const price = (where?: SQL) => [pence("1"), kinds, where];`,
  "server/pricing/store.ts": `import { eq } from "drizzle-orm"; export const store = eq;`,
  "server/pricing/router.ts": `export * from "./store.ts"; export * from "./rules.ts";`,
  "server/billing/receipts/store.ts": `export { store } from "#server/pricing/store.ts";`,
  "server/billing/receipts.test.ts": `import "#server/licensing/usage/store.ts"; import "next/link.js";`,
  "server/access/store/clock.ts": `export const today = () => "2026-04-06";`,
  "server/router.ts": `export * from "./pricing/router.ts"; export * from "./licensing/usage/store.ts";`,
  "app/_trpc/server.ts": `export * from "#server/router.ts";`,
  "app/prices/page.tsx": `
    import { router } from "../_trpc/server.ts";
    import { price } from "#server/pricing/rules.ts";
    import type { Row } from "#server/quoting/quotes.ts";
    export default (row: Row) => <p>{String([router, price, row])}</p>;`,
  "app/api/usage/route.ts": `export { store } from "#server/licensing/usage/store.ts";`,
  "server/licensing/usage/store.ts": `import { sql } from "drizzle-orm"; export const store = sql;`,

  // As it must not be.
  "server/licensing/signing.ts": `import { eq } from "drizzle-orm"; export const sign = eq;`,
  "app/sign/page.tsx": `import { sign } from "#server/licensing/signing.ts"; export default sign;`,
  "app/remembers/page.tsx": `import type { store } from "#server/pricing/store.ts"; export type S = typeof store;`,
  "app/tables/page.tsx": `export { kind } from "#db/schema/pricing.ts";`,
  "server/lib/harmless.ts": `export const help = async () => (await import("./deeper.ts")).driver;`,
  "server/lib/deeper.ts": `import pg from "pg"; export const driver = pg;`,
  "app/helped/page.tsx": `import { help } from "#server/lib/harmless.ts"; export default help;`,
  "server/quoting/words.ts": `export { store } from "#server/pricing/store.ts";`,
  "server/quoting/rules.ts": `export { store } from "./words.ts";`,
  "server/billing/rules.ts": `import { today } from "#server/access/store/clock.ts"; export const due = today();`,
  "server/billing/receipts-form.ts": `import { readFileSync } from "node:fs"; export const form = readFileSync;`,
  "server/pricing/hash-rules.ts": `import { createHash } from "node:crypto"; export const hashed = createHash;`,
  "server/commercial-models/models/royalty.ts": `import { useState } from "react"; export const royalty = useState;`,
  "server/pricing/peeks-store.ts": `export { store } from "#server/licensing/usage/store.ts";`,
  "server/licensing/contract/terms.ts": `export type { Usage } from "../usage/usage.ts";`,
  "server/licensing/usage/usage.ts": `export type Usage = { quantity: bigint };`,
  "server/reporting/verify/check.ts": `export * from "../exports/sheet.ts";`,
  "server/reporting/exports/sheet.ts": `export const sheet = [];`,
  "server/quoting/quotes.ts": `import type { Line } from "./lines.ts"; export type Row = { lines: Line[] };`,
  "server/quoting/lines.ts": `import type { Row } from "./quotes.ts"; export type Line = { of: Row };`,
  "server/quoting/leaves.ts": `import { redirect } from "next/navigation.js"; export const leave = redirect;`,
  "server/quoting/asks-page.ts": `import "../../app/prices/page.tsx";`,
  "server/quoting/asks-root.ts": `import "../router.ts";`,
  "server/quoting/tested.ts": `import "../billing/receipts.test.ts";`,
  "server/dowsing/rods.ts": `import "../lib/money.ts";`,
  "server/licensing/dowsing/rods.ts": `export const rods = 2;`,
  "server/licensing/lifecycle/store.ts": `import "../dowsing/rods.ts";`,
  "db/schema/ledger.ts": `import "#server/quoting/leaves.ts";`,
};

/** What the law must say of it: each chain of imports under the law that refuses it, and nothing else. */
const refused: Record<string, string[]> = {
  "no circles": ["server/quoting/lines.ts → server/quoting/quotes.ts → server/quoting/lines.ts"],
  "only a store speaks SQL": [
    "server/lib/deeper.ts → node_modules/pg/index.js",
    "server/licensing/signing.ts → node_modules/drizzle-orm/index.js",
  ],
  "a page imports no store and no table": [
    "app/remembers/page.tsx → server/pricing/store.ts",
    "app/tables/page.tsx → db/schema/pricing.ts",
  ],
  "a page reaches no database except through the caller": [
    "app/helped/page.tsx → server/lib/harmless.ts → server/lib/deeper.ts → node_modules/pg/index.js",
    "app/sign/page.tsx → server/licensing/signing.ts → node_modules/drizzle-orm/index.js",
    "app/tables/page.tsx → db/schema/pricing.ts → node_modules/drizzle-orm/pg-core.js",
  ],
  "the engine stands alone": ["server/commercial-models/models/royalty.ts → node_modules/react/index.js"],
  "rules reach no database, clock, framework or machine": [
    "server/billing/receipts-form.ts → fs",
    "server/billing/rules.ts → server/access/store/clock.ts",
    "server/commercial-models/models/royalty.ts → node_modules/react/index.js",
    "server/pricing/hash-rules.ts → crypto",
    "server/quoting/rules.ts → server/quoting/words.ts → server/pricing/store.ts → node_modules/drizzle-orm/index.js",
  ],
  "rooms in order": [
    "server/licensing/contract/terms.ts → server/licensing/usage/usage.ts",
    "server/pricing/peeks-store.ts → server/licensing/usage/store.ts",
    "server/quoting/tested.ts → server/billing/receipts.test.ts",
  ],
  "a room stands in the house": [
    "server/dowsing/rods.ts → server/lib/money.ts",
    "server/licensing/lifecycle/store.ts → server/licensing/dowsing/rods.ts",
  ],
  strangers: ["server/reporting/verify/check.ts → server/reporting/exports/sheet.ts"],
  "the server does not know its pages": ["server/quoting/asks-page.ts → app/prices/page.tsx"],
  "the tables stand below the rooms": ["db/schema/ledger.ts → server/quoting/leaves.ts"],
  "the server runs without the framework": [
    "server/commercial-models/models/royalty.ts → node_modules/react/index.js",
    "server/quoting/leaves.ts → node_modules/next/navigation.js",
  ],
  "no room uses the place where rooms are joined": ["server/quoting/asks-root.ts → server/router.ts"],
  "nobody imports a test": ["server/quoting/tested.ts → server/billing/receipts.test.ts"],
};

const kindOf = (law: string) => law.split(":")[0]!;
const root = mkdtempSync(join(tmpdir(), "house-"));
let breaches: Breach[];

beforeAll(async () => {
  for (const [file, text] of Object.entries(house)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  breaches = (await cruiseHouse(root, ["server", "app", "db"])).breaches;
});
afterAll(() => rmSync(root, { recursive: true }));

test.each(Object.entries(refused))("%s: what was planted is refused, and nothing else", (law, planted) => {
  const found = breaches.filter((breach) => kindOf(breach.law) === law).map(({ path }) => path.join(" → "));
  expect(found.sort()).toEqual(planted.sort());
});

test("no law is without a planted breach", () => {
  const laws = [...forbidden, ...reaches].map(({ name }) => kindOf(name!));
  expect([...new Set(laws)].sort()).toEqual(Object.keys(refused).sort());
});

test("a clock is seen by what it is, whatever it is called", () => {
  const text = `
    const now = new Date();
    const then = new Date(0), march = Date.UTC(2026, 2), isDate = (x: unknown): x is Date => x instanceof Date;
    const millis = Date.now();
    const { now: borrowed } = Date;
    const Watch = globalThis.Date;
    const ticks = performance.now(); // new Date()
  `;
  expect(readsClock("watch.ts", text)).toEqual([2, 4, 5, 6, 7]);
});

test.each([
  [true, `import pg, { type Client } from "pg";`],
  [true, `import pg, {\n  type Client,\n  type Pool,\n} from "pg";`],
  [true, `import {} from "pg";`],
  [false, `import pg, { Pool, type Client } from "pg";`],
  [false, `import pg, { type Client, Pool } from "pg";`],
  [false, `import type { Client } from "pg";`],
  [false, `import { type Client } from "pg";`],
])("a value among types is refused: %s, %s", (refuses, text) => {
  expect(isDisguised(text)).toBe(refuses);
});

test("no float comes near money: nothing parses or formats an amount as one", () => {
  const top = join(import.meta.dirname, "..");
  const files = ["server", "app", "db"].flatMap((folder) =>
    readdirSync(join(top, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
      .map((file) => join(folder, file)),
  );
  expect(files.length).toBeGreaterThan(150);
  const wrong = files.filter((file) => /parseFloat\(|toFixed\(/.test(readFileSync(join(top, file), "utf8")));
  expect(wrong).toEqual([]);
});
