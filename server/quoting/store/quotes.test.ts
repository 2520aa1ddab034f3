import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { events } from "#db/schema/audit.ts";
import { datasets } from "#db/schema/catalogue.ts";
import { documents } from "#db/schema/documents.ts";
import { quotes } from "#db/schema/quotes.ts";
import { walk } from "#server/demonstration/deals.ts";
import { pricesFor } from "#server/demonstration/price-lists.ts";
import { seedTariffs } from "#server/demonstration/tariffs.ts";
import { system, visitor } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { type CivilDate, civil } from "#server/lib/dates.ts";
import { publishPriceList } from "#server/pricing/store/prices.ts";
import { aSubscription, marketplace } from "#server/testing/marketplace.ts";
import { asked } from "../testing.ts";
import { calculate, listQuotes, makeQuote, readQuote } from "./quotes.ts";
import { publishTariff } from "./tariffs.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;

const newList = (market: Market, validFrom: CivilDate) =>
  asOneChange(market.as(system), async (change) => {
    const [row] = await change.tx
      .select({ id: datasets.id })
      .from(datasets)
      .where(eq(datasets.slug, "hes-apc"));
    await publishPriceList(change, {
      datasetId: row!.id,
      version: 3,
      validFrom,
      authorName: "James Whitlock",
      approverName: "Samuel Clarke",
      prices: pricesFor({ slug: "hes-apc", year: 40_000, list: ["subscription"], approval: [] }),
    });
  });

test("a quote is kept once, however often it is asked for: twice in turn, and five times at one moment", async () => {
  await using market = await marketplace();
  const priya = market.as(market.people.priya);
  const first = await makeQuote(priya, asked());
  expect(await makeQuote(priya, asked())).toEqual(first);
  const other = asked({ users: 6 });
  const made = await Promise.all(Array.from({ length: 5 }, () => makeQuote(priya, other)));
  expect(new Set(made.map(({ reference }) => reference)).size).toBe(1);
  const rows = await asReading(market.as(system), ({ tx }) => tx.select().from(quotes));
  expect(rows).toHaveLength(2);
  const said = await asReading(market.as(system), ({ tx }) =>
    tx.select().from(events).where(eq(events.type, "quote.made")),
  );
  expect(said).toHaveLength(2);
});

test("own colleagues and the NHS read a quote; for another organisation, and for a visitor, it does not exist", async () => {
  await using market = await marketplace();
  const { priya, anthony, james, jonas } = market.people;
  const { reference } = await makeQuote(market.as(priya), asked());
  expect(reference).toBe("QUO-2026-0001");
  for (const who of [priya, anthony, james])
    expect(await readQuote(market.as(who), reference)).toMatchObject({
      organisation: "Meridian Therapeutics",
      madeByName: "Priya Shah",
      lapsed: false,
    });
  for (const who of [jonas, visitor])
    await expect(readQuote(market.as(who), reference)).rejects.toMatchObject({ code: "not_found" });
  expect((await listQuotes(market.as(jonas), {})).rows).toEqual([]);
  expect((await listQuotes(market.as(james), {})).rows).toMatchObject([{ reference }]);
});

test("Meridian pays 20% VAT, Corvus in the United States none, Halden in Germany by reverse charge", async () => {
  await using market = await marketplace();
  const vatFor = async (who: "priya" | "dana" | "jonas") => {
    const { body } = await calculate(market.as(market.people[who]), asked({ place: "uk" }), "127.0.0.1");
    return [body!.total.vat, body!.lines[0]!.vatCategory];
  };
  expect(await vatFor("priya")).toEqual([1_382_420n, "S"]);
  expect(await vatFor("dana")).toEqual([0n, "O"]);
  expect(await vatFor("jonas")).toEqual([0n, "AE"]);
});

test("a visitor is a standard customer in the United Kingdom unless they say otherwise", async () => {
  await using market = await marketplace();
  const vat = async (changes: object) =>
    (await calculate(market.as(visitor), asked(changes), "127.0.0.1")).body!.total.vat;
  expect(await vat({})).toBe(1_382_420n);
  expect(await vat({ place: "elsewhere" })).toBe(1_382_420n);
  expect(await vat({ place: "elsewhere", evidence: "on" })).toBe(0n);
});

