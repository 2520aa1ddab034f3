import { addDays, anchoredYears, formatDate } from "#server/lib/dates.ts";
import { percent, pounds } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";
import { auditInContract, bandsInContract, listed } from "../../engine/in-contract.ts";
import type { Words } from "../../engine/model.ts";
import type { RoyaltyTerms } from "./terms.ts";

export const inContract: Words<RoyaltyTerms>["inContract"] = (terms, { term }) => [
  `The licensee pays a royalty on its net sales of whatever it makes with the dataset, by contract year: ${bandsInContract(terms.bands, "net sales")}.${scopeOf(terms)}`,
  deductionsOf(terms),
  ...(terms.stackingBp > 0
    ? [
        `${percent(terms.stackingBp)} of the royalties that the licensee pays to others on the same sales comes off this royalty, which never falls below ${percent(terms.stackingFloorBp)} of what it would be without them.`,
      ]
    : []),
  ...guaranteeOf(terms, anchoredYears(term).length),
  ...(terms.royaltyMonths === undefined
    ? []
    : [
        `Sales of a product in a country bear royalty for ${counted(terms.royaltyMonths, "month")} from its first sale there.`,
      ]),
  ...(terms.salesEnd === undefined
    ? []
    : [
        `Sales up to and including ${formatDate(addDays(terms.salesEnd, -1))} bear royalty, later ones do not.`,
      ]),
  terms.sellOffMonths === 0
    ? "After an early end further sales bear no royalty."
    : `After an early end sales bear royalty for ${counted(terms.sellOffMonths, "month")} more.`,
  `The licensee states its sales of each quarter, attested by an officer, within ${counted(terms.reportDueDays, "day")} of its last day.${terms.estimateLate ? " A statement that is ten days late is estimated at the mean of the last four quarters and a tenth more, until the real one comes in." : ""}`,
  `Sales in other currencies are turned into pounds at the ${terms.fxSource === "day_rate" ? "rate of the day" : "average rate of the month"}.`,
  auditInContract(terms),
];

const scopeOf = ({ scope, bands }: RoyaltyTerms): string =>
  scope === "all" || bands.length === 1 ? "" : ` The bands count for each ${scope} by itself.`;

const kinds: Record<RoyaltyTerms["allowedDeductions"][number], string> = {
  returns: "returns",
  tradeDiscounts: "trade discounts",
  taxes: "sales taxes",
  freight: "freight",
};

const deductionsOf = ({ allowedDeductions, deductionCapBp }: RoyaltyTerms): string =>
  allowedDeductions.length === 0 || deductionCapBp === 0
    ? "Net sales are gross sales; nothing is deducted."
    : `Net sales are gross sales less ${listed([...new Set(allowedDeductions)].map((kind) => kinds[kind]))}${deductionCapBp === undefined ? "" : `, together at most ${percent(deductionCapBp)} of gross sales`}.`;

function guaranteeOf({ guarantee, recoupment, carryYears }: RoyaltyTerms, years: number): string[] {
  if (guarantee === undefined) return [];
  const recouped = {
    within_year: "within that year",
    carry_forward: `within that year and the ${carryYears === 1 ? "year" : `${carryYears} years`} after it`,
    cross_collateral: "within the whole term",
  }[recoupment];
  return [
    `${pounds(guarantee)} is guaranteed for each contract year${years > 1 ? `, ${pounds(guarantee * BigInt(years))} for the ${years} years` : ""}, and invoiced on its first day. Royalty that is earned ${recouped} counts against it before anything more is payable; what is not used up is not given back.`,
  ];
}
