import { decimalText, grouped, pounds } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";
import { lastsYears, listed, stretch } from "../../engine/in-contract.ts";
import type { Words } from "../../engine/model.ts";
import { type UsageTerms, units } from "./terms.ts";

export const inContract: Words<UsageTerms>["inContract"] = (terms, { term }) => {
  const { unit, filter, freeAllowance, cap, periodMinimum, yearlyMinimum, periodMonths } = terms;
  const period = stretch(periodMonths);
  return [
    `The licensee pays for what it uses, counted in the unit “${unit}”, by the ${period}: ${pricesOf(terms)}.`,
    howCounted[terms.aggregation],
    ...(filter === undefined ? [] : [`Only this counts: ${filter}.`]),
    ...(freeAllowance === undefined
      ? []
      : [`The first ${amount(freeAllowance)} in each ${period} are free.`]),
    ...(cap === undefined ? [] : [`No ${period} costs more than ${pounds(cap)}.`]),
    ...(periodMinimum === undefined
      ? []
      : [`Each ${period} costs at least ${pounds(periodMinimum)}; what is missing is invoiced with it.`]),
    ...(yearlyMinimum === undefined
      ? []
      : [
          `Each contract year costs at least ${pounds(yearlyMinimum)}; what is missing is invoiced with its last ${period}.${lastsYears(term) ? " Part of a year counts by its days." : ""}`,
        ]),
    `Each ${period} is invoiced ${terms.graceDays === 0 ? "as soon as it is over" : `${counted(terms.graceDays, "day")} after its end`}. Use that is reported up to ${counted(terms.lateDays, "day")} after it still counts for it; what is reported later changes nothing.`,
    ...(terms.estimateMissing
      ? [
          `A ${period} for which nothing was reported, and which nobody declared complete, is charged at the mean of the last three; the real figure replaces it.`,
        ]
      : []),
  ];
};

const howCounted: Record<UsageTerms["aggregation"], string> = {
  sum: "What is reported is added up.",
  count: "What is counted is the number of events.",
  max: "The highest figure that is reported within a period counts.",
  unique: "Each unit counts once in a period.",
  latest: "The last figure that is reported within a period counts.",
};

function pricesOf({ pricing, tiers, packageSize }: UsageTerms): string {
  const [first] = tiers;
  const flatOf = ({ flat }: UsageTerms["tiers"][number], why: string) =>
    flat > 0n ? ` and ${pounds(flat)} ${why}` : "";
  if (pricing === "package")
    return `${pence(first!.unitPrice)} for each package of ${amount(packageSize!)}, a package that is begun counting whole${flatOf(first!, "once a period")}`;
  if (pricing === "per_unit")
    return `${pence(first!.unitPrice)} for each unit${flatOf(first!, "once a period")}`;
  const bands = listed(
    tiers.map((tier, index) => {
      const upTo = tier.upTo === null ? (index === 0 ? "" : " above") : ` up to ${amount(tier.upTo)}`;
      return `${pence(tier.unitPrice)} a unit${upTo}${flatOf(tier, "once for the band")}`;
    }),
  );
  return pricing === "volume"
    ? `${bands}, all units of a period at the price of the band that their number reaches`
    : `${bands}, each unit at the price of its own band`;
}

/** "1,234.5": a quantity, or a price in pence, without idle zeros. */
const amount = (text: string): string => grouped(decimalText(units(text)));
const pence = (price: string): string => `${amount(price)}p`;
