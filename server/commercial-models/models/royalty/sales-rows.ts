import type { CivilDate, Period } from "#server/lib/dates.ts";
import { type Pence, parseDecimal } from "#server/lib/money.ts";
import { exchangeRate } from "../../engine/fields.ts";
import { hundredths, inUnits, isOutside, monthOrDay } from "../../engine/stated-rows.ts";
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
    const amounts = amountsOf(row);
    const country = codeOf(row, "country", 2, "DE");
    const currency = codeOf(row, "currency", 3, "EUR");
    const isForeign = currency !== "" && currency !== "GBP";
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
  else if (isOutside(on, quarter))
    wrong(`${month} is not in the quarter from ${quarter.from} to ${quarter.to}`);
  return on;
}

function amountsOf({ cell, wrong }: Reading) {
  const amountOf = (name: string, signed = false): Pence => {
    if (cell(name) === "") return 0n;
    const amount = hundredths(cell(name));
    if (amount === null)
      wrong(`${name} is ${cell(name)}, which is no amount up to 100,000,000,000 with at most two places`);
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

function codeOf({ cell, wrong }: Reading, name: string, letters: 2 | 3, like: string): string {
  const code = cell(name).toUpperCase();
  if (code && !new RegExp(`^[A-Z]{${letters}}$`).test(code))
    wrong(`${name} is ${cell(name)}; write ${letters === 2 ? "two" : "three"} letters, like ${like}`);
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
  if (fx !== "" && (parseDecimal(fx)?.num ?? 0n) <= 0n)
    wrong(`fx is ${fx}; write pounds for one unit with at most six places, like 0.8563`);
  else if (!exchangeRate.safeParse(fx || "1").success)
    wrong(`fx is ${fx}; one unit of a currency is worth at most £1,000`);
  if (!isForeign && fx !== "" && parseDecimal(fx)?.num !== 1_000_000n) wrong("sales in pounds have no fx");
  if (!isForeign || fx === "" || !on || fxSource === "day_rate") return;
  const name = `${on.slice(0, 7)} ${currency}`;
  const before = rates.get(name);
  if (before !== undefined && before !== fx)
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
