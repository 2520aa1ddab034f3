import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { forgetForm, keepForm, keepFormAgain, readKeptForm } from "#server/access/keeping.ts";
import { type Actor, system, visitor } from "#server/lib/actor.ts";
import { asReading } from "#server/lib/change.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import type { Context } from "#server/trpc.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;

const asking = (market: Market, actor: Actor): Context =>
  ({ ...market.as(actor), from: { address: "192.0.2.1", device: "" } }) as unknown as Context;

const path = "/applications/new?dataset=hes-apc&model=subscription";
const typed = { title: "Readmission after hip fracture" };

test("what was typed when a session was over comes back on its page to whoever has the key and has signed in, and to nobody else", async () => {
  await using market = await marketplace();
  const { priya } = market.people;
  const key = (await keepForm(asking(market, visitor), { path, typed }))!;
  const other = Buffer.alloc(32).toString("base64url");
  const read = (actor: Actor, at: { key: string; path: string }) => readKeptForm(asking(market, actor), at);
  expect(await read(visitor, { key, path })).toBeNull();
  expect(await read(priya, { key: other, path })).toBeNull();
  expect(await read(priya, { key, path: "/applications/new?dataset=sact" })).toBeNull();
  expect(await read(priya, { key, path })).toEqual(typed);
  const { rows } = await asReading(market.as(system), ({ tx }) =>
    tx.execute<{ sealed: string }>(sql`select key_hash || sealed as sealed from kept_forms`),
  );
  expect(Buffer.from(rows[0]!.sealed, "base64").toString()).not.toContain("Readmission");
  expect(rows[0]!.sealed).not.toContain(key);
  expect(await forgetForm(asking(market, priya), { key, path })).toBe(true);
  expect(await read(priya, { key, path })).toBeNull();
});

test("what somebody typed while signed in comes back to them alone; too much of it, or too often, is not kept", async () => {
  await using market = await marketplace();
  const { priya, anthony } = market.people;
  const key = (await keepForm(asking(market, priya), { path, typed }))!;
  expect(await readKeptForm(asking(market, anthony), { key, path })).toBeNull();
  expect(await readKeptForm(asking(market, priya), { key, path })).toEqual(typed);
  expect(await keepForm(asking(market, priya), { path, typed: { title: "x".repeat(100_001) } })).toBeNull();
  for (let times = 1; times < 60; times++) await keepForm(asking(market, visitor), { path, typed });
  expect(await keepForm(asking(market, visitor), { path, typed })).toBeNull();
});

test("what is typed on is kept in place of what was, under the same key; of another page or person nothing is", async () => {
  await using market = await marketplace();
  const { priya, anthony } = market.people;
  const key = (await keepForm(asking(market, priya), { path, typed }))!;
  const later = { title: "Readmission after hip fracture, in full" };
  expect(await keepFormAgain(asking(market, anthony), { key, path, typed: later })).toBe(false);
  expect(await keepFormAgain(asking(market, priya), { key, path: "/shortlist", typed: later })).toBe(false);
  expect(await readKeptForm(asking(market, priya), { key, path })).toEqual(typed);
  expect(await keepFormAgain(asking(market, priya), { key, path, typed: later })).toBe(true);
  expect(await readKeptForm(asking(market, priya), { key, path })).toEqual(later);
  const { rows } = await asReading(market.as(system), ({ tx }) =>
    tx.execute<{ count: number }>(sql`select count(*)::int as count from kept_forms`),
  );
  expect(rows).toEqual([{ count: 1 }]);
});
