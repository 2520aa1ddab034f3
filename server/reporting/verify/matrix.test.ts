import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Reading } from "#server/lib/change.ts";
import { allWays, type Column, changeOne, putInAgain, takeAway } from "#server/testing/mutations.ts";
import { runSeed } from "#server/testing/seed.ts";
import { aWholeLife, type WholeLife } from "#server/testing/whole-life.ts";
import { asked } from "./store/check.ts";
import { checks } from "./store/checks.ts";

let life: WholeLife;
beforeAll(async () => {
  life = await aWholeLife();
});
afterAll(() => life?.[Symbol.asyncDispose]());

/** The first check that finds something. */
async function foundBy(reading: Reading): Promise<string> {
  for (const check of checks) if ((await asked(check, reading)).problems.length > 0) return check.name;
  return "nobody";
}

/** What may be another value, row or number, and nobody is owed, allowed, promised or told anything else by it. */
const cannotBeWrong: Record<string, string> = {
  "api_tokens.last_used_at":
    "shown to whoever made the token; whether it works is decided by its other columns",
  catalogue_state:
    "counts changes of the catalogue, so that search looks again: it decides when, not what is found",
  "datasets.touched": "the same count, at the dataset that changed last",
  "export_files.rows_done": "shows how far a file is while it is made; how many rows it has is in its totals",
  "installation.demo_date":
    "read in demonstrations alone, where any visitor moves it; elsewhere it is today in London",
  scenarios:
    "what an organisation calculates for itself; the service is not let to see it, so it cannot check it",
  "sessions.expires_at":
    "moved on by every page that its person opens; who that is, and since when, is watched",
  "sessions.last_seen_at": "the same: by the wall clock, every minute",
  shortlist_items: "what an organisation has its eye on, kept from the service's eyes as well",
  tries: "counts wrong passwords for minutes, and is swept every night",
};
const isListed = ({ table, name }: Pick<Column, "table" | "name">) =>
  table in cannotBeWrong || `${table}.${name}` in cannotBeWrong;

test("nothing was changed, and nothing is found", async () => {
  expect(await life.tamper.trying(async () => true, foundBy)).toBe("nobody");
});

describe("with triggers and constraints off", () => {
  test("every column of every table: changed in one row it is found, or stands on the list of those that cannot be wrong", {
    timeout: 600_000,
  }, async () => {
    const unseen = new Set<string>();
    for (const column of life.tamper.columns) {
      const found = await life.tamper.trying((tx) => changeOne(tx, column, 0), foundBy);
      expect(found, `${column.table}.${column.name} was changed`).not.toBeNull();
      if (found !== "nobody") continue;
      unseen.add(column.table in cannotBeWrong ? column.table : `${column.table}.${column.name}`);
    }
    expect([...unseen].sort()).toEqual(Object.keys(cannotBeWrong));
  });

  test("every table: a row taken away is found, and so is one put in again under another key", {
    timeout: 300_000,
  }, async () => {
    const unseen: string[] = [];
    for (const [table, columns] of life.tamper.tables) {
      const gone = await life.tamper.trying((tx) => takeAway(tx, table, 0), foundBy);
      const again = await life.tamper.trying((tx) => putInAgain(tx, columns, 0), foundBy);
      if (gone === "nobody" || again === "nobody") unseen.push(table);
    }
    expect(unseen).toEqual(Object.keys(cannotBeWrong).filter((name) => !name.includes(".")));
  });

  const times = Number(process.env.MUTATIONS) || 300;
  test(`${times} changes drawn at random are all found`, { timeout: 60_000 + times * 1_000 }, async () => {
    const below = drawing(runSeed);
    const columns = life.tamper.columns.filter((column) => !isListed(column));
    const unseen: string[] = [];
    const began = performance.now();
    for (let tried = 0; tried < times; ) {
      const column = columns[below(columns.length)]!;
      const row = below(await life.tamper.rowsIn(column.table));
      const kind = below(8);
      const found = await life.tamper.trying(
        (tx) =>
          kind === 0
            ? takeAway(tx, column.table, row)
            : kind === 1
              ? putInAgain(tx, life.tamper.tables.get(column.table)!, row)
              : changeOne(tx, column, row, allWays[kind % allWays.length]),
        foundBy,
      );
      if (found === null) continue;
      tried++;
      if (found === "nobody") unseen.push(`${column.table}.${column.name}, row ${row}, kind ${kind}`);
    }
    if (process.env.MUTATIONS)
      process.stdout.write(
        `${times} changes, ${unseen.length} unseen, ${Math.round((performance.now() - began) / 1000)} s, seed ${runSeed}\n`,
      );
    expect(unseen, `seed ${runSeed}`).toEqual([]);
  });
});

/** Numbers below a limit, the same for the same seed. */
function drawing(seed: number) {
  let state = seed >>> 0;
  return (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * limit);
  };
}
