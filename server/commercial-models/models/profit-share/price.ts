import { addDays, periodsOf } from "#server/lib/dates.ts";
import { parsePounds, pounds } from "#server/lib/money.ts";
import { bandsInWords } from "../../engine/banding.ts";
import { amountOf, around, firstOf, inPounds } from "../../engine/listed.ts";
import type { Forecast, Price } from "../../engine/model.ts";
import type { ProfitTerms } from "./terms.ts";

const rate = { minimum: 500, maximum: 3_000, step: 50 };

export const price = {
  headline: ({ bands, hurdle }) =>
    `${Number(firstOf(bands).rateBp) / 100}% of profit${amountOf(hurdle ?? 0) > 0n ? ` above ${inPounds(hurdle)} a year` : ""}`,
  firstYear: () => null,
  measures: (path) => path.endsWith(".upTo") || path === "hurdle",
  overTime: "a part of each year’s profit",
  usual: (yearly) => ({
    months: 60,
    terms: {
      kind: "profit_share",
      bands: [
        { upTo: 100_000_000, rateBp: 1_000 },
        { upTo: null, rateBp: 1_500 },
      ],
      hurdle: 50_000_000,
      overheadCapBp: 1_200,
      lossUseCapBp: 5_000,
      floor: Math.round(yearly / 2),
      onAccountBp: 8_000,
      statementDueDays: 90,
      estimateLate: true,
    },
    limits: {
      hurdle: { minimum: 0, maximum: 200_000_000, step: 100_000 },
      floor: around(Math.round(yearly / 2), 100),
      "bands.0.rateBp": rate,
      "bands.1.rateBp": rate,
    },
  }),
  whyNot: "The custodian's policy has no share of profits.",
  expects: {
    name: "profitPerYear",
    typed: "money",
    question: () => "What profit do you expect a year?",
    inQuote: () => "what profit a year?",
    hint: "In pounds, like 2,000,000",
  },
  beyond: ({ bands, hurdle }, { profitPerYear }) =>
    `Share of ${profitPerYear ? "profit above what you expect" : "profit, beyond the floor"}: ${bandsInWords(bands)}${hurdle > 0n ? `, counted from ${pounds(hurdle)} a year on` : ""}`,
  granted: ({ profitPerYear }) =>
    profitPerYear
      ? `A profit of ${pounds(parsePounds(profitPerYear) ?? 0n)} every year, stated in time and counted for each dataset.`
      : null,
  assumed: ({ statementDueDays }, { profitIn }, term) =>
    periodsOf(term, 12).flatMap((year) => {
      const profit = profitIn(year);
      if (profit === null) return [];
      return [
        {
          fact: "stated",
          on: addDays(year.to, -1),
          known: addDays(year.to, Math.min(60, statementDueDays - 1)),
          revenue: String(profit.revenue),
          direct: String(profit.direct),
          overhead: String(profit.overhead),
        },
      ];
    }),
} satisfies Partial<Price & Forecast<ProfitTerms>>;
