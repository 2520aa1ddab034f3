import { z } from "zod";
import type { Account } from "#server/ledger/accounts.ts";
import { addDays, addMonths, type CivilDate, type Period } from "#server/lib/dates.ts";
import { type Pence, roundHalfAway, sum } from "#server/lib/money.ts";
import { contractOf } from "../engine/agreed.ts";
import { type Contract, parseFact, planLicence, ukRates } from "../engine/contract.ts";
import { day } from "../engine/fields.ts";
import type { Outlook } from "../engine/outlook.ts";
import { byKey, netOf } from "../engine/parts.ts";
import type { Line, Plan } from "../engine/plan.ts";
import { modelOf, type Terms } from "../index.ts";

/**
 * The forecast behind the simulator, the quote and the value of a deal: what a licence would cost if the assumptions
 * came true. The same plan that bills, made once for the whole life; amounts are without VAT.
 */

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/** What somebody expects. Amounts in whole pounds, shares in per cent, rates in basis points, times in months. */
export const forecastSchema = z.object({
  startsOn: day.describe("First day of the licence"),
  years: whole(1, 10).describe("Years of the licence"),
  users: whole(1, 10_000).default(5).describe("Named users"),
  firstSaleMonths: whole(0, 120).describe("Months from the start to the first sale"),
  peakSales: whole(0, 10_000_000_000).describe("Net sales in the best year, in pounds"),
  rampMonths: whole(0, 120).describe("Months from the first sale to the best year; sales rise evenly"),
  chance: whole(0, 100).describe("Chance that there will be a product, in per cent"),
  costPercent: whole(0, 100).describe("Direct costs, in per cent of sales"),
  overheadPercent: whole(0, 100).describe("Overheads, in per cent of sales"),
  developmentCosts: whole(0, 1_000_000_000).describe("Costs a year until the first sale, in pounds"),
  usagePerMonth: whole(0, 1_000_000_000_000).describe("Units used a month"),
  companyToday: whole(1, 100_000_000_000)
    .default(50_000_000)
    .describe("What the company is worth before any shares are granted, in pounds"),
  companyValue: whole(0, 100_000_000_000).describe("What the company is sold for at the end, in pounds"),
  buyerRateBp: whole(0, 5_000).describe("The buyer's discount rate a year, in basis points"),
  nhsRateBp: whole(0, 5_000).describe("The NHS's discount rate a year, in basis points"),
});
export type Forecast = z.output<typeof forecastSchema>;

/** Base: as expected. Best: half as much again. Worst: there is no product, but the data is used. */
export type Case = "base" | "best" | "worst";

/** Money or value that moves on a day; above zero from the buyer to the NHS. */
type Flow = {
  on: CivilDate;
  /** Contract year, from 0; later years are those in which last statements are settled. */
  year: number;
  amount: Pence;
  form: "money" | "in_kind";
  lines: Line[];
};

export type Simulated = { flows: Flow[]; byYear: Pence[]; total: Pence };

/** Everything that would be paid under these terms, one year after the other; throws a ZodError when terms are refused. */
export const simulate = (terms: Terms, forecast: Forecast, which: Case): Simulated =>
  livedThrough(contractFor(terms, forecast), forecast, which);

/** The same under a contract that is there already: trying many forecasts reads the terms once. */
function livedThrough(contract: Contract, forecast: Forecast, which: Case): Simulated {
  const facts = assumed(contract, outlookOf(forecast, which)).map((raw) => parseFact(contract, raw));
  // The last statements are settled after the term, but within a year of it.
  const plan = planLicence(contract, facts, { until: addMonths(contract.term.to, 24), rates: ukRates });
  const flows = flowsOf(plan, contract);
  const years = flows.reduce((most, { year }) => Math.max(most, year + 1), forecast.years);
  const byYear = Array.from({ length: years }, (_, index) =>
    sum(flows.filter(({ year }) => year === index).map(({ amount }) => amount)),
  );
  return { flows, byYear, total: sum(byYear) };
}

const contractFor = (terms: Terms, { startsOn, years }: Pick<Forecast, "startsOn" | "years">): Contract =>
  contractOf({
    reference: "forecast",
    term: { from: startsOn, to: addMonths(startsOn, years * 12) },
    customer: { country: "GB", dueDays: 30 },
    components: [{ id: "licence", terms }],
  });

/** Σ amount ÷ (1 + rate)^year, rounded once: money of the first year counts whole, of the next one year less. */
export function presentValue(byYear: readonly Pence[], rateBp: number): Pence {
  const growth = 10_000n + BigInt(rateBp);
  // Over a common denominator (1 + rate)^(years − 1), so that it is exact until the last step.
  const last = byYear.length - 1;
  const num = byYear.reduce(
    (total, amount, year) => total + amount * growth ** BigInt(last - year) * 10_000n ** BigInt(year),
    0n,
  );
  return last < 0 ? 0n : roundHalfAway(num, growth ** BigInt(last));
}

/** What is paid on average: base and worst, weighted by the chance of success. */
export const expected = (base: Pence, worst: Pence, chancePercent: number): Pence =>
  roundHalfAway(base * BigInt(chancePercent) + worst * BigInt(100 - chancePercent), 100n);

/**
 * Who carries the risk, told by what is owed when there is no product: nearly all of it, the buyer does; nearly
 * nothing, the NHS does.
 */
export function riskLiesWith(base: Pence, worst: Pence): "you" | "both" | "the NHS" {
  if (base <= 0n || worst * 10n <= base) return "the NHS";
  return worst * 10n >= base * 9n ? "you" : "both";
}

