import { expect, test } from "vitest";
import { type Actor, visitor } from "#server/lib/actor.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { costly } from "./costly.ts";

/** What came of many papers asked for at once, by status; every refusal says when to come back. */
async function asksAtOnce(
  market: Awaited<ReturnType<typeof marketplace>>,
  actor: Actor,
  address: string,
  count: number,
) {
  let making = 0;
  let most = 0;
  const made = async () => {
    making++;
    most = Math.max(most, making);
    await new Promise(setImmediate);
    making--;
    return new Response("paper");
  };
  const ask = { ...market.as(actor), from: { address } };
  const answers = await Promise.all(Array.from({ length: count }, () => costly(ask, made)));
  const refused = answers.filter(({ status }) => status !== 200);
  for (const { headers } of refused) expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  const having = (status: number) => answers.filter((answer) => answer.status === status);
  return { ok: having(200).length, full: having(503).length, much: having(429), most };
}

test("of sixty papers asked for at once by a visitor at most twenty are made, one after the other; the others hear when to come back", async () => {
  await using market = await marketplace();
  const { ok, full, much, most } = await asksAtOnce(market, visitor, "192.0.2.1", 60);
  expect(most).toBe(1);
  expect(ok).toBeGreaterThan(0);
  expect([ok + full, much.length]).toEqual([20, 40]);
  expect(await much[0]!.text()).toMatch(
    /^Files were asked for very often in a short time\. Try again after \d\d:\d\d\n$/,
  );
  // Nobody else is held up by it: another address, or a person behind the same one, who may have more.
  expect(await asksAtOnce(market, visitor, "192.0.2.2", 1)).toMatchObject({ ok: 1 });
  const priya = await asksAtOnce(market, market.people.priya, "192.0.2.1", 60);
  expect([priya.ok + priya.full, priya.much]).toEqual([60, []]);
  expect(priya.ok).toBeGreaterThan(0);
});

test("visitors from everywhere are given 300 papers in five minutes; whoever is signed in is given theirs all the same", async () => {
  await using market = await marketplace();
  let counted = 0;
  for (let host = 0; host < 16; host++) {
    const { ok, full } = await asksAtOnce(market, visitor, `198.51.100.${host}`, 20);
    counted += ok + full;
  }
  expect(counted).toBe(300);
  expect(await asksAtOnce(market, market.people.priya, "198.51.100.1", 1)).toMatchObject({ ok: 1 });
});
