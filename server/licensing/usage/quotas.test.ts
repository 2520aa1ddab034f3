import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { usageExceptions } from "#db/schema/usage.ts";
import { countTry } from "#server/access/store/rate-limit.ts";
import { createToken } from "#server/access/store/tokens.ts";
import { system } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { aMeteredLicence, aToken, posts } from "#server/testing/usage.ts";
import { dayLimit } from "./quotas.ts";

const event = (id: string, licence = "HDL-2099-0001") => ({
  source: "meter",
  id,
  licence,
  quantity: "1",
  at: "2026-11-24T08:00:00Z",
});

test("what waits for a decision is full at 10,000: no batch adds to it, nor do two at once", async () => {
  await using market = await marketplace();
  const { anthony, marcus } = market.people;
  const licence = await aMeteredLicence(market);
  const { secret } = await aToken(market, anthony);
  await asOneChange(market.as(system), ({ tx }) =>
    tx.execute(sql`insert into usage_exceptions
      (organisation_id, source, event_id, reason, body, body_hash, received_at)
      select ${anthony.organisationId}, 'wild', n::text, 'unknown_licence', '{}', n::text, now()
      from generate_series(1, 9999) n`),
  );
  const both = await Promise.all([posts(market, secret, [event("a")]), posts(market, secret, [event("b")])]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 429]);
  expect(await posts(market, secret, [event("c", licence), event("d")])).toMatchObject({
    status: 429,
    body: {
      code: "too_many_tries",
      detail:
        "10,000 events of your organisation wait for a decision, and no more may. Send what belongs to a licence and its meter, or ask the NHS to decide on those",
    },
  });
  const waiting = await asReading(market.as(system), ({ tx }) => tx.$count(usageExceptions));
  expect(waiting).toBe(10_000);

  // What can be counted is, also then; and another organisation is not held up.
  expect((await posts(market, secret, [event("c", licence)])).body).toMatchObject({ accepted: 1 });
  const other = await createToken(market.as(marcus), { name: "Other", scopes: ["usage:write"], days: 30 });
  expect((await posts(market, other.secret, [event("a")])).status).toBe(200);
});

test("5,000,000 events a day are an organisation's, however many tokens it has", async () => {
  await using market = await marketplace();
  const { anthony } = market.people;
  const licence = await aMeteredLicence(market);
  const tokens = [await aToken(market, anthony), await aToken(market, anthony)];
  await countTry(
    market.as(anthony),
    `usage events of ${anthony.organisationId}`,
    dayLimit,
    dayLimit.limit - 2,
  );
  const [one, two] = tokens.map(({ secret }) => secret);
  expect(
    await posts(market, one!, [event("a", licence), event("b", licence), event("c", licence)]),
  ).toMatchObject({
    status: 429,
    body: {
      detail: expect.stringMatching(
        /^Your organisation has sent as many events as it may in a day: 5,000,000\. Try/,
      ),
    },
  });
  expect((await posts(market, one!, [event("a", licence)])).status).toBe(200);
  expect((await posts(market, two!, [event("b", licence)])).status).toBe(200);
  expect((await posts(market, two!, [event("c", licence)])).status).toBe(429);
});
