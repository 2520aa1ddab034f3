import { addDays, periodsOf } from "#server/lib/dates.ts";
import { parsePounds, pounds } from "#server/lib/money.ts";
import { bandsInWords } from "../../engine/banding.ts";
import { amountOf, around, firstOf, inPounds } from "../../engine/listed.ts";
import type { Forecast, Price } from "../../engine/model.ts";
import type { RoyaltyTerms } from "./terms.ts";

const rate = { minimum: 100, maximum: 500, step: 25 };

export const price = {
  headline: ({ bands, guarantee }) =>
    `${Number(firstOf(bands).rateBp) / 100}% of net sales${guarantee ? `, at least ${inPounds(guarantee)} a year` : ""}`,
  firstYear: ({ guarantee }) => (guarantee ? amountOf(guarantee) : null),
  measures: (path) => path.endsWith(".upTo"),
  overTime: "a part of each quarter’s sales",
  usual: (yearly) => ({
    months: 60,
    terms: {
      kind: "royalty",
      bands: [
        { upTo: 1_000_000_000, rateBp: 200 },
        { upTo: 2_500_000_000, rateBp: 250 },
        { upTo: null, rateBp: 300 },
      ],
      deductionCapBp: 1_000,
      guarantee: yearly * 2,
      reportDueDays: 45,
      estimateLate: true,
    },
    limits: {
      guarantee: around(yearly * 2, 100),
      "bands.0.rateBp": rate,
      "bands.1.rateBp": rate,
      "bands.2.rateBp": rate,
    },
  }),
  whyNot: "The custodian's policy has no royalty.",
  expects: {
    name: "netSalesPerYear",
    typed: "money",
    question: () => "What net sales do you expect a year?",
    inQuote: () => "what net sales a year?",
    hint: "In pounds, like 10,000,000",
  },
  beyond: ({ bands }, { netSalesPerYear }) =>
    `Royalty on ${netSalesPerYear ? "sales above what you expect" : "net sales, beyond the guarantee"}: ${bandsInWords(bands)}`,
  granted: ({ netSalesPerYear }) =>
    netSalesPerYear
      ? `Net sales of ${pounds(parsePounds(netSalesPerYear) ?? 0n)} every year, reported in time and counted for each dataset.`
      : null,
  assumed: (_, { salesIn }, term) =>
    periodsOf(term, 3).map(({ from, to }) => ({
      fact: "reported",
      on: from,
      known: addDays(to, 30),
      sales: [{ on: from, gross: String(salesIn({ from, to })) }],
    })),
} satisfies Partial<Price & Forecast<RoyaltyTerms>>;
