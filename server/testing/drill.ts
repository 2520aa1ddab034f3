import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { notInArray } from "drizzle-orm";
import { dailyRuns } from "#db/schema/runs.ts";
import { type FreshDatabase, freshDatabase } from "#db/testing.ts";
import { system } from "#server/lib/actor.ts";
import { asReading } from "#server/lib/change.ts";
import { addMonths, type CivilDate, civil, monthEnd } from "#server/lib/dates.ts";
import { runDay } from "#server/licensing/daily/store/run.ts";
import { verify } from "#server/reporting/verify/store/verify.ts";
import { everythingBooked } from "./everything-booked.ts";
import { aRandomMarket } from "./random-market.ts";

/** Twelve month ends over the lives of the random licences, and a day long after all of them. */
const days = Array.from({ length: 12 }, (_, index) =>
  monthEnd(addMonths(civil("2026-02-01"), index * 8)),
).concat(civil("2042-01-01"));
/** A process lives for so many milliseconds at most once it has begun, so that it dies anywhere in a few batches. */
const longest = 150;
const together = 4;

export type Drilled = { kills: number; rounds: number; differences: string[] };

/**
 * The billing drill: the daily run of a random marketplace, in processes that are killed with SIGKILL at random moments,
 * against the same run undisturbed. Begins again on a fresh copy until there were so many kills. Differences are rows
 * that only one of the two has, and what `verify` finds; there are to be none.
 */
export async function drillBilling({
  kills: wanted,
  seed,
}: {
  kills: number;
  seed: number;
}): Promise<Drilled> {
  await using market = await aRandomMarket(seed, 36);
  await market.db.$client.end();
  await using calm = await freshDatabase(market.name);
  for (const day of days) await runDay(at(calm, day), { whole: true });
  const books = await everythingBooked(at(calm, days.at(-1)!));
  const drilled: Drilled = { kills: 0, rounds: 0, differences: [] };
  while (drilled.kills < wanted && drilled.differences.length === 0) {
    await using copy = await freshDatabase(market.name);
    drilled.kills += await runKilled(copy, wanted - drilled.kills);
    drilled.rounds++;
    drilled.differences.push(...(await differencesOf(copy, books)));
  }
  return drilled;
}

/** Runs all days, killed so many times or as often as there is something left to do. Returns how often. */
async function runKilled({ appUrl }: FreshDatabase, most: number): Promise<number> {
  let left: readonly CivilDate[] = days;
  let kills = 0;
  while (left.length > 0) {
    const { done, killed } = await oneLife(appUrl, left, kills < most);
    left = left.slice(done);
    if (killed) kills++;
  }
  return kills;
}

async function oneLife(appUrl: string, left: readonly CivilDate[], mayDie: boolean) {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", join(import.meta.dirname, "run-day.ts"), appUrl, String(together), ...left],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  let done = 0;
  let killed = false;
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line !== "begun") done++;
    else if (mayDie)
      setTimeout(() => {
        killed = child.exitCode === null && child.kill("SIGKILL");
      }, Math.random() * longest);
  });
  await ended;
  if (!killed && child.exitCode !== 0) throw new Error(`The run ended with ${child.exitCode}`);
  return { done, killed };
}

async function differencesOf(copy: FreshDatabase, calm: readonly string[]): Promise<string[]> {
  const ask = at(copy, days.at(-1)!);
  const books = await everythingBooked(ask);
  const [ours, theirs] = [new Set(books), new Set(calm)];
  const { checks } = await verify(ask);
  const unended = await asReading(ask, ({ tx }) =>
    tx.$count(dailyRuns, notInArray(dailyRuns.status, ["finished", "failed"])),
  );
  return [
    ...calm.filter((row) => !ours.has(row)).map((row) => `only undisturbed: ${row}`),
    ...books.filter((row) => !theirs.has(row)).map((row) => `only after the kills: ${row}`),
    ...(books.length === calm.length ? [] : [`${books.length} rows instead of ${calm.length}`]),
    ...(unended === 0 ? [] : [`${unended} runs say that they go on`]),
    ...checks.filter(({ ok }) => !ok).map(({ name, problems }) => `verify: ${name}: ${problems[0]}`),
  ];
}

const at = ({ db }: Pick<FreshDatabase, "db">, day: CivilDate) => ({
  db,
  actor: system,
  today: day,
  now: new Date(`${day}T06:00:00Z`),
});
