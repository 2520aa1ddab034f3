import { scaled } from "#server/lib/money.ts";
import { amountOf, around, inPounds, namedIn } from "../../engine/listed.ts";
import type { Forecast, Price } from "../../engine/model.ts";
import type { Terms } from "./terms.ts";

export const price = {
  headline: ({ tiers, tier }) => `${inPounds(namedIn(tiers, tier))} a year`,
  firstYear: ({ tiers, tier }) => amountOf(namedIn(tiers, tier)),
  overTime: "charged by the year",
  perUser: true,
  // A price of the tier is for each of the quantity.
  raised: (terms, more) => {
    const tiers = terms.tiers as Readonly<Record<string, unknown>>;
    const tier = String(terms.tier);
    const each = scaled(more, 1, amountOf(terms.quantity ?? 1));
    return { ...terms, tiers: { ...tiers, [tier]: Number(amountOf(tiers[tier]) + each) } };
  },
  usual(yearly) {
    const premium = Math.round(yearly * 1.6);
    return {
      months: 12,
      terms: {
        kind: "subscription",
        tiers: { standard: yearly, premium },
        tier: "standard",
        quantity: 1,
        periodMonths: 12,
      },
      limits: {
        "tiers.standard": around(yearly, 100),
        "tiers.premium": around(premium, 100),
        quantity: { minimum: 1, maximum: 20, step: 1 },
      },
      users: 6,
      furtherUser: 50_000,
    };
  },
  whyNot: "Access is sold by project, not by year.",
  expects: null,
  beyond: () => null,
  granted: () => null,
  assumed: () => [],
} satisfies Partial<Price & Forecast<Terms>>;
