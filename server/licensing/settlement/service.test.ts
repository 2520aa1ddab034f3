import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { datasets } from "#db/schema/catalogue.ts";
import { kinds } from "#server/commercial-models/index.ts";
import { walk } from "#server/demonstration/deals.ts";
import { pricesFor } from "#server/demonstration/price-lists.ts";
import { system } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { addDays } from "#server/lib/dates.ts";
import { publishPriceList } from "#server/pricing/store/prices.ts";
import { findQuote, makeQuote } from "#server/quoting/store/quotes.ts";
import { asked } from "#server/quoting/testing.ts";
import { aSubscription, marketplace } from "#server/testing/marketplace.ts";
import { applicationSchema, quoteApplicationSchema } from "../applications/form.ts";
import { applyFor, applyWithQuote, rejectApplication } from "../applications/store.ts";
import { runDay } from "../daily/store/run.ts";
import { offerSchema } from "../negotiation/form.ts";
import { makeOffer } from "../negotiation/store/offers.ts";
import { readOffer } from "../negotiation/store/pages.ts";
import { reportFact } from "./store/facts.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;

const words = {
  title: aSubscription.title,
  purpose: aSubscription.purpose,
  publicBenefit: aSubscription.benefit,
  users: 5,
  startsOn: "2027-01-01",
  months: 12,
  usagePerMonth: "",
  netSalesPerYear: "",
  profitPerYear: "",
  service: "with",
};

const offerOf = async (market: Market, application: string, changes: object = {}) => {
  const { reference } = await makeOffer(
    market.as(market.people.james),
    offerSchema.parse({
      application,
      startsOn: "2027-01-01",
      months: 12,
      expiresOn: "2026-12-24",
      ...changes,
    }),
  );
  return readOffer(market.as(market.people.james), reference);
};

test("a licence with the service bills the work that was quoted for the same money: £1,431.00 + £434.00 + £976.00 + 2 × £54.00 + 60 × £472.00 = £31,269.00", async () => {
  await using market = await marketplace();
  const { priya } = market.people;
  const { reference } = await makeQuote(market.as(priya), asked({ startsOn: market.today, refreshes: 2 }));
  const { body } = await asReading(market.as(priya), (reading) => findQuote(reading, reference));
  const { licence } = await walk(market.on(market.today), market.cast, { ...aSubscription, service: true });
  const service = body.lines.filter(({ part }) => part === "service");
  expect(body.service).toBe(3_126_900n);
  for (const { description, steps, on } of service)
    await reportFact(market.as(market.people.james, on), {
      licence: licence!,
      component: "tariff",
      fact: "worked",
      id: `${description} ${on}`,
      on,
      body: {
        rate: description,
        quantity: /([\d,]+) ×[^×]*$/.exec(steps[0]!.workings)![1]!.replace(",", ""),
      },
      evidence: "",
      retracted: false,
    });
  await runDay(market.as(system, addDays(body.lastDay, 120)));
  const { rows } = await asReading(market.as(system), ({ tx }) =>
    tx.execute<{ net: string }>(
      sql`select sum(net_pence)::text as net from document_lines where key like 'tariff/%'`,
    ),
  );
  expect(BigInt(rows[0]!.net)).toBe(body.service);
});

test("reviews are of the project: of a quote's two licences the first bears them with all that is for the project, and the value holds the service: 3 × £37,960.00 + £1,431.00 + £434.00 + £976.00 + 180 × £472.00 + 2 × £694.00 = £203,069.00", async () => {
  await using market = await marketplace();
  const priya = market.as(market.people.priya);
  const { reference } = await makeQuote(priya, asked({ set: ["hes-apc", "sact"] }));
  const { references } = await applyWithQuote(
    priya,
    quoteApplicationSchema.parse({ ...words, quote: reference }),
  );
  const [first, second] = await Promise.all(references.map((one) => offerOf(market, one, { months: 36 })));
  const serviceIn = ({ contract }: typeof first & object) =>
    contract.components.find(({ id }) => id === "tariff")!.terms;
  expect(serviceIn(first!).reviewFee).toBeDefined();
  expect(serviceIn(second!).reviewFee).toBeUndefined();
  expect(first!.standing).toMatchObject({ valuePence: 20_306_900n, atListTerms: true });
  // 3 × £49,920.00 and its own product.
  expect(second!.standing.valuePence).toBe(3n * 4_992_000n + 97_600n);
});

test("beside cost recovery the tariff charges only for what the rate card of the dataset does not name, as it was quoted", async () => {
  await using market = await marketplace();
  const priya = market.as(market.people.priya);
  const { reference } = await makeQuote(priya, asked({ kind: "cost_recovery" }));
  const { references } = await applyWithQuote(
    priya,
    quoteApplicationSchema.parse({ ...words, quote: reference }),
  );
  const { contract } = await offerOf(market, references[0]!);
  expect(contract.components.map(({ id }) => id)).toEqual(["service", "tariff"]);
  const [named, charged] = contract.components.map(({ terms }) => Object.keys(terms.rates as object));
  expect(charged).toContain("User of the secure environment");
  expect(charged!.filter((name) => named!.some((own) => own.toLowerCase() === name.toLowerCase()))).toEqual(
    [],
  );
});

test("a quote holds: applied for in time, the offer is at its price when the list has changed since, £37,960.00 and not £60,000.00, beside £31,161.00 of service", async () => {
  await using market = await marketplace();
  const priya = market.as(market.people.priya);
  const { reference } = await makeQuote(priya, asked());
  await dearer(market);
  const { references } = await applyWithQuote(
    priya,
    quoteApplicationSchema.parse({ ...words, quote: reference }),
  );
  const quoted = await offerOf(market, references[0]!);
  expect(quoted.standing).toMatchObject({ valuePence: 6_912_100n, atListTerms: true });
  const { reference: unquoted } = await applyFor(
    priya,
    applicationSchema.parse({ ...words, dataset: "hes-apc", kind: "subscription" }),
  );
  expect((await offerOf(market, unquoted)).standing.valuePence).toBe(9_116_100n);
});

test("reviews pass to the next licence of the project when the first is rejected", async () => {
  await using market = await marketplace();
  const priya = market.as(market.people.priya);
  const { reference } = await makeQuote(priya, asked({ set: ["hes-apc", "sact"] }));
  const { references } = await applyWithQuote(
    priya,
    quoteApplicationSchema.parse({ ...words, quote: reference }),
  );
  await rejectApplication(market.as(market.people.james), { reference: references[0]!, reason: "No." });
  const { contract } = await offerOf(market, references[1]!);
  expect(contract.components.at(-1)!.terms.reviewFee).toBeDefined();
});

/** A new list of the hospital episodes, in force today: £60,000.00 a year. */
const dearer = (market: Market) =>
  asOneChange(market.as(system), async (change) => {
    const [set] = await change.tx.select().from(datasets).where(eq(datasets.slug, "hes-apc"));
    await publishPriceList(change, {
      datasetId: set!.id,
      version: 99,
      validFrom: market.today,
      authorName: "James Okafor",
      approverName: "Samuel Reid",
      prices: pricesFor({ slug: "hes-apc", year: 60_000, list: kinds, approval: [] }),
    });
  });
