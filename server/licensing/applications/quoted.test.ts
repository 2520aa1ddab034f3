import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { applications } from "#db/schema/applications.ts";
import { datasets } from "#db/schema/catalogue.ts";
import { pricesFor } from "#server/demonstration/price-lists.ts";
import { system } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { addDays } from "#server/lib/dates.ts";
import { publishPriceList } from "#server/pricing/store/prices.ts";
import { findQuote, makeQuote } from "#server/quoting/store/quotes.ts";
import { asked } from "#server/quoting/testing.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { offerSchema } from "../negotiation/form.ts";
import { makeOffer } from "../negotiation/store/offers.ts";
import { readOffer } from "../negotiation/store/pages.ts";
import { applicationSchema, quoteApplicationSchema } from "./form.ts";
import { applyFor, applyWithQuote, readApplication, withdrawApplication } from "./store.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;

const words = (quote: string, changes: object = {}) =>
  quoteApplicationSchema.parse({
    quote,
    title: "Readmission after hip fracture",
    purpose: "Describe who comes back within thirty days of an operation.",
    publicBenefit: "Patients at risk are called in the first week.",
    users: 5,
    startsOn: "2027-01-01",
    months: 12,
    usagePerMonth: "",
    netSalesPerYear: "",
    profitPerYear: "",
    service: "with",
    ...changes,
  });

const sent = (market: Market) =>
  asReading(market.as(system), ({ tx }) =>
    tx.select().from(applications).orderBy(asc(applications.reference)),
  );

test("a quote over two datasets becomes two applications in the same words, each with the quote's reference", async () => {
  await using market = await marketplace();
  const priya = market.as(market.people.priya);
  const { reference } = await makeQuote(priya, asked({ set: ["hes-apc", "sact"] }));
  const { references } = await applyWithQuote(priya, words(reference));
  const rows = await sent(market);
  expect(references).toEqual(["APP-2026-0001", "APP-2026-0002"]);
  expect(rows.map((row) => [row.reference, row.kind, row.title, row.quoteReference])).toEqual(
    references.map((one) => [one, "subscription", "Readmission after hip fracture", reference]),
  );
  expect(new Set(rows.map(({ datasetId }) => datasetId)).size).toBe(2);
});

test("all or none: when the second dataset was retired since, the first is not applied for either", async () => {
  await using market = await marketplace();
  const priya = market.as(market.people.priya);
  const { reference } = await makeQuote(priya, asked({ set: ["hes-apc", "sact"] }));
  await asOneChange(market.as(system), ({ tx }) =>
    tx
      .update(datasets)
      .set({ retiredOn: market.today, retiredReason: "It is part of another set now." })
      .where(eq(datasets.slug, "sact")),
  );
  await expect(applyWithQuote(priya, words(reference))).rejects.toMatchObject({
    code: "not_licensable",
    message: "This dataset was retired: It is part of another set now.",
  });
  expect(await sent(market)).toEqual([]);
});

test("no application names a quote that was never made, nor another organisation's: the database refuses it", async () => {
  await using market = await marketplace();
  const priya = market.as(market.people.priya);
  const mine = await makeQuote(priya, asked());
  const theirs = await makeQuote(market.as(market.people.leo), asked());
  await applyWithQuote(priya, words(mine.reference));
  const name = (quoteReference: string) =>
    asOneChange(market.as(system), ({ tx }) => tx.update(applications).set({ quoteReference }));
  for (const quote of ["QUO-2026-9999", theirs.reference])
    await expect(name(quote)).rejects.toMatchObject({
      cause: { constraint: "an_application_is_made_from_a_quote_of_its_own" },
    });
});

test("on its last day a quote still leads to an application; the day after it says so and sends nothing", async () => {
  await using market = await marketplace();
  const { priya } = market.people;
  const { reference } = await makeQuote(market.as(priya), asked());
  await expect(
    applyWithQuote(market.as(priya, addDays(market.today, 31)), words(reference)),
  ).rejects.toMatchObject({
    code: "cannot_do_that_now",
    message: "Quote QUO-2026-0001 stood until 24 December 2026. Ask again at today's prices",
  });
  expect(await applyWithQuote(market.as(priya, addDays(market.today, 30)), words(reference))).toEqual({
    references: ["APP-2026-0001"],
  });
});

test("nobody applies with another organisation's quote", async () => {
  await using market = await marketplace();
  const { reference } = await makeQuote(market.as(market.people.priya), asked());
  await expect(applyWithQuote(market.as(market.people.jonas), words(reference))).rejects.toMatchObject({
    code: "not_found",
  });
});

test("pressing twice, or two colleagues at once, sends each application once; what was withdrawn may be sent again", async () => {
  await using market = await marketplace();
  const { priya, anthony } = market.people;
  const { reference } = await makeQuote(market.as(priya), asked({ set: ["hes-apc", "sact"] }));
  const [one, other] = await Promise.all(
    [priya, anthony].map((who) => applyWithQuote(market.as(who), words(reference))),
  );
  expect(one).toEqual(other);
  expect(await sent(market)).toHaveLength(2);
  await withdrawApplication(market.as(priya), { reference: one!.references[0]!, reason: "Not yet." });
  const again = await applyWithQuote(market.as(priya), words(reference));
  expect(again.references).toEqual(["APP-2026-0003", one!.references[1]]);
});

