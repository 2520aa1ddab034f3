import fc from "fast-check";
import { expect, test } from "vitest";
import { kinds } from "#server/commercial-models/index.ts";
import { seedTariffs } from "#server/demonstration/tariffs.ts";
import { addDays, civil } from "#server/lib/dates.ts";
import { pounds, sum } from "#server/lib/money.ts";
import { type QuoteBody, quoteBodySchema } from "./body.ts";
import { calculateQuote } from "./quote.ts";
import { aDataset, asked, inputs } from "./testing.ts";

const shown = ({ lines }: QuoteBody) =>
  lines.map(
    ({ year, cadence, description, steps, net, vat }) =>
      `${year} ${cadence} ${description} (${steps.map(({ workings }) => workings).join("; ")}) ${pounds(net)} + ${pounds(vat)}`,
  );
const inAll = ({ total }: QuoteBody) =>
  `${pounds(total.net)} + ${pounds(total.vat)} = ${pounds(total.gross)}`;

test("a subscription for a year and five people: £37,960.00 + £1,431.00 + £434.00 + £976.00 + 5 × 12 × £472.00 = £69,121.00, and 20% VAT £13,824.20: £82,945.20", () => {
  const body = calculateQuote(asked(), inputs("subscription"));
  expect(shown(body)).toEqual([
    "0 yearly Subscription (£37,960.00 a year (standard) × 365/365 days) £37,960.00 + £7,592.00",
    "0 once Data product in the secure environment (1 × £976.00) £976.00 + £195.20",
    "0 once New application (1 × £1,431.00) £1,431.00 + £286.20",
    "0 once Set-up (1 × £434.00) £434.00 + £86.80",
    "0 monthly User of the secure environment (5 people × 12 months: 60 × £472.00) £28,320.00 + £5,664.00",
  ]);
  expect(inAll(body)).toBe("£69,121.00 + £13,824.20 = £82,945.20");
});

test("three years bear two reviews of £694.00 and 3 × 12 refreshes of £54.00: 2 × £694.00 + £1,944.00", () => {
  const body = calculateQuote(asked({ years: 3, refreshes: 12 }), inputs("subscription"));
  const of = (words: string) => body.lines.filter(({ description }) => description.includes(words));
  expect(of("review").map(({ year, on, net }) => [year, on, net])).toEqual([
    [1, "2029-01-01", 69_400n],
    [2, "2030-01-01", 69_400n],
  ]);
  expect(of("Refresh").map(({ year, net }) => [year, net])).toEqual([
    [0, 64_800n],
    [1, 64_800n],
    [2, 64_800n],
  ]);
  expect(body.years.map(({ title, net }) => `${title}: ${pounds(net)}`)).toEqual([
    "Year 1: £69,769.00",
    "Year 2: £67,622.00",
    "Year 3: £67,622.00",
  ]);
});

test("a cohort file £586.00, and 130 checks a month of five people: (130 − 100) × 12 × £11.00 = £3,960.00", () => {
  const body = calculateQuote(asked({ cohort: "on", checks: "130" }), inputs("subscription"));
  expect(shown(body)).toContain("0 once Cohort file (1 × £586.00) £586.00 + £117.20");
  expect(shown(body)).toContain(
    "0 monthly Output check (130 checks less 100 free × 12 months: 360 × £11.00) £3,960.00 + £792.00",
  );
});

test("two datasets: the application, set-up and people stand once, each dataset has its own product", () => {
  const two = inputs("subscription", {
    sets: [aDataset("subscription"), aDataset("subscription", { slug: "sact", title: "Chemotherapy" })],
  });
  const body = calculateQuote(asked({ set: ["hes-apc", "sact"] }), two);
  const count = (words: string) =>
    body.lines.filter(({ description }) => description.startsWith(words)).length;
  expect([
    count("New application"),
    count("Set-up"),
    count("User"),
    count("Data product"),
    count("Subscription"),
  ]).toEqual([1, 1, 1, 2, 2]);
  expect(body.total.net).toBe(2n * (3_796_000n + 97_600n) + 143_100n + 43_400n + 2_832_000n);
});

