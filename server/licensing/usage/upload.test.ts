import { expect, test } from "vitest";
import { usageExceptions } from "#db/schema/usage.ts";
import { system } from "#server/lib/actor.ts";
import { asReading } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { aMeteredLicence, aToken, posts, tallied } from "#server/testing/usage.ts";
import { usageOfLicence } from "./page.ts";
import { decideUsageException } from "./store/exceptions.ts";
import { uploadUsage } from "./upload.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;
const head = "source,id,quantity,at,subject\r\n";
const million = 1_000_000n;

const uploads = (market: Market, reference: string, csv: string) =>
  uploadUsage(market.as(market.people.priya), { reference, component: undefined, csv });
const page = (market: Market, reference: string, day = market.today) =>
  usageOfLicence(market.as(market.people.priya, day), { reference, period: undefined, component: undefined });
const exceptions = (market: Market) =>
  asReading(market.as(system), ({ tx }) =>
    tx.select().from(usageExceptions).orderBy(usageExceptions.eventId),
  );

test("a file is the same as a batch: what it holds counts once, by either way", async () => {
  await using market = await marketplace();
  const licence = await aMeteredLicence(market);
  const csv = `\uFEFF${head}meter,a,10,2026-11-24T08:00:00Z,\r\nmeter,"b, 2",2.50,2026-11-24T09:00:00Z,"Dr ""X"""\r\n`;
  expect(await uploads(market, licence, csv)).toEqual({ accepted: 2, duplicates: 0, exceptions: 0 });
  expect(await uploads(market, licence, csv)).toEqual({ accepted: 0, duplicates: 2, exceptions: 0 });
  const { secret } = await aToken(market, market.people.anthony);
  const same = { source: "meter", id: "a", licence, quantity: "10", at: "2026-11-24T08:00:00Z" };
  expect((await posts(market, secret, [same])).body).toMatchObject({ duplicates: 1 });
});

test("a file with faults is refused whole, and each fault names its line", async () => {
  await using market = await marketplace();
  const licence = await aMeteredLicence(market);
  const rows = [
    "meter,a,10,2026-11-24T08:00:00Z,",
    "meter,b,ten,2026-11-24T08:00:00Z,",
    "meter,c,1",
    ",d,1,yesterday,",
  ];
  await expect(uploads(market, licence, head + rows.join("\r\n"))).rejects.toMatchObject({
    code: "bad_input",
    field: "file",
    message: [
      "The file has 4 faults, so nothing was taken from it",
      'Line 3: quantity: Send the quantity as decimal text with at most six places, like "12.5"',
      "Line 4: This line has 3 of the 5 fields of the header",
      "Line 5: source: This may not be empty",
      "Line 5: at: Send an instant with its zone, like 2026-11-24T10:00:00Z",
    ].join("\n"),
  });
  await expect(uploads(market, licence, "source,id,quantity,at\n")).rejects.toMatchObject({
    message: "The file has one fault, so nothing was taken from it\nLine 1: The header subject is missing",
  });
  const ahead = `${head}meter,a,10,2026-11-24T08:00:00Z,\nmeter,b,10,2026-11-24T12:00:00Z,\n`;
  await expect(uploads(market, licence, ahead)).rejects.toMatchObject({
    message: "The file has one fault, so nothing was taken from it\nLine 3: The event b lies in the future",
  });
  expect((await uploads(market, licence, `${head}${rows[0]}`)).accepted).toBe(1);
});

test("usage stands beside its charge, day by day, with band, cap and what is missing to the year's minimum", async () => {
  await using market = await marketplace();
  const licence = await aMeteredLicence(market);
  const row = (id: string, quantity: string, day: string) => `m,${id},${quantity},${day}T08:00:00Z,\n`;
  const third = civil("2026-11-26");
  await uploadUsage(market.as(market.people.priya, third), {
    reference: licence,
    component: undefined,
    csv: `${head}${row("a", "100000", "2026-11-24")}${row("b", "1150000.5", "2026-11-26")}`,
  });
  await tallied(market, licence, third);
  const usage = await page(market, licence, third);
  expect(usage.period).toEqual({ from: "2026-11-24", to: "2026-12-24" });
  expect(usage.days).toEqual([
    {
      on: "2026-11-24",
      quantity: 100_000n * million,
      cumulative: 100_000n * million,
      band: null,
      charge: 0n,
    },
    { on: "2026-11-25", quantity: 0n, cumulative: 100_000n * million, band: null, charge: 0n },
    // 1,250,000.5 less 250,000 free: 1,000,000 × 0.05p, and half a row × 0.03p, which rounds away.
    {
      on: "2026-11-26",
      quantity: 1_150_000_500_000n,
      cumulative: 1_250_000_500_000n,
      band: 1,
      charge: 50_000n,
    },
  ]);
  expect(usage.charge).toMatchObject({ net: 50_000n, lines: [{ net: 50_000n }] });
  expect(usage.commitments).toMatchObject([{ amount: 949_000n, missing: 949_000n - 50_000n }]);
});

test("a manager counts or sets aside what was queued, once, with a reason; the contract's own limits stand", async () => {
  await using market = await marketplace();
  const licence = await aMeteredLicence(market);
  const { secret } = await aToken(market, market.people.anthony);
  const event = (id: string, more = {}) => ({
    source: "m",
    id,
    licence,
    quantity: "10",
    at: "2026-11-24T08:00:00Z",
    ...more,
  });
  const later = civil("2026-11-25");
  await posts(market, secret, [
    event("a"),
    event("a", { quantity: "7" }),
    event("b", { component: "rows" }),
    event("c", { at: "2026-11-20T08:00:00Z" }),
    event("d", { component: "rows" }),
  ]);
  const [a, b, c, d] = await exceptions(market);
  const decides = (id: string, decision: "count" | "set_aside", component?: string) =>
    decideUsageException(market.as(market.people.james, later), {
      reference: licence,
      id,
      decision,
      component,
      reason: "As agreed by mail",
    });
  await decides(a!.id, "count");
  await expect(decides(b!.id, "count", "seats")).rejects.toThrow("Choose the meter under which it counts");
  await decides(b!.id, "count");
  await expect(decides(c!.id, "count")).rejects.toThrow("The contract counts no use before its first day");
  await decides(c!.id, "set_aside");
  await expect(decides(c!.id, "count")).rejects.toThrow("James Whitlock decided this already");
  // Counted meanwhile under the same id, as the sender put it right.
  await posts(market, secret, [event("d")]);
  await expect(decides(d!.id, "count", "usage")).rejects.toThrow("was counted meanwhile");
  // What was counted by decision and is sent again is no new use.
  expect((await posts(market, secret, [event("b", { component: "rows" })])).body).toMatchObject({
    duplicates: 1,
  });

  await tallied(market, licence, later);
  const usage = await page(market, licence, later);
  expect(usage.days[0]!.cumulative).toBe(37n * million);
  expect(usage.exceptions.open).toBe(1);
  expect(usage.exceptions.rows.map(({ eventId, decision }) => [eventId, decision])).toEqual(
    expect.arrayContaining([
      ["a", "counted"],
      ["b", "counted"],
      ["c", "set_aside"],
      ["d", null],
    ]),
  );
});
