import { pounds } from "#server/lib/money.ts";
import { around, inPounds } from "../../engine/listed.ts";
import type { Forecast, Price } from "../../engine/model.ts";
import type { Terms } from "./terms.ts";

export const price = {
  headline: ({ commercialPrice }) =>
    commercialPrice ? `£0.00; ${inPounds(commercialPrice)} a year once commercial` : "£0.00",
  firstYear: () => 0n,
  overTime: "free for its whole length",
  usual: (yearly) => ({
    months: 12,
    terms: {
      kind: "free_access",
      reportMonths: 6,
      reportDueDays: 30,
      certificateDays: 30,
      commercialPrice: yearly,
    },
    limits: { commercialPrice: around(yearly, 100) },
  }),
  whyNot: "The custodian has not agreed to free use of this dataset.",
  expects: null,
  beyond: ({ commercialPrice }) =>
    commercialPrice === undefined
      ? null
      : `Once the use becomes commercial, ${pounds(commercialPrice)} a year for the time that is left`,
  granted: () => null,
  assumed: () => [],
} satisfies Partial<Price & Forecast<Terms>>;
