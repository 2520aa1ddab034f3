import { bandsInWords } from "#server/commercial-models/engine/banding.ts";
import { isForeignBusiness, ukRates } from "#server/commercial-models/engine/contract.ts";
import { vatOf } from "#server/commercial-models/engine/settle.ts";
import type { Terms } from "#server/commercial-models/index.ts";
import type { CivilDate } from "#server/lib/dates.ts";
import { parsePounds, pounds } from "#server/lib/money.ts";
import type { QuotedCustomer } from "./inputs.ts";
import type { QuoteRequest } from "./request.ts";
import { coveredWords } from "./service.ts";
import { freeChecksPerUser, itemOf, itemWords, type Tariff, tariffCodes } from "./tariff.ts";

/** What VAT is added, and why, by where the buyer belongs (README §13.1). */
export function vatWords(customer: QuotedCustomer, on: CivilDate): string {
  const { country, businessFrom, dueDays } = customer;
  const engine = { country, dueDays, ...(businessFrom && { businessFrom: businessFrom as CivilDate }) };
  if (!isForeignBusiness(engine, on))
    return country === "GB"
      ? "You belong in the United Kingdom, so VAT at 20% is added."
      : "We hold no evidence that you are in business outside the United Kingdom, so VAT at 20% is added. Once you send it, what was charged is credited and billed again without VAT.";
  return vatOf({ vat: "supply" }, engine, on, ukRates).category === "AE"
    ? "You are in business in the European Union, so no UK VAT is added. Reverse charge: you account for VAT in your own country."
    : "You are in business outside the United Kingdom, so the supply is outside the scope of UK VAT and none is added.";
}

/** What the total leaves out: value in kind, shares of success that nobody knows yet, and what is asked for later. */
export function notInTotal(
  request: QuoteRequest,
  quoted: readonly { title: string; terms: Terms }[],
  tariff: Tariff,
): string[] {
  const unpriced = tariffCodes
    .filter((code) => itemOf(tariff, code) === null)
    .map((code) => itemWords[code].toLowerCase());
  const later = (["amendment", "extra_period"] as const).flatMap((code) => {
    const item = itemOf(tariff, code);
    return item ? [`${item.title}, ${pounds(item.pence)} ${item.unit}`] : [];
  });
  return [
    ...quoted.flatMap(({ title, terms }) => {
      const words = beyond(request, terms);
      return words ? [quoted.length > 1 ? `${title}: ${words}` : words] : [];
    }),
    ...later,
    ...(unpriced.length > 0
      ? [
          `No public figure stands in this tariff for: ${unpriced.join(", ")}. What is used of them is charged by the tariff of its day`,
        ]
      : []),
  ];
}

function beyond(request: QuoteRequest, terms: Terms): string | null {
  switch (terms.kind) {
    case "free_access":
      return terms.commercialPrice === undefined
        ? null
        : `Once the use becomes commercial, ${pounds(terms.commercialPrice)} a year for the time that is left`;
    case "data_return":
      return `In kind: the curated dataset that you give back, agreed to be worth ${pounds(terms.agreedValue)}; its VAT is paid in kind as well. If nothing is delivered, ${pounds(terms.fallbackFee)} falls due, and damages`;
    case "cost_recovery":
      return terms.cap && terms.estimate
        ? `Work beyond the estimate of ${pounds(terms.estimate)}, never more than ${pounds(terms.cap)} in total`
        : "Work beyond what was estimated";
    case "usage_based":
      return request.usagePerMonth
        ? null
        : `Use: ${terms.tiers[0]!.unitPrice}p a ${terms.unit}${terms.tiers.length > 1 ? " at first, less with volume" : ""}. You named no use, so the total holds the yearly minimum only`;
    case "royalty":
      return `Royalty on ${request.netSalesPerYear ? "sales above what you expect" : "net sales, beyond the guarantee"}: ${bandsInWords(terms.bands)}`;
    case "profit_share":
      return `Share of ${request.profitPerYear ? "profit above what you expect" : "profit, beyond the floor"}: ${bandsInWords(terms.bands)}${terms.hurdle > 0n ? ` above ${pounds(terms.hurdle)} a year` : ""}`;
    case "equity_share": {
      const value = BigInt(terms.shares) * terms.price;
      return `In shares: ${terms.shares.toLocaleString("en-GB")} at ${pounds(terms.price)}, worth ${pounds(value)}. Only the VAT on them is paid in money. Dividends and what a sale brings come later`;
    }
    default:
      return null;
  }
}

/** What the quote takes for granted. */
export function assumedWords(request: QuoteRequest, models: readonly Terms[], tariff: Tariff): string[] {
  const kinds = new Set(models.map(({ kind }) => kind));
  const covered = coveredWords(models);
  const money = (typed: string) => pounds(parsePounds(typed) ?? 0n);
  const topOfRange = tariff.items.filter(({ note }) => note.includes("quoted at its top"));
  return [
    "Prices are those of the versions named here, for every year of the licence; work is billed at the tariff of the day on which it is done.",
    ...(models.length > 1
      ? [
          "Each custodian decides on its own dataset, so each dataset is a licence of its own. Application, set-up, people and reviews are counted once.",
        ]
      : []),
    ...(request.usagePerMonth
      ? [`Use of ${request.usagePerMonth} a month, every month, of each dataset.`]
      : []),
    ...(request.netSalesPerYear && kinds.has("royalty")
      ? [
          `Net sales of ${money(request.netSalesPerYear)} every year, reported in time and counted for each dataset.`,
        ]
      : []),
    ...(request.profitPerYear && kinds.has("profit_share")
      ? [
          `A profit of ${money(request.profitPerYear)} every year, stated in time and counted for each dataset.`,
        ]
      : []),
    ...(kinds.has("one_off_fee") ? ["Milestones are reached every six months."] : []),
    ...(kinds.has("cost_recovery") ? ["The work comes to the estimate and is complete after 90 days."] : []),
    ...(kinds.has("data_return") ? ["Everything is delivered and accepted in time."] : []),
    ...(covered.length > 0
      ? [`In the estimate of the model already, so not charged again: ${covered.join(", ").toLowerCase()}.`]
      : []),
    ...(itemOf(tariff, "output_check")
      ? [`${freeChecksPerUser} output checks of each user a month are free.`]
      : []),
    ...topOfRange.map(({ title, note }) => `${title}: ${note.charAt(0).toLowerCase()}${note.slice(1)}.`),
  ];
}
