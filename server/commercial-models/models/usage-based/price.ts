import { periodsOf } from "#server/lib/dates.ts";
import { rowsIn } from "../../engine/fact-form.ts";
import { around, firstOf } from "../../engine/listed.ts";
import type { Forecast, Price } from "../../engine/model.ts";
import type { UsageTerms } from "./terms.ts";
import { rateInWords } from "./words.ts";

export const price = {
  headline: ({ tiers, unit }) => rateInWords(firstOf(tiers).unitPrice, unit, rowsIn(tiers).length),
  firstYear: () => null,
  overTime: "charged by use",
  usual: (yearly) => ({
    months: 12,
    terms: {
      kind: "usage_based",
      unit: "row",
      pricing: "graduated",
      tiers: [
        { upTo: "1000000", unitPrice: "0.05" },
        { upTo: "5000000", unitPrice: "0.03" },
        { upTo: null, unitPrice: "0.0175" },
      ],
      freeAllowance: "250000",
      cap: 400_000,
      yearlyMinimum: Math.round(yearly / 4),
      periodMonths: 1,
      graceDays: 5,
      lateDays: 90,
    },
    limits: {
      cap: { minimum: 200_000, maximum: 2_000_000, step: 1_000 },
      yearlyMinimum: around(Math.round(yearly / 4), 100),
    },
  }),
  whyNot: "Use of this dataset cannot be metered yet.",
  expects: {
    name: "usagePerMonth",
    typed: "number",
    question: (unit) => `How many ${unit}s do you expect to use a month?`,
    inQuote: (unit) => `how many ${unit}s a month?`,
    hint: "A number, like 250000",
  },
  beyond: ({ tiers, unit }, { usagePerMonth }) =>
    usagePerMonth
      ? null
      : `Use: ${rateInWords(tiers[0]!.unitPrice, unit, tiers.length)}. You named no use, so the total holds the yearly minimum only`,
  granted: () => null,
  assumed: (_, { usagePerMonth }, term) =>
    usagePerMonth === null
      ? []
      : periodsOf(term, 1).map(({ from }) => ({ fact: "used", on: from, quantity: usagePerMonth })),
} satisfies Partial<Price & Forecast<UsageTerms>>;