/**
 * The lowest peak sales, in whole pounds, at which these terms bring at least so much; null when none up to ten
 * thousand million do, or when even no sales do.
 */
export function breakEvenSales(terms: Terms, forecast: Forecast, target: Pence): number | null {
  const contract = contractFor(terms, forecast);
  const totalAt = (peakSales: number) => {
    // The value of a company grows with what it sells.
    const companyValue =
      forecast.peakSales > 0
        ? Math.floor((forecast.companyValue / forecast.peakSales) * peakSales)
        : forecast.companyValue;
    return livedThrough(
      contract,
      { ...forecast, peakSales, companyValue: Math.min(companyValue, 100_000_000_000) },
      "base",
    ).total;
  };
  let [low, high] = [0, 10_000_000_000];
  if (totalAt(low) >= target || totalAt(high) < target) return null;
  while (high - low > 100_000) {
    const middle = Math.floor((low + high) / 2);
    if (totalAt(middle) >= target) high = middle;
    else low = middle;
  }
  return high;
}

function outlookOf(forecast: Forecast, which: Case): Outlook {
  const { startsOn, firstSaleMonths, rampMonths, costPercent, overheadPercent } = forecast;
  const peak = scaledTo(BigInt(forecast.peakSales) * 100n, which);
  const firstSale = addMonths(startsOn, firstSaleMonths);
  const inMonth = (month: CivilDate): Pence => {
    if (peak === 0n || month < firstSale) return 0n;
    const since = monthsBetween(firstSale, month) + 1;
    const part = rampMonths === 0 ? 1 : Math.min(since, rampMonths);
    return (peak * BigInt(part)) / (12n * BigInt(Math.max(rampMonths, 1)));
  };
  const over = ({ from, to }: Period) => {
    let total = 0n;
    for (
      let index = monthsBetween(startsOn, from), month = from;
      month < to;
      month = addMonths(startsOn, ++index)
    )
      total += inMonth(month);
    return total;
  };
  const developing = ({ from, to }: Period) =>
    BigInt(
      Math.max(0, Math.min(monthsBetween(startsOn, to), firstSaleMonths) - monthsBetween(startsOn, from)),
    );
  return {
    salesIn: over,
    profitIn: (year) => {
      const revenue = over(year);
      const development = (BigInt(forecast.developmentCosts) * 100n * developing(year)) / 12n;
      return {
        revenue,
        direct: (revenue * BigInt(costPercent)) / 100n + development,
        overhead: (revenue * BigInt(overheadPercent)) / 100n,
      };
    },
    usagePerMonth: String(forecast.usagePerMonth),
    companyValue: scaledTo(BigInt(forecast.companyValue) * 100n, which),
  };
}

const scaledTo = (amount: Pence, which: Case): Pence =>
  which === "worst" ? 0n : which === "best" ? (amount * 3n) / 2n : amount;

const monthsBetween = (from: CivilDate, to: CivilDate): number => {
  const months = (text: CivilDate) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  return months(to) - months(from);
};

/** The facts that would be reported, each as soon as it could be: promises are kept and statements are in time. */
export const assumed = ({ components, term }: Contract, outlook: Outlook): Record<string, unknown>[] =>
  components.flatMap(({ id: component, terms }) =>
    modelOf(terms.kind)
      .assumed(terms, outlook, term)
      .map(({ fact, on, ...said }) => ({
        component,
        fact,
        id: `${component} ${fact} ${on}`,
        on,
        known: on,
        ...said,
      })),
  );

/**
 * Documents and movements as flows between buyer and NHS, without VAT. Each key counts by its differences; shares at
 * their grant are no money, what they bring is; a dataset counts at its agreed value when it is accepted.
 */
function flowsOf({ charges, movements }: Plan, { term, customer }: Contract): Flow[] {
  const yearOf = (on: CivilDate) => Math.max(0, Math.floor(monthsInto(term as Period, on) / 12));
  const flows: Flow[] = [];
  for (const variants of byKey(charges).values()) {
    let before = 0n;
    for (const charge of variants.toSorted((a, b) => (a.on < b.on ? -1 : 1))) {
      const net = netOf(charge);
      if (charge.settled === "cash" && net !== before) {
        const due = addDays(charge.on, customer.dueDays);
        // An instalment belongs to the year in which it falls due to be billed, not to the one in which it is paid.
        flows.push({
          on: due,
          year: yearOf(charge.on),
          amount: net - before,
          form: "money",
          lines: charge.lines,
        });
      }
      before = net;
    }
  }
  for (const { on, debit, credit, amount, workings } of movements) {
    const form = debit === "1300" ? "in_kind" : debit === "1200" || credit === "1200" ? "money" : null;
    if (form === null) continue;
    const signed = credit === "1200" ? -amount : amount;
    flows.push({
      on,
      year: yearOf(on),
      amount: signed,
      form,
      lines: [{ description: wordsOf(debit, credit), net: signed, workings }],
    });
  }
  return flows.sort((a, b) => (a.on < b.on ? -1 : 1));
}

const wordsOf = (debit: Account, credit: Account) =>
  debit === "1300"
    ? "Curated dataset"
    : credit === "1200"
      ? "Nominal value paid for shares"
      : credit === "4160"
        ? "Dividend"
        : credit === "1130"
          ? "Released from escrow"
          : "Proceeds of the shares";

const monthsInto = ({ from }: Period, on: CivilDate) =>
  monthsBetween(from, on) -
  (Number(on.slice(8)) < Number(from.slice(8)) && addMonths(from, monthsBetween(from, on)) > on ? 1 : 0);
