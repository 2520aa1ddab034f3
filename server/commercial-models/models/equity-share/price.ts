import { addDays, addMonths, maxDate, type Period } from "#server/lib/dates.ts";
import { type Pence, pounds } from "#server/lib/money.ts";
import type { AssumedFact, Forecast, Price } from "../../engine/model.ts";
import { poundsEach, worth } from "../../engine/unit-price.ts";
import { holdingOf } from "./register.ts";
import { fact, type Terms } from "./terms.ts";

export const price = {
  headline: ({ shares, price }) =>
    `${Number(shares).toLocaleString("en-GB")} shares at ${poundsEach(price as number)}`,
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
    `In shares: ${shares.toLocaleString("en-GB")} at ${poundsEach(price)}, worth ${pounds(worth(BigInt(shares), price))}. Only the VAT on them is paid in money. Dividends and what a sale brings come later`,
  granted: () => null,
  assumed(terms, { companyValue }, { from, to }) {
    const last = addDays(to, -1);
    const granted: AssumedFact[] = [
      { fact: "allotted", on: from },
      ...terms.vesting.map(({ milestone }) => ({
        fact: "vested",
        on: maxDate(from, addDays(last, -1)),
        id: `vested ${milestone}`,
        milestone,
      })),
    ];
    return companyValue > 0n ? sold(terms, granted, companyValue, { from, to: last }) : granted;
  },
} satisfies Partial<Price & Forecast<Terms>>;

/** The company is sold on the last day, and all of the escrow comes in. */
function sold(
  terms: Terms,
  granted: readonly AssumedFact[],
  value: Pence,
  { from, to: on }: Period,
): AssumedFact[] {
  const diluted = terms.fullyDiluted ?? assumedDiluted(terms.shares);
  const sale = { fact: "exit", on, id: "sold", proceeds: String(value), diluted };
  const facts = [...granted, sale].map((one) => fact.parse({ id: one.fact, known: one.on, ...one }));
  const { escrow } = holdingOf(terms, facts, { id: "", term: { from, to: on }, vatRateBp: () => 0 });
  const released = {
    fact: "escrow_released",
    on: addMonths(on, terms.escrowMonths),
    received: String(escrow),
  };
  return [...granted, sale, ...(escrow > 0n ? [released] : [])];
}

/** Where the terms do not say how many shares there are, the grant is taken to be five per cent. */
const assumedDiluted = (shares: number) => shares * 20;