test("before April 2026 only applications and reviews have a public figure: £37,960.00 + £1,320.00, and the quote says which have none", () => {
  const body = calculateQuote(
    asked({ startsOn: "2026-03-30" }),
    inputs("subscription", { today: civil("2026-03-30"), tariff: seedTariffs[0]! }),
  );
  expect(body.total.net).toBe(3_796_000n + 132_000n);
  expect(body.notInTotal.at(-1)).toMatch(
    /^No public figure stands in this tariff for: set-up, data product.*user of the secure environment/,
  );
});

test("cost recovery names application, set-up and reviews in its own rate card, so they are not charged twice: £6,000.00 + £976.00 + £28,320.00", () => {
  const body = calculateQuote(asked(), inputs("cost_recovery"));
  expect(body.total.net).toBe(600_000n + 97_600n + 2_832_000n);
  expect(body.assumed.join(" ")).toMatch(/not charged again: new application, set-up, annual review/);
});

test.each([
  ["free_access", {}, 0n, /£37,960.00 a year/],
  ["data_return", {}, 0n, /curated dataset.*£60,732.00|curated dataset/],
  ["usage_based", {}, 949_000n, /0.05p a row at first/],
  // 12 × the cap of £4,000.00.
  ["usage_based", { usagePerMonth: "26000000" }, 4_800_000n, /Amendment/],
  ["royalty", {}, 7_592_000n, /beyond the guarantee: 2%/],
  // 2% of £10 m; the guarantee is inside it.
  ["royalty", { netSalesPerYear: "10,000,000" }, 20_000_000n, /above what you expect/],
  ["equity_share", {}, 0n, /50,000 at £12.40, worth £620,000.00/],
  ["profit_share", {}, 1_898_000n, /beyond the floor/],
  // 10% of £1,000,000.00 + 15% of £500,000.00, after the hurdle of £500,000.00.
  ["profit_share", { profitPerYear: "2000000" }, 17_500_000n, /above what you expect/],
] as const)(
  "%s with %o: the model comes to %d pence, and what is left out is said",
  (kind, forecast, net, words) => {
    const body = calculateQuote(asked({ users: 1, ...forecast }), inputs(kind));
    expect(body.model).toBe(net);
    expect(body.notInTotal.join("\n")).toMatch(words);
  },
);

test("shares bear VAT in money: 20% of £620,000.00 = £124,000.00, and nothing else of them", () => {
  const body = calculateQuote(asked(), inputs("equity_share"));
  const shares = body.lines.filter(({ part }) => part === "model");
  expect(shares.map(({ net, vat, gross }) => [net, vat, gross])).toEqual([[0n, 12_400_000n, 12_400_000n]]);
});

test("no VAT abroad with evidence: reverse charge in the Union, outside the scope elsewhere; 20% until it is there", () => {
  const of = (country: string, businessFrom?: string) =>
    calculateQuote(
      asked(),
      inputs("subscription", { customer: { country, businessFrom, dueDays: 30, kind: "standard" } }),
    );
  expect(of("DE", "2020-01-01").total.vat).toBe(0n);
  expect(of("DE", "2020-01-01").vatNote).toContain("Reverse charge");
  expect(of("US", "2020-01-01").total).toEqual({ net: 6_912_100n, vat: 0n, gross: 6_912_100n });
  expect(of("US", "2020-01-01").vatNote).toContain("outside the scope of UK VAT");
  expect(of("US").total.vat).toBe(1_382_420n);
  expect(of("US").vatNote).toContain("We hold no evidence");
});