test("a dataset that may not be licensed refuses with its reason and its own field, and nothing is kept", async () => {
  await using market = await marketplace();
  const wanted = asked({ set: ["hes-apc", "gdppr"] });
  expect((await calculate(market.as(visitor), wanted, "127.0.0.1")).refusal).toMatchObject({
    field: "set-gdppr",
  });
  await expect(makeQuote(market.as(market.people.priya), wanted)).rejects.toMatchObject({
    code: "not_licensable",
    field: "set-gdppr",
    message: expect.stringMatching(/COVID/),
  });
  expect(
    (await calculate(market.as(visitor), asked({ set: ["uk-biobank"], kind: "royalty" }), "127.0.0.1"))
      .refusal!.sentence,
  ).toMatch(/The custodian's policy has no royalty|has no royalty/);
  expect((await calculate(market.as(visitor), asked({ set: ["no-such-set"] }), "127.0.0.1")).refusal).toEqual(
    {
      sentence: "There is no dataset no-such-set",
      field: "set",
    },
  );
  expect(await asReading(market.as(system), ({ tx }) => tx.$count(quotes))).toBe(0);
});

test("prices change: the quote of the day before says its old version and £37,960.00 for ever; a new one £40,000.00 and version 3", async () => {
  await using market = await marketplace();
  const priya = market.people.priya;
  await newList(market, civil("2026-12-01"));
  const day = (text: string) => market.as(priya, civil(text));
  const old = await makeQuote(day("2026-11-30"), asked());
  const kept = await readQuote(day("2026-11-30"), old.reference);
  expect(kept).toMatchObject({ validUntil: "2026-11-30", lapsed: false });
  expect(kept.body.sets[0]!.priceList).toEqual({ version: 2, validFrom: "2026-04-01" });
  const later = await readQuote(day("2027-06-01"), old.reference);
  expect(later).toMatchObject({
    lapsed: true,
    body: { model: 3_796_000n, validBecause: "new prices hold from 2026-12-01" },
  });
  expect(later.body).toEqual(kept.body);
  const fresh = await makeQuote(day("2026-12-01"), asked());
  expect((await readQuote(day("2026-12-01"), fresh.reference)).body).toMatchObject({
    model: 4_000_000n,
    sets: [{ priceList: { version: 3 } }],
  });
});

test("on 31 March 2026 the tariff of 2025 holds and the quote ends that day; on 1 April version 2", async () => {
  await using market = await marketplace();
  const on = async (day: string) =>
    (await calculate(market.as(visitor, civil(day)), asked({ startsOn: "2026-06-01" }), "127.0.0.1")).body!;
  expect(await on("2026-03-31")).toMatchObject({
    validUntil: "2026-03-31",
    tariff: { version: 1 },
    service: 132_000n,
  });
  expect(await on("2026-04-01")).toMatchObject({ validUntil: "2026-05-01", tariff: { version: 2 } });
  expect(
    (await calculate(market.as(visitor, civil("2025-06-30")), asked(), "127.0.0.1")).refusal!.sentence,
  ).toMatch(/No tariff of the service is in force/);
});

test("neither a quote nor a tariff is ever changed or removed, not even by the system", async () => {
  await using market = await marketplace();
  await makeQuote(market.as(market.people.priya), asked());
  for (const statement of [
    sql`update quotes set gross_pence = 0, net_pence = 0, vat_pence = 0`,
    sql`delete from quotes`,
    sql`update service_tariffs set source = 'x'`,
    sql`delete from service_tariffs`,
  ]) {
    const touched = await asOneChange(market.as(system), ({ tx }) => tx.execute(statement)).then(
      ({ rowCount }) => rowCount,
      () => 0,
    );
    expect(touched).toBe(0);
  }
  await expect(
    asOneChange(market.as(system), (change) =>
      publishTariff(change, { ...seedTariffs[1]!, validFrom: civil("2030-01-01") }),
    ),
  ).rejects.toMatchObject({ cause: { constraint: "service_tariffs_pkey" } });
});

test("a list is paged by keys: fifty, then the rest, newest first and none twice", async () => {
  await using market = await marketplace();
  const priya = market.as(market.people.priya);
  for (let users = 1; users <= 52; users++) await makeQuote(priya, asked({ users }));
  const first = await listQuotes(priya, {});
  const second = await listQuotes(priya, { before: first.next! });
  expect([first.rows.length, second.rows.length, second.next]).toEqual([50, 2, null]);
  expect(new Set([...first.rows, ...second.rows].map(({ reference }) => reference)).size).toBe(52);
});

test("a small company is quoted its own price where the list has one, £10,000.00, and billed the same", async () => {
  await using market = await marketplace();
  await asOneChange(market.as(system), async (change) => {
    const [row] = await change.tx
      .select({ id: datasets.id })
      .from(datasets)
      .where(eq(datasets.slug, "hes-apc"));
    const standard = pricesFor({ slug: "hes-apc", year: 40_000, list: ["subscription"], approval: [] });
    const own = pricesFor({ slug: "hes-apc", year: 10_000, list: ["subscription"], approval: [] });
    await publishPriceList(change, {
      datasetId: row!.id,
      version: 3,
      validFrom: civil("2026-11-01"),
      authorName: "James Whitlock",
      approverName: "Samuel Clarke",
      prices: [
        ...standard,
        ...own
          .filter(({ kind }) => kind === "subscription")
          .map((price) => ({ ...price, customerKind: "small_company" as const })),
      ],
    });
  });
  const model = async (who: "leo" | "priya") =>
    (await calculate(market.as(market.people[who]), asked(), "127.0.0.1")).body!.model;
  expect([await model("leo"), await model("priya")]).toEqual([1_000_000n, 4_000_000n]);
  const astral = { ...market.cast, member: market.people.leo, signatory: market.people.amara };
  await walk(market.on(market.today), astral, aSubscription);
  const [invoice] = await asReading(market.as(system), ({ tx }) => tx.select().from(documents));
  expect(invoice!.netPence).toBe(1_000_000n);
});
