import fc from "fast-check";
import { expect, test } from "vitest";
import { ordinary } from "#app/(public)/simulator/forecast-fields.ts";
import { type Offered, resultsOf, termsOf } from "#app/(public)/simulator/results.ts";
import { type Contract, parseFact, planLicence, ukRates } from "#server/commercial-models/engine/contract.ts";
import { settle } from "#server/commercial-models/engine/settle.ts";
import { worth } from "#server/commercial-models/engine/unit-price.ts";
import { type Kind, kinds, modelOf, toJson } from "#server/commercial-models/index.ts";
import { everyYearAlike } from "#server/commercial-models/simulation/assumptions.ts";
import { assumed } from "#server/commercial-models/simulation/simulation.ts";
import { pricesFor } from "#server/demonstration/price-lists.ts";
import { seedTariffs } from "#server/demonstration/tariffs.ts";
import { addMonths, civil } from "#server/lib/dates.ts";
import { type Pence, sum } from "#server/lib/money.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { requestOf } from "#server/licensing/applications/asked.ts";
import type { WordedContract } from "#server/licensing/contract/contract.ts";
import { asEngineContract } from "#server/licensing/contract/engine-contract.ts";
import { aContract } from "#server/licensing/contract/testing.ts";
import { offerSchema } from "#server/licensing/negotiation/form.ts";
import { versionFrom } from "#server/licensing/negotiation/version.ts";
import { worthOf } from "#server/licensing/negotiation/worth.ts";
import { reduced } from "#server/pricing/list-rules.ts";
import { outsideOfList, reachInWords } from "#server/pricing/reach.ts";
import { firstYear, headline, type Price } from "#server/pricing/rules.ts";
import { valuationTyped } from "#server/quoting/asked-fields.ts";
import type { QuoteBody } from "#server/quoting/body.ts";
import type { QuotedCustomer, QuoteInputs } from "#server/quoting/inputs.ts";
import { onePrice } from "#server/quoting/one-price.ts";
import { calculateQuote } from "#server/quoting/quote.ts";
import { type QuoteRequest, quoteRequestSchema } from "#server/quoting/request.ts";
import { expectedWork, factsOf, type Work } from "#server/quoting/service.ts";
import { aDataset, inputs } from "#server/quoting/testing.ts";

/**
 * One request has one price (decision 0036): what the catalogue, the page of a dataset, the simulator, a quote, an
 * application, an offer, its contract and the first invoice say of it, each asked where its own page asks.
 */

const today = civil("2026-11-24");
const startsOn = civil("2027-01-01");
const tariff = seedTariffs[1]!;

const anyReach = fc.record({
  yearly: fc.integer({ min: 1_000, max: 200_000 }),
  months: fc.constantFrom(6, 12, 24, 36),
  users: fc.option(fc.integer({ min: 1, max: 12 })),
  furtherYear: fc.option(fc.integer({ min: 0, max: 10_000_000 }), { freq: 8 }),
  furtherUser: fc.option(fc.integer({ min: 0, max: 200_000 }), { freq: 8 }),
  companyBp: fc.option(fc.integer({ min: 1, max: 2_000 })),
  reductionBp: fc.option(fc.integer({ min: 1, max: 9_000 })),
});
const anyRequest = fc.record({
  kind: fc.constantFrom(...kinds),
  years: fc.integer({ min: 1, max: 2 }),
  users: fc.integer({ min: 1, max: 30 }),
  service: fc.constantFrom("with", "without", "without"),
  refreshes: fc.integer({ min: 0, max: 14 }),
  checks: fc.integer({ min: 0, max: 400 }),
  cohort: fc.boolean(),
  usagePerMonth: fc.integer({ min: 0, max: 9_000_000 }),
  // Whole pounds a month, so that a year is twelve equal months and four equal quarters.
  salesPerMonth: fc.integer({ min: 0, max: 5_000_000 }),
  companyValue: fc.integer({ min: 1_000_000, max: 900_000_000 }),
  companyShares: fc.integer({ min: 1_000, max: 90_000_000 }),
});
const anyCustomer = fc.record({
  country: fc.constantFrom("GB", "DE", "US"),
  usedIn: fc.constantFrom(undefined, undefined, "GB", "FR"),
  businessFrom: fc.constantFrom(undefined, "2020-01-01"),
});
type Reach = typeof anyReach extends fc.Arbitrary<infer One> ? One : never;
type Request = typeof anyRequest extends fc.Arbitrary<infer One> ? One : never;

