import { type Kind, modelOf, type Terms } from "#server/commercial-models/index.ts";
import {
  expected,
  type Forecast,
  presentValue,
  riskLiesWith,
  type Simulated,
  simulate,
} from "#server/commercial-models/simulation/simulation.ts";
import { inThousands, type Pence } from "#server/lib/money.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { termsFor } from "#server/pricing/priced.ts";
import type { Reaching } from "#server/pricing/reach.ts";
import type { Policy, Standing } from "#server/pricing/rules.ts";

/** One of the nine as a price list offers it. */
export type Offered = Reaching & {
  standing: Standing;
  reason: string;
  policy: Policy;
};

export type Result = {
  offered: Offered;
  terms: Terms;
  base: Simulated;
  best: Simulated;
  worst: Simulated;
  youPay: { total: Pence; presentValue: Pence };
  nhsReceives: { total: Pence; presentValue: Pence; onAverage: Pence };
  risk: "you" | "both" | "the NHS";
};

/** What each model on offer would come to, by the engine that bills; pure, so it runs where the slider is. */
export function resultsOf(offers: readonly Offered[], forecast: Forecast): Map<Kind, Result> {
  return new Map(
    offers.flatMap((offered) => {
      const terms = termsOf(offered, forecast);
      if (typeof terms === "string") return [];
      const base = simulate(terms, forecast, "base");
      const worst = simulate(terms, forecast, "worst");
      const best = dependsOnSuccess(offered.kind) ? simulate(terms, forecast, "best") : base;
      const result: Result = {
        offered,
        terms,
        base,
        best,
        worst,
        youPay: { total: base.total, presentValue: presentValue(base.byYear, forecast.buyerRateBp) },
        nhsReceives: {
          total: base.total,
          presentValue: presentValue(base.byYear, forecast.nhsRateBp),
          onAverage: expected(base.total, worst.total, forecast.chance),
        },
        risk: modelOf(offered.kind).risk ?? riskLiesWith(base.total, worst.total),
      };
      return [[offered.kind, result] as const];
    }),
  );
}

/** The terms of the list for the forecast's length, people and company; or why there are none. */
export function termsOf(offered: Offered, forecast: Forecast): Terms | string {
  if (offered.terms === null) return `Not on offer for this dataset. ${offered.reason}`;
  const { startsOn, years, users, companyToday } = forecast;
  try {
    const valuation = { company: BigInt(companyToday) * 100n, shares: sharesOfExample };
    return termsFor(offered, { startsOn, months: years * 12, users, valuation });
  } catch (error) {
    if (error instanceof Refusal) return `${error.message}.`;
    throw error;
  }
}

/** How many shares the company is taken to have: what they are worth together does not turn on it. */
const sharesOfExample = 10_000_000;

/** Whether a model's money depends on there being a product. */
export const dependsOnSuccess = (kind: Kind): boolean => modelOf(kind).dependsOnSuccess;

export const riskWords = {
  you: "You pay nearly the same with or without a product.",
  both: "Part of it is due whatever happens, the rest only with a product.",
  "the NHS": "Without a product the NHS receives next to nothing.",
} as const;

/** "£8.40 m" from pence: two places of a million, for comparing; exact amounts stand in the table. */
export function millions(pence: Pence): string {
  const size = pence < 0n ? -pence : pence;
  const hundredths = (size + 500_000n) / 1_000_000n;
  const sign = pence < 0n && hundredths > 0n ? "−" : "";
  return `${sign}£${inThousands(String(hundredths / 100n))}.${String(hundredths % 100n).padStart(2, "0")} m`;
}

/** Running totals by year. */
export function cumulative(byYear: readonly Pence[]): Pence[] {
  let total = 0n;
  return byYear.map((amount) => {
    total += amount;
    return total;
  });
}