test("a barred dataset refuses with its own sentence and its own field; a past start names its field", () => {
  const barred = aDataset("royalty", { barred: "COVID purposes only" });
  expect(() =>
    calculateQuote(asked({ kind: "royalty" }), inputs("royalty", { sets: [barred] })),
  ).toThrowError(
    expect.objectContaining({
      code: "not_licensable",
      field: "set-hes-apc",
      message: "Hospital episodes: COVID purposes only",
    }),
  );
  expect(() => calculateQuote(asked({ startsOn: "2026-11-23" }), inputs("subscription"))).toThrowError(
    expect.objectContaining({ code: "bad_input", field: "startsOn" }),
  );
});

test("a quote stands 30 days, or until the day before new prices: the last day of a list is the last of the quote", () => {
  const until = (nextChange: string | null) =>
    calculateQuote(asked(), inputs("subscription", { nextChange })).validUntil;
  expect([until(null), until("2026-12-24"), until("2026-12-25"), until("2026-11-25")]).toEqual([
    "2026-12-24",
    "2026-12-23",
    "2026-12-24",
    "2026-11-24",
  ]);
});

const anyRequest = fc.record({
  kind: fc.constantFrom(...kinds),
  years: fc.integer({ min: 1, max: 4 }),
  users: fc.integer({ min: 1, max: 300 }),
  refreshes: fc.integer({ min: 0, max: 60 }),
  checks: fc.integer({ min: 0, max: 9_000 }),
  cohort: fc.boolean(),
  inDays: fc.integer({ min: 0, max: 700 }),
  usagePerMonth: fc.integer({ min: 0, max: 30_000_000 }).map(String),
  netSalesPerYear: fc.integer({ min: 0, max: 60_000_000 }).map(String),
  profitPerYear: fc.integer({ min: 0, max: 60_000_000 }).map(String),
});
type Sampled = typeof anyRequest extends fc.Arbitrary<infer One> ? One : never;
const askedFor = ({ inDays, ...rest }: Sampled) =>
  asked({ ...rest, startsOn: addDays(civil("2026-11-24"), inDays) });

test("lines add up to years and years to the total, to the penny, and the stored body reads back the same", () => {
  fc.assert(
    fc.property(anyRequest, fc.constantFrom("GB", "DE", "US"), (one, country) => {
      const customer = { country, businessFrom: "2020-01-01", dueDays: 30, kind: "standard" } as const;
      const body = calculateQuote(askedFor(one), inputs(one.kind, { customer }));
      for (const part of ["net", "vat", "gross"] as const) {
        expect(sum(body.lines.map((line) => line[part]))).toBe(body.total[part]);
        expect(sum(body.years.map((year) => year[part]))).toBe(body.total[part]);
      }
      expect(body.total.gross).toBe(body.total.net + body.total.vat);
      expect(body.model + body.service).toBe(body.total.net);
      expect(sum(body.years.map(({ once, yearly }) => once + yearly))).toBe(body.total.net);
      if (country !== "GB") expect(body.total.vat).toBe(0n);
      for (const { lines, net, year } of body.lines.map((line) => ({ ...line, lines: line.steps }))) {
        expect(year).toBeLessThanOrEqual(one.years);
        if (net > 0n) expect(sum(lines.map((step) => step.net))).toBe(net);
      }
      expect(
        quoteBodySchema.parse(
          JSON.parse(JSON.stringify(body, (_, value) => (typeof value === "bigint" ? String(value) : value))),
        ),
      ).toEqual(body);
    }),
    { numRuns: 150 },
  );
});

test("more people, more refreshes, more years never cost less", () => {
  fc.assert(
    fc.property(anyRequest, fc.constantFrom("users", "refreshes", "years"), (one, what) => {
      const cost = (more: number) =>
        calculateQuote(askedFor({ ...one, checks: 0, [what]: one[what] + more }), inputs(one.kind)).total
          .gross;
      expect(cost(1)).toBeGreaterThanOrEqual(cost(0));
    }),
    { numRuns: 100 },
  );
});