test("one form sent three times, by Back as well, is one application; other words are another, and once closed the same may be sent again", async () => {
  await using market = await marketplace();
  const priya = market.as(market.people.priya);
  const { quote: _, ...rest } = words("none");
  const form = { ...rest, dataset: "hes-apc", kind: "subscription" as const };
  const sentAtOnce = await Promise.all([applyFor(priya, form), applyFor(priya, form), applyFor(priya, form)]);
  expect(new Set(sentAtOnce.map(({ reference }) => reference))).toEqual(new Set(["APP-2026-0001"]));
  expect((await applyFor(priya, { ...form, users: 6 })).reference).toBe("APP-2026-0002");
  await withdrawApplication(priya, { reference: "APP-2026-0001", reason: "Not yet." });
  expect((await applyFor(priya, form)).reference).toBe("APP-2026-0003");
});

test("whoever asks for more than was quoted is seen to: 500 people for 60 months, quoted for 5 and 12", async () => {
  await using market = await marketplace();
  const priya = market.as(market.people.priya);
  const { reference } = await makeQuote(priya, asked());
  const more = await applyWithQuote(priya, words(reference, { users: 500, months: 60 }));
  const { otherThanQuoted } = await readApplication(market.as(market.people.james), more.references[0]!);
  expect(otherThanQuoted).toEqual(["500 people, quoted for 5", "60 months, quoted for 12"]);
});

const direct = (changes: object = {}) => {
  const { quote: _, ...rest } = words("none");
  return applicationSchema.parse({
    ...rest,
    dataset: "hes-apc",
    kind: "one_off_fee",
    months: 36,
    ...changes,
  });
};

test("the same is asked for with a quote and without one: value, payments and first invoice are the same, with the service and without it", async () => {
  await using market = await marketplace();
  const priya = market.as(market.people.priya);
  for (const [service, value] of [
    // £113,880.00 + £1,431.00 + £434.00 + £976.00 + 180 × £472.00 + 2 × £694.00, and the fee alone.
    ["with", 20_306_900n],
    ["without", 11_388_000n],
  ] as const) {
    const { reference } = await makeQuote(priya, asked({ kind: "one_off_fee", years: 3, service }));
    const { body } = await asReading(priya, (reading) => findQuote(reading, reference));
    const { references } = await applyWithQuote(priya, words(reference, { months: 36, service }));
    const quoted = await readApplication(priya, references[0]!);
    const { reference: other } = await applyFor(priya, direct({ service, title: `Another, ${service}` }));
    const unquoted = await readApplication(priya, other);
    expect(unquoted.price).toEqual(quoted.price);
    expect(quoted.price).toMatchObject({ value, withService: service === "with", first: body.first });
    expect(body.value).toBe(value);
    expect(quoted.otherThanQuoted).toEqual([]);
  }
});

test("what the list does not sell is refused by the field, with a quote and without one, and nothing is sent", async () => {
  await using market = await marketplace();
  const priya = market.as(market.people.priya);
  await asOneChange(market.as(system), async (change) => {
    const [set] = await change.tx.select().from(datasets).where(eq(datasets.slug, "hes-apc"));
    await publishPriceList(change, {
      datasetId: set!.id,
      version: 99,
      validFrom: market.today,
      authorName: "James Okafor",
      approverName: "Samuel Reid",
      prices: pricesFor({ slug: "hes-apc", year: 30_000, list: ["one_off_fee"], approval: [] }).map(
        (price) =>
          price.kind === "one_off_fee" ? { ...price, furtherYear: null, furtherUser: null } : price,
      ),
    });
  });
  const { reference } = await makeQuote(priya, asked({ kind: "one_off_fee", years: 3 }));
  for (const [changes, field] of [
    [{ months: 48 }, "months"],
    [{ users: 7 }, "users"],
  ] as const) {
    await expect(applyFor(priya, direct(changes))).rejects.toMatchObject({
      code: "terms_not_allowed",
      field,
    });
    await expect(applyWithQuote(priya, words(reference, { months: 36, ...changes }))).rejects.toMatchObject({
      code: "terms_not_allowed",
      field,
    });
  }
  await expect(makeQuote(priya, asked({ kind: "one_off_fee", years: 4 }))).rejects.toMatchObject({
    code: "terms_not_allowed",
    field: "months",
  });
  expect(await sent(market)).toEqual([]);
});

test("the NHS may leave the service out, or sell what the list does not: whoever approves reads both", async () => {
  await using market = await marketplace();
  const [priya, james] = [market.as(market.people.priya), market.as(market.people.james)];
  const { reference } = await applyFor(priya, direct({ months: 36, users: 6, service: "with" }));
  const { reference: offer } = await makeOffer(
    james,
    offerSchema.parse({
      application: reference,
      startsOn: "2027-01-01",
      months: 48,
      expiresOn: "2026-12-24",
      service: "without",
    }),
  );
  const read = await readOffer(james, offer);
  expect(read.withService).toBe(false);
  // £113,880.00 and a further year of £37,960.00, as the list says.
  expect(read.standing.valuePence).toBe(11_388_000n + 3_796_000n);
  expect(read.changes).toEqual([
    {
      name: "Service around the data",
      list: "asked for as included",
      offered: "not included",
      by: null,
    },
  ]);
});
