import { isOutsideUkVat, ukRates } from "#server/commercial-models/engine/contract.ts";
import { vatOf } from "#server/commercial-models/engine/settle.ts";
import { modelOf, type Terms } from "#server/commercial-models/index.ts";
import { countryName, isUkForVat } from "#server/lib/countries.ts";
import type { CivilDate } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";
import { lowered } from "#server/lib/words.ts";
import type { QuotedCustomer } from "./inputs.ts";
import type { QuoteRequest } from "./request.ts";
import { coveredWords } from "./service.ts";
import { freeChecksPerUser, itemOf, itemWords, type Tariff, tariffCodes } from "./tariff.ts";

/** What VAT is added, and why, by where the buyer belongs and where its users sit (README §13.1). */
export function vatWords(customer: QuotedCustomer, on: CivilDate): string {
  const { country, usedIn, businessFrom, sameRegistrationFrom, dueDays } = customer;
  if (sameRegistrationFrom && sameRegistrationFrom <= on)
    return "You are in the VAT registration of the NHS, so nothing between the two is a supply and no VAT is added.";
  const engine = {
    country,
    dueDays,
    ...(usedIn && { usedIn }),
    ...(businessFrom && { businessFrom: businessFrom as CivilDate }),
  };
  if (!isOutsideUkVat(engine, on)) {
    if (usedIn && isUkForVat(usedIn) && !isUkForVat(country))
      return "Your users sit in the United Kingdom, so VAT at 20% is added.";
    return isUkForVat(country)
      ? `You belong in the ${country === "IM" ? "Isle of Man, which is in the United Kingdom for VAT" : "United Kingdom"}, so VAT at 20% is added.`
      : "We hold no evidence that you are in business outside the United Kingdom, so VAT at 20% is added. Once you send it, what was charged is credited and billed again without VAT.";
  }
  if (isUkForVat(country))
    return `Your users sit in ${countryName(usedIn!)}, so the supply is outside the scope of UK VAT and none is added.`;
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
  const beyond = quoted.flatMap(({ title, terms }) => {
    const words = modelOf(terms.kind).beyond(terms, request);
    return words ? [quoted.length > 1 ? `${title}: ${words}` : words] : [];
  });
  if (request.service === "without")
    return [
      ...beyond,
      "The service around the data: you bring what is needed, and none is charged under the licence",
    ];
  return [
    ...beyond,
    ...later,
    ...(unpriced.length > 0
      ? [
          `No public figure stands in this tariff for: ${unpriced.join(", ")}. What is used of them is charged by the tariff of its day`,
        ]
      : []),
  ];
}

/** What the quote takes for granted. */
export function assumedWords(request: QuoteRequest, models: readonly Terms[], tariff: Tariff): string[] {
  const kinds = new Set(models.map(({ kind }) => kind));
  const covered = coveredWords(models);
  const served = request.service === "with";
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
    ...[...kinds].flatMap((kind) => modelOf(kind).granted(request) ?? []),
    ...(served && covered.length > 0
      ? [`In the estimate of the model already, so not charged again: ${covered.join(", ").toLowerCase()}.`]
      : []),
    ...(served
      ? [
          "Work around the data is billed at the end of its month, and counts in the contract year in which it was done.",
        ]
      : []),
    ...(served && itemOf(tariff, "output_check")
      ? [`${freeChecksPerUser} output checks of each user a month are free.`]
      : []),
    ...(served ? topOfRange : []).map(({ title, note }) => `${title}: ${lowered(note)}.`),
  ];
}
