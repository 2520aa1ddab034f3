import { pounds, scaled } from "#server/lib/money.ts";
import { amountOf, around, inPounds } from "../../engine/listed.ts";
import type { Forecast, Price } from "../../engine/model.ts";
import type { Terms } from "./terms.ts";

export const price = {
  headline: ({ agreedValue }) => `a curated dataset worth ${inPounds(agreedValue)}`,
  firstYear: () => null,
  overTime: null,
  // What it is agreed to be worth splits into a net and its VAT, so it grows by whole sixths.
  raised: (terms, more) => {
    const [value, fallback] = [amountOf(terms.agreedValue), amountOf(terms.fallbackFee)];
    const agreedValue = value + ((more + 5n) / 6n) * 6n;
    return {
      ...terms,
      agreedValue: Number(agreedValue),
      fallbackFee: Number(scaled(fallback, agreedValue, value)),
    };
  },
  usual(yearly) {
    const agreedValue = Math.round((yearly * 1.6) / 600) * 600;
    const fallbackFee = Math.round(agreedValue * 1.25);
    return {
      months: 12,
      furtherYear: agreedValue,
      terms: {
        kind: "data_return",
        agreedValue,
        deliverables: [
          {
            id: "Cleaned dataset",
            weightBp: 6000,
            due: "{start}+120d",
            specification: {
              columns: ["record", "event_date", "code", "code_system"],
              minimumRows: 1_000,
              completenessBp: 9_500,
            },
          },
          { id: "Documentation and code", weightBp: 4000, due: "{start}+240d" },
        ],
        damagesBpPerWeek: 50,
        damagesCapBp: 1000,
        longStop: "{start}+300d",
        fallbackFee,
      },
      limits: { agreedValue: around(agreedValue, 600), fallbackFee: around(fallbackFee, 100) },
    };
  },
  whyNot: "Nothing that would be returned is of use to this custodian today.",
  expects: null,
  beyond: ({ agreedValue, fallbackFee }) =>
    `In kind: the curated dataset that you give back, agreed to be worth ${pounds(agreedValue)}; its VAT is paid in kind as well. If nothing is delivered, ${pounds(fallbackFee)} falls due, and damages`,
  granted: () => "Everything is delivered and accepted in time.",
  assumed: ({ deliverables }) =>
    deliverables.map(({ id, due }) => ({ fact: "accepted", on: due, id, deliverable: id })),
} satisfies Partial<Price & Forecast<Terms>>;
