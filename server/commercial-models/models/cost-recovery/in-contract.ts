import { formatDate } from "#server/lib/dates.ts";
import { type Pence, percent, pounds, shareOf } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";
import { lastsYears } from "../../engine/in-contract.ts";
import type { Words } from "../../engine/model.ts";
import type { CostTerms } from "./terms.ts";

export const inContract: Words<CostTerms>["inContract"] = (
  { rates, laterRates, labour, overheadBp, estimate, depositBp, cap, billed, lateCostDays, reviewFee, vat },
  { term },
) => [
  ...(Object.keys(rates).length > 0
    ? [
        `The licensee pays what its access costs the licensor, and nothing for the data. Work is charged at these prices: ${rateCard(rates)}.`,
      ]
    : []),
  ...laterRates.map(
    ({ from, rates }) => `Work from ${formatDate(from)} on is charged at: ${rateCard(rates)}.`,
  ),
  ...(labour !== undefined && overheadBp > 0
    ? [`Overhead of ${percent(overheadBp)} is added to work at the rate “${labour}”.`]
    : []),
  "What the licensor pays to others for this work is passed on at cost.",
  ...(estimate === undefined
    ? []
    : [
        `The work is estimated at ${pounds(estimate)}.${depositBp > 0 ? ` A deposit of ${percent(depositBp)} of it, ${pounds(shareOf(estimate, depositBp))}, is invoiced on the first day and counts towards the bill; what the work does not use of it is given back.` : ""}`,
      ]),
  ...(cap === undefined ? [] : [`The work never costs more than ${pounds(cap)}.`]),
  billed === "monthly"
    ? "What was done in a month is invoiced after its end."
    : "The work is invoiced when it is complete, and when the licence ends at the latest.",
  `A cost of which the licensor hears more than ${counted(lateCostDays, "day")} after the work is complete is not charged.`,
  ...(reviewFee !== undefined && lastsYears(term)
    ? [`The yearly review costs ${pounds(reviewFee)} for each completed contract year after the first.`]
    : []),
  ...(vat === "outside_scope" ? ["These charges are statutory and outside the scope of VAT."] : []),
];

const rateCard = (rates: Readonly<Record<string, Pence>>): string =>
  Object.entries(rates)
    .map(([work, price]) => `${work} ${pounds(price)}`)
    .join("; ");
