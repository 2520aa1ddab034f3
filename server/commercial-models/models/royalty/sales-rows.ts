import { countryCode } from "#server/lib/countries.ts";
import type { CivilDate, Period } from "#server/lib/dates.ts";
import { type Pence, parseDecimal } from "#server/lib/money.ts";
import { exchangeRate, isBeyondPounds, rateRatio } from "../../engine/fields.ts";
import { commaInstead, hundredths, inUnits, monthOrDay, outsideWords } from "../../engine/stated-rows.ts";
import type { Fault, ReadStatement, StatedRow } from "../../engine/statement.ts";
import type { RoyaltyTerms } from "./terms.ts";

export const salesColumns = {
  required: ["month", "gross"],
  optional: [
    "product",
    "country",
    "channel",
    "units",
    "returns",
    "trade_discounts",
    "taxes",
    "freight",
    "net",
    "currency",
    "fx",
    "price_alone",
    "price_of_others",
  ],
} as const;

// As many digits as a fact may have; what they are worth in pounds is what has a limit.
const mostHundredths = 10n ** 20n - 1n;

type FxSource = RoyaltyTerms["fxSource"] | undefined;
/** One row while it is read: its cells by column, and where its faults go. */
type Reading = { cell(name: string): string; wrong(sentence: string): void };

/**
 * The sales of a quarter, row by row. Every fault is named with its line; with one fault nothing is taken. A row's
 * gross less its deductions must be its net where it states one; sales abroad need a rate, and with monthly averages
 * every row of a month and currency has the same.
 */
export function readSales(
  rows: readonly StatedRow[],
  { fxSource }: { fxSource?: FxSource },
  quarter: Period,
): ReadStatement {
  const faults: Fault[] = [];
  const rates = new Map<string, string>();
  const sales = rows.map(({ line, cells }) => {
    const row: Reading = {
      cell: (name) => (cells[name] ?? "").trim(),
      wrong: (sentence) => void faults.push({ line, sentence }),
    };
    const on = monthOf(row, quarter);
    const country = countryOf(row);
    const currency = currencyOf(row);
    const isForeign = currency !== "" && currency !== "GBP";
    const amounts = amountsOf(row, isForeign && row.cell("fx") ? row.cell("fx") : undefined);
    rateOf(row, { isForeign, currency, on, rates, fxSource });
    const units = row.cell("units");
    if (units !== "" && (parseDecimal(units)?.num ?? -1n) < 0n)
      row.wrong(`units is ${units}, which is no quantity`);
    const combination = combinationOf(row);
    return {
      on: on ?? quarter.from,
      ...(row.cell("product") && { product: row.cell("product") }),
      ...(country && { country }),
      ...(row.cell("channel") && { channel: row.cell("channel") }),
      ...(units && { units }),
      ...amounts,
      ...(isForeign && { currency, fx: row.cell("fx") }),
      ...(combination && { combination }),
    };
  });
  return faults.length > 0 ? { body: null, faults } : { body: { sales }, faults: [] };
}

function monthOf({ cell, wrong }: Reading, quarter: Period): CivilDate | null {
  const month = cell("month");
  const on = monthOrDay(month);
  if (!on) wrong(`month is ${month || "empty"}; write it as year-month, like ${quarter.from.slice(0, 7)}`);
  const outside = on && outsideWords(month, on, quarter);
  if (outside) wrong(outside);
  return on;
}

function amountsOf({ cell, wrong }: Reading, fx: string | undefined) {
  const amountOf = (name: string, signed = false): Pence => {
    if (cell(name) === "") return 0n;
    const amount = hundredths(cell(name), mostHundredths);
    const instead = commaInstead(cell(name));
    if (instead) wrong(`${name} is ${cell(name)}; write a point before the last two places, like ${instead}`);
    else if (amount === null)
      wrong(`${name} is ${cell(name)}, which is no amount with at most two places, like 1234.56`);
    else if (isBeyondPounds(amount, fx))
      wrong(`${name} is ${cell(name)}${fx ? ` at ${fx}` : ""}, which is more than £100,000,000,000`);
    else if (amount < 0n && !signed) wrong(`${name} is below zero; put returns of earlier sales into gross`);
    return amount ?? 0n;
  };
  if (cell("gross") === "") wrong("gross is empty");
  const gross = amountOf("gross", true);
  const deductions = {
    returns: amountOf("returns"),
    tradeDiscounts: amountOf("trade_discounts"),
    taxes: amountOf("taxes"),
    freight: amountOf("freight"),
  };
  const less = Object.values(deductions).reduce((a, b) => a + b, 0n);
  if (cell("net") !== "" && amountOf("net", true) !== gross - less)
    wrong(`gross less deductions is ${inUnits(gross - less)}, but net says ${cell("net")}`);
  return {
    gross: String(gross),
    deductions: Object.fromEntries(
      Object.entries(deductions).map(([name, amount]) => [name, String(amount)]),
    ),
  };
}

/** The code of the country list; empty where none is stated, or one that there is not. */
function countryOf({ cell, wrong }: Reading): string {
  const stated = cell("country");
  const code = countryCode(stated);
  if (stated && !code)
    wrong(`country is ${stated}, which is none; write its two letters in ISO 3166, like DE`);
  return code ?? "";
}

function currencyOf({ cell, wrong }: Reading): string {
  const code = cell("currency").toUpperCase();
  if (code && !/^[A-Z]{3}$/.test(code))
    wrong(`currency is ${cell("currency")}; write three letters, like EUR`);
  return code;
}

/** Pounds for one unit of a foreign currency; where the average of a month counts, it is the same in every row. */
function rateOf(
  { cell, wrong }: Reading,
  {
    isForeign,
    currency,
    on,
    rates,
    fxSource,
  }: {
    isForeign: boolean;
    currency: string;
    on: CivilDate | null;
    rates: Map<string, string>;
    fxSource: FxSource;
  },
) {
  const fx = cell("fx");
  if (isForeign && fx === "") wrong(`sales in ${currency} need fx: pounds for one unit`);
  if (fx === "") return;
  if (!/^\d{1,20}(\.\d{1,12})?$/.test(fx) || rateRatio(fx).num === 0n)
    return wrong(
      `fx is ${fx}; write pounds for one unit with at most twelve places, like 0.8563 or 0.0000294`,
    );
  if (!exchangeRate.safeParse(fx).success)
    return wrong(`fx is ${fx}; one unit of a currency is worth at most £1,000`);
  const isSame = (other: string) => rateRatio(other).num === rateRatio(fx).num;
  if (!isForeign) return isSame("1") ? undefined : wrong("sales in pounds have no fx");
  if (!on || fxSource === "day_rate") return;
  const name = `${on.slice(0, 7)} ${currency}`;
  const before = rates.get(name);
  if (before !== undefined && !isSame(before))
    wrong(`fx of ${currency} in ${on.slice(0, 7)} is ${fx} here and ${before} above: one average a month`);
  rates.set(name, before ?? fx);
}

/** A product that is sold with others bears royalty by its price alone. */
function combinationOf({ cell, wrong }: Reading) {
  const [alone, others] = [cell("price_alone"), cell("price_of_others")];
  if ((alone === "") !== (others === ""))
    wrong("a combination product has both price_alone and price_of_others");
  for (const price of [alone, others])
    if (price !== "" && (parseDecimal(price)?.num ?? 0n) <= 0n) wrong(`${price} is no price above zero`);
  return alone ? { a: alone, b: others } : null;
}
