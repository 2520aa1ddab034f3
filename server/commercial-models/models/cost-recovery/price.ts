import { addDays } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";
import { amountOf, inPounds } from "../../engine/listed.ts";
import type { Forecast, Price } from "../../engine/model.ts";
import type { CostTerms } from "./terms.ts";

export const price = {
  headline: ({ estimate }) =>
    estimate ? `about ${inPounds(estimate)}, at cost` : "at cost, by the rate card",
  firstYear: ({ estimate }) => (estimate ? amountOf(estimate) : null),
  overTime: "charged by the work that is done",
  usual: () => ({
    months: 12,
    terms: {
      kind: "cost_recovery",
      // The published tariff of the national access service from April 2026, with rates for work by the hour.
      rates: {
        "new application": 143_100,
        amendment: 113_800,
        "annual review": 69_400,
        "set-up": 43_400,
        "analyst hour": 8_640,
      },
      labour: "analyst hour",
      overheadBp: 1_250,
      estimate: 600_000,
      depositBp: 4_000,
      cap: 750_000,
      reviewFee: 69_400,
    },
    limits: {
      estimate: { minimum: 200_000, maximum: 5_000_000, step: 100 },
      cap: { minimum: 200_000, maximum: 6_000_000, step: 100 },
      depositBp: { minimum: 0, maximum: 5_000, step: 100 },
    },
  }),
  whyNot: "The cost of access is already part of the price.",
  expects: null,
  beyond: ({ cap, estimate }) =>
    cap && estimate
      ? `Work beyond the estimate of ${pounds(estimate)}, never more than ${pounds(cap)} in total`
      : "Work beyond what was estimated",
  granted: () => "The work comes to the estimate and is complete after 90 days.",
  assumed: ({ estimate }, _, { from }) =>
    estimate === undefined
      ? []
      : [
          { fact: "spent", on: from, what: "work as estimated", cost: String(estimate) },
          { fact: "completed", on: addDays(from, 90) },
        ],
} satisfies Partial<Price & Forecast<CostTerms>>;
