import { addDays, formatDate } from "#server/lib/dates.ts";
import { allocate, type Pence, percent, pounds, roundHalfAway, shareOf } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";
import { type Agreed, listed } from "../../engine/in-contract.ts";
import type { Words } from "../../engine/model.ts";
import { cellsAsked, rowsAsked } from "./specification-in-words.ts";
import type { Specification, Terms } from "./terms.ts";

export const inContract: Words<Terms>["inContract"] = (terms, agreed) => {
  const { deliverables, silenceAccepts, damagesBpPerWeek, damagesCapBp, longStop, fallbackFee } = terms;
  const weights = deliverables.map(({ weightBp }) => BigInt(weightBp));
  const { net, vat } = splitValue(terms, agreed);
  const nets = allocate(net, weights);
  const fees = weights.map((weight) => shareOf(fallbackFee, weight));
  return [
    `The licensee pays in kind: it returns curated data agreed to be worth ${pounds(net)}${vat > 0n ? `, and ${pounds(net + vat)} with VAT` : ""}. The licensor invoices this value on the first day; nothing of that invoice is payable in money.`,
    ...deliverables.map(
      ({ id, due, acceptanceDays, specification }, index) =>
        `“${id}” is due on ${formatDate(due)} and counts for ${percent(weights[index]!)} of the value, ${pounds(nets[index]!)}. It is accepted or rejected within ${counted(acceptanceDays, "day")} of being handed in.${specification ? ` ${formOf(specification)}` : ""}`,
    ),
    silenceAccepts
      ? "What is neither accepted nor rejected in time counts as accepted."
      : "Silence is no acceptance. What is rejected is handed in again; the day on which it is due stays.",
    ...(damagesBpPerWeek === 0
      ? []
      : [
          `For each started week of delay the licensee pays ${percent(damagesBpPerWeek)} of the value of what is late, and at most ${percent(damagesCapBp)}: ${listed(
            deliverables.map(
              ({ id }, index) =>
                `${pounds(shareOf(nets[index]!, damagesBpPerWeek))} a week and at most ${pounds(shareOf(nets[index]!, damagesCapBp))} for “${id}”`,
            ),
          )}. These are damages, outside the scope of VAT.`,
        ]),
    fallbackFee === 0n
      ? `What has not been accepted by ${formatDate(addDays(longStop, -1))} is no longer accepted; no fee takes its place.`
      : `What has not been accepted by ${formatDate(addDays(longStop, -1))} is no longer accepted. A fee in money takes its place, ${pounds(fallbackFee)} if nothing was accepted${deliverables.length > 1 ? `: ${listed(deliverables.map(({ id }, index) => `${pounds(fees[index]!)} for “${id}”`))}` : ""}.`,
  ];
};

const formOf = ({ columns, minimumRows, completenessBp }: Specification): string =>
  `It has the columns ${listed(columns.map((name) => `“${name}”`))}; ${[rowsAsked(minimumRows), cellsAsked(completenessBp)].join("; ").toLowerCase()}.`;

/** The value split into what is net and what is VAT, as the invoice in kind splits it (README §2.2). */
function splitValue({ agreedValue, valueBasis }: Terms, { vatRateBp }: Agreed): { net: Pence; vat: Pence } {
  const rate = BigInt(vatRateBp);
  const vat =
    valueBasis === "exclusive"
      ? shareOf(agreedValue, rate)
      : roundHalfAway(agreedValue * rate, 10_000n + rate);
  return { net: valueBasis === "exclusive" ? agreedValue : agreedValue - vat, vat };
}
