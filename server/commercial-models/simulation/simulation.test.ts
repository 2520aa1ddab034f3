import { expect, test } from "vitest";
import { civil } from "#server/lib/dates.ts";
import { contractOf } from "../engine/agreed.ts";
import { termsSchema } from "../index.ts";
import { baseCase } from "./forecast.ts";
import {
  breakEvenSales,
  expected,
  type Forecast,
  forecastSchema,
  presentValue,
  riskLiesWith,
  simulate,
} from "./simulation.ts";

const forecast: Forecast = forecastSchema.parse({
  startsOn: civil("2027-01-01"),
  years: 8,
  firstSaleMonths: 48,
  peakSales: 180_000_000,
  rampMonths: 36,
  chance: 35,
  costPercent: 62,
  overheadPercent: 10,
  developmentCosts: 5_000_000,
  usagePerMonth: 7_100_000,
  companyValue: 500_000_000,
  buyerRateBp: 1_000,
  nhsRateBp: 350,
});
const royalty = termsSchema.parse({
  kind: "royalty",
  bands: [
    { upTo: 1_000_000_000, rateBp: 200 },
    { upTo: 2_500_000_000, rateBp: 250 },
    { upTo: null, rateBp: 300 },
  ],
  guarantee: 30_000_000,
});

test("before the first sale a royalty costs its guarantee and nothing more", () => {
  const { byYear } = simulate(royalty, forecast, "base");
  expect(byYear.slice(0, 4)).toEqual([30_000_000n, 30_000_000n, 30_000_000n, 30_000_000n]);
});

test("in the best year: 2% of £10m + 2.5% of £15m + 3% of £155m = £5,225,000", () => {
  const { flows } = simulate(royalty, forecast, "base");
  const lastYear = flows.filter(({ lines }) => /year to date £180,000,000.00/.test(lines[0]!.workings));
  expect(lastYear[0]!.lines[0]!.workings).toContain("is £5,225,000.00");
});

test("without a product eight guarantees of £300,000 are paid: £2,400,000", () => {
  expect(simulate(royalty, forecast, "worst").total).toBe(240_000_000n);
});

test("the present value of £100 now and £110 in a year at 10% is £200", () => {
  expect(presentValue([100_00n, 110_00n], 1_000)).toBe(200_00n);
  expect(presentValue([], 1_000)).toBe(0n);
  expect(presentValue([5n, 5n, 5n], 0)).toBe(15n);
});

test("35% of £100 and 65% of £20 is £48", () => {
  expect(expected(100_00n, 20_00n, 35)).toBe(48_00n);
});

test("the risk lies with whoever gains or loses by the product", () => {
  expect(riskLiesWith(100n, 100n)).toBe("you");
  expect(riskLiesWith(100n, 50n)).toBe("both");
  expect(riskLiesWith(100n, 5n)).toBe("the NHS");
  expect(riskLiesWith(0n, 0n)).toBe("the NHS");
});

test("at the break-even the royalty brings what was asked, and £100,000 of sales less does not", () => {
  const target = 500_000_000n;
  const sales = breakEvenSales(royalty, forecast, target)!;
  const at = (peakSales: number) => simulate(royalty, { ...forecast, peakSales }, "base").total;
  expect(at(sales)).toBeGreaterThanOrEqual(target);
  expect(at(sales - 100_001)).toBeLessThan(target);
});

test("no sales break even with less than is guaranteed", () => {
  expect(breakEvenSales(royalty, forecast, 240_000_000n)).toBeNull();
});

test("a profit share of which nobody says what profit they expect is worth its floor: 5 × £18,980.00 = £94,900.00", () => {
  const contract = contractOf({
    reference: "deal",
    term: { from: "2027-01-01", to: "2032-01-01" },
    customer: { country: "GB", dueDays: 30 },
    components: [
      {
        id: "profit",
        terms: { kind: "profit_share", bands: [{ upTo: null, rateBp: 1_000 }], floor: 1_898_000 },
      },
    ],
  });
  expect(baseCase(contract, {})).toBe(9_490_000n);
});
