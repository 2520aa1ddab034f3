import { percent, pounds, roundHalfAway, shareOf } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";
import { type Agreed, listed } from "../../engine/in-contract.ts";
import type { Words } from "../../engine/model.ts";
import { poundsEach, worth } from "../../engine/unit-price.ts";
import type { Terms } from "./terms.ts";

export const inContract: Words<Terms>["inContract"] = (terms, agreed) => {
  const { shares, shareClass, nominal, price, valuation, fullyDiluted, vesting } = terms;
  const value = worth(BigInt(shares), price);
  const number = (count: number) => count.toLocaleString("en-GB");
  const granted = shares - vesting.reduce((all, one) => all + one.shares, 0);
  return [
    `For its access the licensee grants the licensor ${number(shares)} ${shareClass} shares${terms.company ? ` of ${terms.company}` : " of the licensee"}, at an agreed value of ${poundsEach(price)} each, ${pounds(value)} together. Their nominal value is ${poundsEach(nominal)} each, ${pounds(worth(BigInt(shares), nominal))} together, which the licensor pays up.`,
    ...(valuation === undefined ? [] : [`Their value was found by: ${valuation}.`]),
    ...(fullyDiluted === undefined
      ? []
      : [
          `After the grant there are ${number(fullyDiluted)} shares, fully diluted; ${number(shares)} are about ${percent(roundHalfAway(BigInt(shares) * 10_000n, BigInt(fullyDiluted)))} of them.`,
        ]),
    vesting.length === 0
      ? "The shares are allotted on the first day, and their certificate follows within two months."
      : `${number(granted)} are allotted on the first day; ${listed(vesting.map(({ milestone, shares }) => `${number(shares)} when “${milestone}” is reached`))}. Certificates follow within two months.`,
    vatOf(terms, value, agreed),
    ...antiDilutionOf(terms),
    "The licensor takes part in dividends like every holder of its class.",
    ...(terms.preferenceBp > 0
      ? [
          `When the company is sold, the licensor receives its part of the proceeds by shares, or ${pounds(shareOf(value, terms.preferenceBp))} (${percent(terms.preferenceBp)} of the agreed value, for what it still holds) where that is more.`,
        ]
      : ["When the company is sold, the licensor receives its part of the proceeds by shares."]),
    ...(terms.escrowBp > 0
      ? [
          `${percent(terms.escrowBp)} of what a sale brings may be held in escrow for ${counted(terms.escrowMonths, "month")}.`,
        ]
      : []),
    ...(terms.informationRights === undefined
      ? []
      : [`The company informs the licensor: ${terms.informationRights}.`]),
    ...(terms.preEmption ? ["The licensor may take part in new issues in proportion to its holding."] : []),
    "The end of the licence does not end the holding.",
  ];
};

function vatOf({ vatOnShares }: Terms, value: bigint, { vatRateBp }: Agreed): string {
  if (vatRateBp === 0) return "No UK VAT is added to their value.";
  return vatOnShares === "inclusive"
    ? `Their value includes VAT of ${pounds(roundHalfAway(value * BigInt(vatRateBp), 10_000n + BigInt(vatRateBp)))}; nothing is payable in money.`
    : `VAT on their value, ${pounds(shareOf(value, vatRateBp))} at ${percent(vatRateBp)}, is paid in money; it is invoiced when the shares are allotted.`;
}

function antiDilutionOf({ antiDilution, price }: Terms): string[] {
  if (antiDilution === "none") return [];
  return [
    `When the company issues shares for less than ${poundsEach(price)} each, the licensor receives further shares ${
      antiDilution === "full_ratchet"
        ? "as if its own had been granted at the new price"
        : "by the broad-based weighted average of the old price and the new"
    }.`,
  ];
}
