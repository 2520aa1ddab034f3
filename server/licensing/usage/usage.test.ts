import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { usageEvents, usageExceptions } from "#db/schema/usage.ts";
import { system } from "#server/lib/actor.ts";
import { asReading } from "#server/lib/change.ts";
import { type CivilDate, civil } from "#server/lib/dates.ts";
import { decimalText } from "#server/lib/money.ts";
import type { Fault } from "#server/lib/refusal.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import {
  aMeteredLicence,
  aToken,
  posts,
  pricedBy,
  type Sent,
  sends,
  tallied,
} from "#server/testing/usage.ts";
import { runDay } from "../daily/store/run.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;

async function aMarketWithMeter() {
  const market = await marketplace();
  const licence = await aMeteredLicence(market);
  const { secret } = await aToken(market, market.people.anthony);
  const event = (id: string, more: Sent = {}): Sent => ({
    source: "meter",
    id,
    licence,
    quantity: "10",
    at: "2026-11-24T08:00:00Z",
    ...more,
  });
  return { market, licence, secret, event, [Symbol.asyncDispose]: () => market[Symbol.asyncDispose]() };
}

const stored = (market: Market) =>
  asReading(market.as(system), async ({ tx }) => ({
    events: await tx.select().from(usageEvents).orderBy(usageEvents.eventId),
    exceptions: await tx.select().from(usageExceptions).orderBy(usageExceptions.eventId),
  }));

/** The facts that bill: the last version of each. */
const factsNow = (market: Market) =>
  asReading(market.as(system), async ({ tx }) => {
    const { rows } = await tx.execute<{ id: string; on: string; quantity: string; version: number }>(
      sql`select distinct on (fact_id) fact_id as id, "on"::text, body ->> 'quantity' as quantity, version from facts
        where kind = 'used' order by fact_id, version desc`,
    );
    return rows;
  });

test("the same batch twice counts once, however its numbers and instants are spelled", async () => {
  await using meter = await aMarketWithMeter();
  const { market, secret, event } = meter;
  const first = [event("a"), event("b", { quantity: "2.50" })];
  expect(await posts(market, secret, first)).toEqual({
    status: 200,
    body: { accepted: 2, duplicates: 0, exceptions: [] },
  });
  const again = [
    event("a", { quantity: "10.0", at: "2026-11-24T09:00:00+01:00" }),
    event("b", { quantity: "2.5" }),
  ];
  expect((await posts(market, secret, again)).body).toEqual({ accepted: 0, duplicates: 2, exceptions: [] });
  await tallied(market, meter.licence);
  expect(await factsNow(market)).toEqual([
    { id: "events 2026-11-24 heard 2026-11-24", on: "2026-11-24", quantity: "12.5", version: 1 },
  ]);
});