/** A price of a list that its desk would let through. */
function listed(kind: Kind, { yearly, companyBp, reductionBp, ...reach }: Reach): Price {
  const { overTime, perUser, measures } = modelOf(kind);
  const usual = pricesFor({ slug: "hes-apc", year: yearly, list: kinds, approval: [] }).find(
    (price) => price.kind === kind,
  )!;
  const ofCompany = kind === "equity_share" && companyBp !== null;
  const { value: _value, ...others } = usual.terms!;
  const price = {
    ...usual,
    ...(ofCompany && { terms: { ...others, companyBp }, limits: {} }),
    months: reach.months,
    users: perUser ? reach.users : null,
    furtherUser: perUser && reach.users !== null ? reach.furtherUser : null,
    furtherYear: overTime === null && !ofCompany ? reach.furtherYear : null,
  };
  // What a reduced dataset is agreed to be worth may not split into a net and its VAT: the desk refuses such a list.
  if (reductionBp === null || kind === "data_return" || measures("value")) return price;
  return reduced({ ...price, customerKind: "standard" }, "academic", reductionBp);
}

const quoteRequest = ({ salesPerMonth, companyValue, ...one }: Request): QuoteRequest =>
  quoteRequestSchema.parse({
    ...one,
    set: ["hes-apc"],
    startsOn,
    usagePerMonth: String(one.usagePerMonth),
    netSalesPerYear: String(salesPerMonth * 12),
    profitPerYear: String(salesPerMonth * 12),
    companyValue: String(companyValue),
  });

const quoteInputs = (kind: Kind, price: Price, customer: QuotedCustomer): QuoteInputs =>
  inputs(kind, {
    customer,
    today,
    tariff,
    sets: [aDataset(kind, { price: { ...price, version: 2, validFrom: "2026-04-01" } })],
  });

/** The row of the application that asks for the same. */
const applicationFor = (request: QuoteRequest, customer: QuotedCustomer) => ({
  kind: request.kind,
  startsOn: request.startsOn,
  months: request.years * 12,
  users: request.users,
  assumptions: toJson({
    usagePerMonth: request.usagePerMonth,
    netSalesPerYear: BigInt(request.netSalesPerYear!) * 100n,
    profitPerYear: BigInt(request.profitPerYear!) * 100n,
  }) as unknown,
  service:
    request.service === "with"
      ? { refreshes: request.refreshes, checks: request.checks, cohort: request.cohort }
      : null,
  valuation: toJson(valuationTyped(request)) as unknown,
  usedIn: customer.usedIn ?? null,
  organisation: {
    country: customer.country,
    businessFrom: customer.businessFrom ?? null,
    sameRegistrationFrom: customer.sameRegistrationFrom ?? null,
    dueDays: customer.dueDays,
    customerKind: customer.kind,
  },
});
type Application = ReturnType<typeof applicationFor>;

/** An offer at list terms for an application, by the rules that make one. */
function offerFor(application: Application, price: Price) {
  const {
    components: _c,
    clauses: _l,
    term: _t,
    priceList: _p,
    ...worded
  } = aContract({
    terms: { kind: "one_off_fee", fee: 1, instalments: [{ label: "All", weight: 1, on: startsOn }] },
    users: application.users,
    dueDays: application.organisation.dueDays,
  });
  const { format: _f, articles: _a, words: _w, payments: _y, ...frame } = worded;
  return versionFrom(
    {
      application,
      price: { ...price, version: 2, validFrom: "2026-04-01" },
      secondPrice: null,
      tariff,
      bearsProject: true,
      frame: { ...frame, licensee: { ...frame.licensee, country: application.organisation.country } },
    },
    offerSchema.parse({
      application: "APP-2026-0001",
      startsOn: application.startsOn,
      months: application.months,
      expiresOn: "2026-12-24",
      usedIn: application.usedIn ?? undefined,
    }),
  );
}

/** What is invoiced on a day by the plan that bills, when what is expected is reported by then and nothing was issued before. */
function invoicedOn(day: string, contract: Contract, application: Application, work: readonly Work[]) {
  const { assumptions } = requestOf(application, true);
  const outlook = everyYearAlike({ profitPerYear: 0n, ...assumptions });
  const facts = [...assumed(contract, outlook), ...factsOf(work)]
    .filter(({ known }) => String(known) <= day)
    .map((fact) => parseFact(contract, fact));
  const plan = planLicence(contract, facts, { until: civil(day), rates: ukRates });
  return settle(plan, [], civil(day), contract.customer, ukRates);
}

