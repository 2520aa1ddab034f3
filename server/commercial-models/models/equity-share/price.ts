import { addDays, addMonths, type CivilDate } from "#server/lib/dates.ts";
import { type Pence, pounds } from "#server/lib/money.ts";
import { inPounds } from "../../engine/listed.ts";
import type { AssumedFact, Forecast, Price } from "../../engine/model.ts";
import type { Terms } from "./terms.ts";

export const price = {
  headline: ({ shares, price }) => `${Number(shares).toLocaleString("en-GB")} shares at ${inPounds(price)}`,
  firstYear: () => null,
  measures: () => true,
  usual: () => ({
    months: 60,
    terms: {
      kind: "equity_share",
      shares: 50_000,
      nominal: 1,
      price: 1_240,
      antiDilution: "weighted_average",
      escrowBp: 1_000,
    },
    limits: {
      shares: { minimum: 1_000, maximum: 500_000, step: 100 },
      price: { minimum: 10, maximum: 100_000, step: 1 },
    },
  }),
  whyNot: "The custodian cannot hold shares.",
  expects: null,
  beyond: ({ shares, price }) =>
    `In shares: ${shares.toLocaleString("en-GB")} at ${pounds(price)}, worth ${pounds(BigInt(shares) * price)}. Only the VAT on them is paid in money. Dividends and what a sale brings come later`,
  granted: () => null,
  assumed(terms, { companyValue }, { from, to }) {
    const last = addDays(to, -1);
    return [
      { fact: "allotted", on: from },
      ...terms.vesting.map(({ milestone }) => ({
        fact: "vested",
        on: last,
        id: `vested ${milestone}`,
        milestone,
      })),
      ...(companyValue > 0n ? sale(terms, companyValue, last) : []),
    ];
  },
} satisfies Partial<Price & Forecast<Terms>>;

/** The company is sold on the last day, and all of the escrow comes in. */
function sale({ shares, fullyDiluted, escrowMonths }: Terms, value: Pence, on: CivilDate): AssumedFact[] {
  return [
    { fact: "exit", on, proceeds: String(value), diluted: fullyDiluted ?? assumedDiluted(shares) },
    { fact: "escrow_released", on: addMonths(on, escrowMonths), received: "10000000000000" },
  ];
}

/** Where the terms do not say how many shares there are, the grant is taken to be five per cent. */
const assumedDiluted = (shares: number) => shares * 20;
