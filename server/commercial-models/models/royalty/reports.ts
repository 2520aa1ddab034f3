import { countryCode } from "#server/lib/countries.ts";
import { auditForm } from "../../engine/audit.ts";
import { money } from "../../engine/fact-form.ts";
import type { Reports } from "../../engine/model.ts";
import { standsLate } from "../../engine/statement.ts";
import type { RoyaltyFact, RoyaltyTerms } from "./terms.ts";

export const reports = {
  forms: [
    auditForm(
      { name: "quarter", label: "First day of the quarter", type: "day" },
      money("net", "Net sales that were not reported"),
      (quarter, net, { product, country }) => ({
        quarter,
        net,
        ...(product && { product }),
        ...(country && { country: country.toUpperCase() }),
      }),
      [
        {
          name: "product",
          label: "Product",
          type: "text",
          optional: true,
          hint: "Where the bands count each product by itself",
        },
        {
          name: "country",
          label: "Country",
          type: "text",
          optional: true,
          hint: "Two letters, like DE, where the bands count each country by itself",
        },
      ],
    ),
    {
      fact: "launched",
      title: "Report a first sale",
      say: "Report first sale",
      by: "report",
      on: "Day of the first sale",
      fields: [
        { name: "product", label: "Product", type: "text" },
        { name: "country", label: "Country", type: "text", hint: "Two letters, like DE" },
      ],
      body: ({ product, country = "" }) => ({ product, country: countryCode(country) ?? country }),
      id: ({ product, country = "" }) => `first sale of ${product} in ${countryCode(country) ?? country}`,
    },
  ],
  promises: {
    royalty_report: {
      reminded: true,
      keptBy: null,
      ifNot: ({ estimateLate }) =>
        estimateLate
          ? "Ten days after that day an estimate is billed: what the last four quarters earned on average, and a tenth more. The statement puts it right."
          : "Nothing is billed for the quarter until it is in.",
      standing: standsLate,
    },
  },
} satisfies Partial<Reports<RoyaltyTerms, RoyaltyFact>>;

export type PromiseName = keyof typeof reports.promises;
