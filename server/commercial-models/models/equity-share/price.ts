import { addDays, addMonths, maxDate, type Period } from "#server/lib/dates.ts";
import { type Pence, percent, pounds } from "#server/lib/money.ts";
import { amountOf, inPounds } from "../../engine/listed.ts";
import type { AssumedFact, Forecast, Price } from "../../engine/model.ts";
import { poundsEach, worth } from "../../engine/unit-price.ts";
import { settledBy } from "./granted.ts";
import { holdingOf } from "./register.ts";
import { fact, listed, type Terms } from "./terms.ts";

export const price = {
  headline: ({ companyBp, value }) =>
    companyBp === undefined
      ? `shares worth ${inPounds(value)}`
      : `shares, ${percent(BigInt(String(companyBp)))} of the company`,
  firstYear: () => null,
  measures: () => true,
  overTime: null,
  // A part of a company is one part, however long the licence lasts: no list says what more of it a further year costs.
  raised: ({ value, ...terms }, more) => ({
    ...terms,
    ...(value !== undefined && { value: Number(amountOf(value) + more) }),
  }),
  listed,
  settledBy,
  usual: () => ({
    months: 60,
    furtherYear: 12_400_000,
    terms: {
      kind: "equity_share",
      value: 62_000_000,
      nominal: 1,
      antiDilution: "weighted_average",
      escrowBp: 1_000,
    },
    limits: { value: { minimum: 5_000_000, maximum: 500_000_000, step: 100 } },
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