/** What the terms of a contract ask for, in the sense in which the page of a dataset prices it. */
function priceIn({ components: [first] }: Pick<WordedContract, "components">): Pence | null {
  const terms = first!.terms as Record<string, unknown> & { tiers?: Record<string, number> };
  if (terms.kind === "one_off_fee") return BigInt(String(terms.fee));
  if (terms.kind === "data_return") return BigInt(String(terms.agreedValue));
  if (terms.kind === "subscription") return BigInt(terms.tiers![String(terms.tier)]!);
  return null;
}

const poundsIn = (text: string): Pence => BigInt(text.replace(/[£,.]/g, ""));
const found = (pattern: RegExp, text: string) => pattern.exec(text)?.[1];

/** The same read off the page, by hand: the headline, and what its sentence says of more. */
function priceOnPage(price: Price, { years, users }: Request): Pence {
  const said = reachInWords(price);
  const more = (pattern: RegExp) => {
    const amount = found(pattern, said);
    return amount ? poundsIn(amount) : 0n;
  };
  const months = BigInt(years * 12);
  const included = Number(found(/up to ([\d,]+) named user/, said)?.replaceAll(",", "") ?? users);
  const furtherUsers = BigInt(Math.max(0, users - included));
  const perUser = more(/each further named user (£[\d,.]+\d)/) * furtherUsers;
  const base = poundsIn(found(/(£[\d,]+\.\d\d)/, headline(price.terms))!);
  if (price.kind === "subscription") return base + perUser;
  const length = BigInt(found(/up to (\d+) months?/, said)!);
  const further = months > length ? months - length : 0n;
  const byMonth = (yearly: Pence, count: Pence) => (2n * yearly * count + 12n) / 24n;
  return base + byMonth(more(/each further year (£[\d,.]+\d)/), further) + byMonth(perUser, months);
}

const refusalOf = (work: () => unknown): string | null => {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
};

const inMoney = (body: QuoteBody): Pence =>
  body.lines.reduce((all, { part, net }) => (part === "model" ? all + net : all), 0n);

function simulated(price: Price, request: Request) {
  const monthly = request.salesPerMonth * 12;
  const offered: Offered = { ...price, policy: "routine" };
  const forecast = {
    ...ordinary(startsOn),
    years: request.years,
    users: request.users,
    firstSaleMonths: 0,
    rampMonths: 0,
    peakSales: monthly,
    costPercent: 0,
    overheadPercent: 0,
    developmentCosts: 0,
    usagePerMonth: request.usagePerMonth,
    companyToday: request.companyValue,
    companyValue: 0,
  };
  return { terms: termsOf(offered, forecast), result: resultsOf([offered], forecast).get(price.kind) };
}