test("two identical batches at the same moment count once", async () => {
  await using meter = await aMarketWithMeter();
  const { market, secret, event } = meter;
  const batch = Array.from({ length: 200 }, (_, index) => event(String(index)));
  const answers = await Promise.all([
    posts(market, secret, batch),
    posts(market, secret, batch.toReversed()),
    posts(market, secret, batch),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(answers.reduce((total, { body }) => total + (body.accepted as number), 0)).toBe(200);
  expect(answers.reduce((total, { body }) => total + (body.duplicates as number), 0)).toBe(400);
  await Promise.all([tallied(market, meter.licence), tallied(market, meter.licence)]);
  expect(await factsNow(market)).toMatchObject([{ quantity: "2000", version: 1 }]);
});

test("the same id with other content is put aside, and the first stands; sent again it is put aside once", async () => {
  await using meter = await aMarketWithMeter();
  const { market, secret, event } = meter;
  await posts(market, secret, [event("a")]);
  const other = event("a", { quantity: "11" });
  for (let time = 0; time < 2; time++)
    expect((await posts(market, secret, [other])).body).toEqual({
      accepted: 0,
      duplicates: 0,
      exceptions: [{ source: "meter", id: "a", reason: "conflict" }],
    });
  // Within one batch as well.
  expect((await posts(market, secret, [event("c"), event("c"), event("c", { quantity: "1" })])).body).toEqual(
    {
      accepted: 1,
      duplicates: 1,
      exceptions: [{ source: "meter", id: "c", reason: "conflict" }],
    },
  );
  const { events, exceptions } = await stored(market);
  expect(events.map(({ eventId, quantity }) => [eventId, quantity])).toEqual([
    ["a", "10.000000"],
    ["c", "10.000000"],
  ]);
  expect(exceptions.map(({ eventId, body }) => [eventId, (body as Sent).quantity])).toEqual([
    ["a", "11"],
    ["c", "1"],
  ]);
});

test("what cannot be counted is queued with its reason, and nothing is dropped", async () => {
  await using meter = await aMarketWithMeter();
  const { market, secret, event } = meter;
  const late = civil("2027-03-25");
  const batch = [
    event("no licence", { licence: "HDL-2099-0001" }),
    event("no meter", { component: "seats" }),
    event("before", { at: "2026-11-23T23:59:59Z" }),
    event("late"),
    event("in time", { at: "2027-03-24T10:00:00Z", component: "usage" }),
  ];
  expect((await posts(market, secret, batch, { day: late })).body).toEqual({
    accepted: 1,
    duplicates: 0,
    exceptions: [
      { source: "meter", id: "no licence", reason: "unknown_licence" },
      { source: "meter", id: "no meter", reason: "unknown_meter" },
      { source: "meter", id: "before", reason: "before_start" },
      { source: "meter", id: "late", reason: "past_the_window" },
    ],
  });
  const ended = civil("2027-11-25");
  const after = [
    event("after", { at: "2027-11-24T10:00:00Z" }),
    event("last day", { at: "2027-11-23T10:00:00Z" }),
  ];
  expect((await posts(market, secret, after, { day: ended })).body).toMatchObject({
    accepted: 1,
    exceptions: [{ id: "after", reason: "after_end" }],
  });
  const { events, exceptions } = await stored(market);
  expect([events.length, exceptions.length]).toEqual([2, 5]);
});

test("an unknown licence and another organisation's answer alike, and nothing is written for the other", async () => {
  await using meter = await aMarketWithMeter();
  const { market, secret, event } = meter;
  const others = await aMeteredLicence(market, {
    ...market.cast,
    member: market.people.jonas,
    signatory: market.people.katrin,
  });
  const [unknown, another] = await Promise.all([
    posts(market, secret, [event("x", { licence: "HDL-2099-0001" })]),
    posts(market, secret, [event("y", { licence: others })]),
  ]);
  expect({ ...another, body: { ...another.body, exceptions: [] } }).toEqual({
    ...unknown,
    body: { ...unknown.body, exceptions: [] },
  });
  expect(another.body.exceptions).toEqual([{ source: "meter", id: "y", reason: "unknown_licence" }]);
  const { events, exceptions } = await stored(market);
  expect(events).toEqual([]);
  expect(new Set(exceptions.map(({ organisationId }) => organisationId))).toEqual(
    new Set([market.people.anthony.organisationId]),
  );
  expect(exceptions.map(({ licenceId }) => licenceId)).toEqual([null, null]);
});

test.each<[string, (event: (id: string, more?: Sent) => Sent) => unknown, number, string]>([
  ["no JSON", () => "{", 400, "The body is not JSON"],
  ["no list", () => ({ events: {} }), 400, "events: Send a list of events"],
  ["no event", () => ({ events: [] }), 400, "events: Send at least one event"],
  [
    "a float",
    (event) => ({ events: [event("a"), event("b", { quantity: 1.5 })] }),
    400,
    'events[1].quantity: Send the quantity as decimal text, like "12.5"',
  ],
  [
    "seven places",
    (event) => ({ events: [event("a", { quantity: "1.0000001" })] }),
    400,
    'events[0].quantity: Send the quantity as decimal text with at most six places, like "12.5"',
  ],
  [
    "a local time",
    (event) => ({ events: [event("a", { at: "2026-11-24T08:00:00" })] }),
    400,
    "events[0].at: Send an instant with its zone, like 2026-11-24T10:00:00Z",
  ],
  [
    "a word too many",
    (event) => ({ events: [event("a", { color: 1 })] }),
    400,
    "events[0].color: We do not know this name",
  ],
  [
    "a zero byte",
    (event) => ({ events: [event("a\u0000")] }),
    400,
    "events[0].id: Leave out control characters",
  ],
  [
    "1,001 events",
    (event) => ({ events: Array.from({ length: 1001 }, (_, index) => event(String(index))) }),
    400,
    "events: Send at most 1,000 events at a time",
  ],
  [
    "six minutes ahead of the clock",
    (event) => ({ events: [event("a"), event("b", { at: "2026-11-24T10:06:00Z" })] }),
    400,
    "events[1].at: The event b lies in the future",
  ],
  ["2 MB", () => "x".repeat(2 * 1024 * 1024), 413, "The body is larger than 1 MB. Send less at a time"],
])("%s is refused with a sentence, and nothing is taken", async (_, make, status, detail) => {
  await using meter = await aMarketWithMeter();
  const body = make(meter.event);
  const answer = await sends(
    meter.market,
    meter.secret,
    typeof body === "string" ? body : JSON.stringify(body),
  );
  expect(answer).toMatchObject({ status, body: { detail } });
  const { events, exceptions } = await stored(meter.market);
  expect([...events, ...exceptions]).toEqual([]);
});

test("everything that is wrong with a batch is named at once, each with its place", async () => {
  await using meter = await aMarketWithMeter();
  const batch = [
    meter.event("a", { quantity: 1.5, at: "yesterday" }),
    meter.event("b"),
    meter.event("c", { "a/b": 1 }),
  ];
  const { body } = await posts(meter.market, meter.secret, batch);
  expect(body).toMatchObject({ code: "bad_input", field: "events[0].quantity" });
  const places = (body.errors as Fault[]).map(({ index, field, pointer }) => [index, field, pointer]);
  expect(places).toEqual([
    [0, "events[0].quantity", "#/events/0/quantity"],
    [0, "events[0].at", "#/events/0/at"],
    [2, "events[2].a/b", "#/events/2/a~1b"],
  ]);
  const ahead = ["a", "b"].map((id) => meter.event(id, { at: "2026-11-24T10:06:00Z" }));
  expect((await posts(meter.market, meter.secret, ahead)).body).toMatchObject({
    detail: "events[0].at: The event a lies in the future (and 1 more)",
    errors: [{ pointer: "#/events/0/at" }, { pointer: "#/events/1/at" }],
  });
});

test("five minutes ahead of the clock is near enough", async () => {
  await using meter = await aMarketWithMeter();
  const { status } = await posts(meter.market, meter.secret, [
    meter.event("a", { at: "2026-11-24T10:05:00Z" }),
  ]);
  expect(status).toBe(200);
});

test("half past eleven at night UTC on 24 October is 25 October in London, and the same an hour of winter later is not", async () => {
  await using market = await marketplace(civil("2026-10-01"));
  const licence = await aMeteredLicence(market);
  const { secret } = await aToken(market, market.people.anthony, 365);
  const at = (id: string, instant: string) => ({ source: "m", id, licence, quantity: "1", at: instant });
  const events = [
    at("a", "2026-10-24T22:59:59Z"),
    at("b", "2026-10-24T23:30:00Z"),
    at("c", "2026-10-25T23:30:00Z"),
    at("d", "2026-10-26T00:00:00Z"),
  ];
  expect((await posts(market, secret, events, { day: civil("2026-10-26") })).body).toMatchObject({
    accepted: 4,
  });
  expect((await stored(market)).events.map(({ on }) => on)).toEqual([
    "2026-10-24",
    "2026-10-25",
    "2026-10-25",
    "2026-10-26",
  ]);
});

test("late events are a fact of their own, more of a day are a new version, and a tally run again changes nothing", async () => {
  await using meter = await aMarketWithMeter();
  const { market, licence, secret, event } = meter;
  const next = civil("2026-11-25");
  await posts(market, secret, [event("a")]);
  await tallied(market, licence);
  await posts(market, secret, [event("b", { quantity: "0.000001" })]);
  await tallied(market, licence);
  await posts(market, secret, [event("c", { quantity: "3" })], { day: next });
  for (let time = 0; time < 2; time++) await tallied(market, licence, next);
  expect(await factsNow(market)).toEqual([
    { id: "events 2026-11-24 heard 2026-11-24", on: "2026-11-24", quantity: "10.000001", version: 2 },
    { id: "events 2026-11-24 heard 2026-11-25", on: "2026-11-24", quantity: "3", version: 1 },
  ]);
});

test("events are billed after the month by the signed bands: 7,350,000 rows come to £2,067.50", async () => {
  await using meter = await aMarketWithMeter();
  const { market, licence, secret, event } = meter;
  await posts(market, secret, [event("a", { quantity: "7350000" })]);
  await tallied(market, licence);
  await runDay(market.as(system, civil("2026-12-29")), { whole: true });
  const { rows } = await asReading(market.as(system), ({ tx }) =>
    tx.execute<{ net: string }>(sql`select net_pence::text as net from documents`),
  );
  // 7,350,000 less 250,000 free: 1,000,000 × 0.05p + 4,000,000 × 0.03p + 2,100,000 × 0.0175p.
  expect(rows).toEqual([{ net: "206750" }]);
});

test("over any batches, in any order and however often, the facts add up to the events", async () => {
  await using meter = await aMarketWithMeter();
  const { market, licence, secret, event } = meter;
  const days = ["2026-11-24", "2026-11-25", "2026-11-26"].map(civil);
  const batch = fc.record({
    day: fc.nat(2),
    events: fc.array(fc.record({ id: fc.nat(30), quantity: fc.bigInt(0n, 10n ** 15n) }), { minLength: 1 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 4 }), async (batches) => {
      let heard: CivilDate = days[0]!;
      for (const { day, events } of batches.toSorted((a, b) => a.day - b.day)) {
        heard = days[day]!;
        const { status } = await posts(
          market,
          secret,
          events.map(({ id, quantity }) =>
            event(String(id), {
              quantity: decimalText(quantity),
              at: `${days[id % (day + 1)]}T0${id % 9}:30:00Z`,
            }),
          ),
          { day: heard },
        );
        expect(status).toBe(200);
        if (events.length % 2) await tallied(market, licence, heard);
      }
      await tallied(market, licence, heard);
      const { rows } = await asReading(market.as(system), ({ tx }) =>
        tx.execute<{ events: string; facts: string }>(sql`select
          (select sum(quantity) from usage_events)::text as events,
          (select sum((body ->> 'quantity')::numeric(30, 6)) from (select distinct on (fact_id) body from facts
            order by fact_id, version desc) as last)::text as facts`),
      );
      expect(rows[0]!.facts).toBe(rows[0]!.events);
    }),
    { numRuns: 15 },
  );
});

test.each([
  ["count", ["3", "1"]],
  ["max", ["7", "2"]],
  // Of 24 November the latest is "c", also after "d" of the same day came on the 25th with an earlier instant.
  ["latest", ["5", "5"]],
  // Two subjects by the 24th; the 25th brings a third.
  ["unique", ["2", "3"]],
] as const)("a meter that takes the %s of a day", async (aggregation, quantities) => {
  await using market = await marketplace();
  await pricedBy(market, { aggregation });
  const licence = await aMeteredLicence(market);
  const { secret } = await aToken(market, market.people.anthony);
  const at = (id: string, hour: number, quantity: string, subject: string) => ({
    source: "m",
    id,
    licence,
    quantity,
    at: `2026-11-24T0${hour}:00:00Z`,
    subject,
  });
  await posts(market, secret, [at("a", 1, "7", "x"), at("b", 2, "3", "x"), at("c", 8, "5", "y")]);
  await tallied(market, licence);
  await posts(market, secret, [at("d", 4, "2", "z")], { day: civil("2026-11-25") });
  await tallied(market, licence, civil("2026-11-25"));
  expect((await factsNow(market)).map(({ quantity }) => quantity)).toEqual(quantities);
  if (aggregation === "unique") {
    const nobody = { source: "m", id: "e", licence, quantity: "1", at: "2026-11-24T01:00:00Z" };
    expect(await posts(market, secret, [nobody])).toMatchObject({
      status: 400,
      body: { field: "events[0].subject" },
    });
  }
});
