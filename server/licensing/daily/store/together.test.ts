import { expect, test } from "vitest";
import { freshDatabase } from "#db/testing.ts";
import { system } from "#server/lib/actor.ts";
import { civil } from "#server/lib/dates.ts";
import { verify } from "#server/reporting/verify/store/verify.ts";
import { everythingBooked } from "#server/testing/everything-booked.ts";
import { aRandomMarket } from "#server/testing/random-market.ts";
import { runDay } from "./run.ts";

/** Days on which something falls due of licences that begin between 2024 and 2029, and one long after all of them. */
const days = [
  "2024-06-30",
  "2026-04-01",
  "2027-03-31",
  "2028-02-29",
  "2029-12-31",
  "2031-01-15",
  "2042-01-01",
];

test.for([1, 2])(
  "random marketplace %i: licences settled seven or 250 at a time leave the same books as one by one, to the byte",
  async (seed) => {
    await using market = await aRandomMarket(seed * 1000, 45);
    await market.db.$client.end();
    await using one = await freshDatabase(market.name);
    await using seven = await freshDatabase(market.name);
    await using many = await freshDatabase(market.name);
    const at = (day: string, { db }: Pick<typeof one, "db">) => ({
      db,
      actor: system,
      today: civil(day),
      now: new Date(`${day}T06:00:00Z`),
    });
    for (const day of days) {
      const told = await runDay(at(day, one), { whole: true, together: 1 });
      expect(await runDay(at(day, seven), { whole: true, together: 7 })).toEqual(told);
      expect(await runDay(at(day, many), { whole: true })).toEqual(told);
      const books = await everythingBooked(at(day, one));
      expect(await everythingBooked(at(day, seven))).toEqual(books);
      expect(await everythingBooked(at(day, many))).toEqual(books);
    }
    const { checks } = await verify(at(days.at(-1)!, many));
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  },
);