test("1,000 random requests: eight places, one price, or the same refusal in each", {
  timeout: 120_000,
}, () => {
  const seen = { priced: 0, refused: 0, first: 0 };
  fc.assert(
    fc.property(anyReach, anyRequest, anyCustomer, (reach, one, belongs) => {
      const price = listed(one.kind, reach);
      const customer: QuotedCustomer = { ...belongs, dueDays: 30, kind: "standard" };
      const request = quoteRequest(one);
      const application = applicationFor(request, customer);
      const asked = { startsOn, months: one.years * 12, users: one.users };
      const outside = outsideOfList(price, asked);
      const simulation = simulated(price, one);
      if (outside) {
        seen.refused++;
        expect(refusalOf(() => calculateQuote(request, quoteInputs(one.kind, price, customer)))).toBe(
          outside.sentence,
        );
        expect(refusalOf(() => onePrice(price, tariff, requestOf(application, true)))).toBe(outside.sentence);
        expect(simulation.terms).toBe(`${outside.sentence}.`);
        expect(offerFor(application, price).atListTerms).toBe(false);
        return;
      }
      seen.priced++;
      const quote = calculateQuote(request, quoteInputs(one.kind, price, customer));
      const applied = onePrice(price, tariff, requestOf(application, true));
      const offer = offerFor(application, price);
      const { total, first } = worthOf(offer.contract.payments);

      // Simulator and quote: what the data costs in money, without the service.
      const money = sum(
        simulation.result!.base.flows.flatMap(({ form, amount }) => (form === "money" ? [amount] : [])),
      );
      const { terms } = simulation.result!;
      // Of shares the simulator counts their nominal value, which the NHS pays and no quote charges.
      const paidUp = terms.kind === "equity_share" ? worth(BigInt(terms.shares), terms.nominal) : 0n;
      expect(money + paidUp).toBe(inMoney(quote));

      // Quote, application and offer: value, all payments, and whether the service is in.
      expect([applied.value, offer.valuePence]).toEqual([quote.value, quote.value]);
      expect(total).toEqual(applied.total);
      expect(offer.atListTerms).toBe(true);
      expect(quote.total.vat).toBe(
        sum(applied.documents.filter(({ type }) => type !== "barter_invoice").map(({ vat }) => vat)),
      );
      expect(offer.contract.components.some(({ id }) => id === "tariff")).toBe(one.service === "with");
      expect(quote.service > 0n).toBe(one.service === "with");

      // Page of the dataset and contract: the fee, the year, the agreed value, the shares.
      const written = priceIn(offer.contract);
      if (written !== null) {
        const read = priceOnPage(price, one);
        // A dataset that is given back is agreed to be worth whole sixths.
        expect(written - read).toBeGreaterThanOrEqual(0n);
        expect(written - read).toBeLessThan(one.kind === "data_return" ? 7n : 1n);
      }
      if (one.kind === "equity_share") expectGranted(price, offer.contract, { ...one, ...asked });

      // Quote, contract and first invoice.
      if (quote.first) {
        seen.first++;
        const contract = asEngineContract(offer.contract, { businessFrom: customer.businessFrom ?? null });
        const term = { from: startsOn, to: addMonths(startsOn, asked.months) };
        const { service } = requestOf(application, true);
        const work = service
          ? expectedWork(service, tariff, term, { models: [applied.terms], bearsProject: true })
          : [];
        const invoiced = invoicedOn(quote.first.on, contract, application, work);
        expect(sum(invoiced.map(({ gross }) => gross))).toBe(
          sum(applied.documents.filter(({ date }) => date === quote.first!.on).map(({ gross }) => gross)),
        );
        expect(invoiced[0]!.gross).toBe(quote.first.gross);
        expect(first).toMatchObject({ on: quote.first.on, gross: String(quote.first.gross) });
      }

      // Catalogue: the first year at the list's own length and for one user, where its terms alone say it.
      const least = firstYear(price.months < 12 ? { ...price, months: 12 } : price);
      if (least !== null) expect(leastQuoted(price, request, customer)).toBe(least);
    }),
    { numRuns: 1_000 },
  );
  expect(Math.min(seen.priced, seen.refused, seen.first)).toBeGreaterThan(40);
});

/** What the data costs in the first year of the shortest whole years that the fee stands for, for one user and no forecast. */
function leastQuoted(price: Price, request: QuoteRequest, customer: QuotedCustomer): Pence {
  const years = Math.max(1, Math.floor(price.months / 12));
  const least = {
    ...request,
    users: 1,
    service: "without" as const,
    years,
    usagePerMonth: undefined,
    netSalesPerYear: undefined,
    profitPerYear: undefined,
  };
  // A fee for half a year is no fee of a year: the list sells a year at its price for more.
  const whole = price.months < 12 ? { ...price, months: 12 } : price;
  const quote = calculateQuote(least, quoteInputs(price.kind, whole, customer));
  return sum(quote.lines.filter(({ part, year }) => part === "model" && year === 0).map(({ net }) => net));
}

/** Shares for the value or the part that the list asks for, within half a share, at the company's own price. */
function expectGranted(
  { terms, furtherYear, months }: Price,
  { components: [first] }: WordedContract,
  asked: { companyValue: number; companyShares: number; months: number },
) {
  const { shares, price, fullyDiluted } = first!.terms as unknown as {
    shares: number;
    price: number | string;
    fullyDiluted: number;
  };
  expect(fullyDiluted).toBe(asked.companyShares + shares);
  const each = Number(price);
  // Figures of a bound, not of money: half a share either way.
  const wanted =
    terms!.companyBp === undefined
      ? (Number(terms!.value) + (Math.max(0, asked.months - months) * (furtherYear ?? 0)) / 12) / each
      : (asked.companyShares * Number(terms!.companyBp)) / (10_000 - Number(terms!.companyBp));
  expect(Math.abs(Math.max(1, wanted) - shares)).toBeLessThanOrEqual(0.51 + wanted * 1e-9);
  const company = worth(BigInt(asked.companyShares), String(price));
  const off = company - BigInt(asked.companyValue) * 100n;
  // Six places of a penny, over all shares.
  expect(off < 0n ? -off : off).toBeLessThanOrEqual(BigInt(asked.companyShares) / 1_000_000n + 1n);
}
