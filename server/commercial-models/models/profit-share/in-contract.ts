import { percent, pounds } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";
import { auditInContract, bandsInContract, dayOfYear } from "../../engine/in-contract.ts";
import type { Words } from "../../engine/model.ts";
import type { ProfitTerms } from "./terms.ts";

export const inContract: Words<ProfitTerms>["inContract"] = (terms) => {
  const { hurdle, floor, cap, anchor } = terms;
  return [
    `The licensee pays a share of the profit that it makes with the dataset, by the year${anchor === undefined ? "" : ` that begins on ${dayOfYear(anchor)}`}. ${
      hurdle > 0n
        ? `${pounds(hurdle)} of each year’s profit stays with the licensee; it pays ${bandsInContract(terms.bands, "what is above that")}`
        : `It pays ${bandsInContract(terms.bands, "profit")}`
    }.`,
    costsOf(terms),
    lossesOf(terms),
    ...(floor === undefined
      ? []
      : [`The share of a year is never less than ${pounds(floor)}, in a year of loss as well.`]),
    ...(cap === undefined ? [] : [`The share of a year is never more than ${pounds(cap)}.`]),
    ...(hurdle > 0n || floor !== undefined || cap !== undefined
      ? [`In a year that is not whole ${amountsOf(terms)} by days.`]
      : []),
    ...(terms.onAccountBp
      ? [
          `On the last day of each quarter ${percent(terms.onAccountBp)} of the share that the licensee then estimates for it is invoiced on account; the share of the year is settled with its statement, either way.`,
        ]
      : []),
    `The licensee states its revenue and costs of each year, attested by an officer, within ${counted(terms.statementDueDays, "day")} of its last day.${terms.estimateLate ? " A statement that is ten days late is estimated at the last share and a tenth more, until the real one comes in." : ""}`,
    ...(terms.tailMonths > 0
      ? [`Profit is shared for ${counted(terms.tailMonths, "month")} after the end.`]
      : []),
    ...(terms.vat === "outside_scope"
      ? ["The parties share profit as a joint venture; the share is outside the scope of VAT."]
      : []),
    auditInContract(terms),
  ];
};

function costsOf({ overheadCapBp, costCaps }: ProfitTerms): string {
  const others = Object.entries(costCaps).map(
    ([category, bp]) => `${category} up to ${percent(bp)} of revenue`,
  );
  return [
    "Profit is revenue less these costs: direct costs",
    overheadCapBp === undefined
      ? "overheads"
      : overheadCapBp === 0
        ? ""
        : `overheads up to ${percent(overheadCapBp)} of revenue`,
    ...others,
  ]
    .filter(Boolean)
    .join(", ")
    .concat(". No other cost counts.");
}

function lossesOf({ lossUseCapBp, lossYears }: ProfitTerms): string {
  if (lossUseCapBp === 0 || lossYears === 0)
    return "A loss does not count against the profit of later years.";
  return `A loss counts against the profit of later years, the oldest first${lossYears === undefined ? "" : `, for ${counted(lossYears, "year")}`}${lossUseCapBp === 10_000 ? "" : `, and takes at most ${percent(lossUseCapBp)} of a year’s profit`}.`;
}

const amountsOf = ({ hurdle, floor, cap }: ProfitTerms): string => {
  const said = [
    ...(hurdle > 0n ? ["what stays with the licensee"] : []),
    ...(floor === undefined ? [] : ["the least"]),
    ...(cap === undefined ? [] : ["the most"]),
  ];
  return `${said.join(" and ")} ${said.length === 1 ? "counts" : "count"}`;
};
