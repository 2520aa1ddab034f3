import { readCsv } from "#server/lib/csv.ts";
import { addMonths, type CivilDate, isCivil, type Period } from "#server/lib/dates.ts";
import { parseDecimal } from "#server/lib/money.ts";

/** What is wrong with a statement, and on which line of it; line 0 is about the whole. */
export type Fault = { line: number; sentence: string };
export type ReadStatement = { body: Record<string, unknown> | null; faults: Fault[] };

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
export const profitColumns = { required: ["category", "amount"], optional: [] } as const;

/** Amounts as people export them: "1,234.5", "-20", with at most two places. In hundredths; null when it is none. */
function hundredths(text: string): bigint | null {
  const match = /^(-?)(\d{1,3}(?:,\d{3})+|\d{1,13})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match) return null;
  const size = BigInt(match[2]!.replaceAll(",", "")) * 100n + BigInt((match[3] ?? "").padEnd(2, "0"));
  return match[1] ? -size : size;
}

/**
 * The sales of a quarter from CSV, typed or uploaded. Every fault is named with its line; with one fault nothing is
 * taken. A row's gross less its deductions must be its net where it states one; sales abroad need a rate, and with
 * monthly averages every row of a month and currency has the same.
 */
export function readSales(
  text: string,
  quarter: Period,
  { fxSource }: { fxSource?: string | undefined },
): ReadStatement {
  const { rows, faults } = readCsv(text, salesColumns);
  if (faults.length > 0) return { body: null, faults };
  if (rows.length === 0) return { body: { sales: [] }, faults: [] };
  const found: Fault[] = [];
  const rates = new Map<string, string>();
  const sales = rows.map(({ line, cells }) => {
    const wrong = (sentence: string) => found.push({ line, sentence });
    const cell = (name: string) => (cells[name] ?? "").trim();
    const amountOf = (name: string, signed = false): bigint => {
      if (cell(name) === "") return 0n;
      const amount = hundredths(cell(name));
      if (amount === null) wrong(`${name} is ${cell(name)}, which is no amount with at most two places`);
      else if (amount < 0n && !signed)
        wrong(`${name} is below zero; put returns of earlier sales into gross`);
      return amount ?? 0n;
    };
    const on = dayOf(cell("month"));
    if (!on)
      wrong(`month is ${cell("month") || "empty"}; write it as year-month, like ${quarter.from.slice(0, 7)}`);
    else if (addMonths(`${on.slice(0, 8)}01` as CivilDate, 1) <= quarter.from || on >= quarter.to)
      wrong(`${cell("month")} is not in the quarter from ${quarter.from} to ${quarter.to}`);
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
    const country = cell("country").toUpperCase();
    if (country && !/^[A-Z]{2}$/.test(country))
      wrong(`country is ${cell("country")}; write two letters, like DE`);
    const currency = cell("currency").toUpperCase();
    if (currency && !/^[A-Z]{3}$/.test(currency))
      wrong(`currency is ${cell("currency")}; write three letters, like EUR`);
    const isForeign = currency !== "" && currency !== "GBP";
    const fx = cell("fx");
    if (isForeign && fx === "") wrong(`sales in ${currency} need fx: pounds for one unit`);
    if (fx !== "" && (parseDecimal(fx)?.num ?? 0n) <= 0n)
      wrong(`fx is ${fx}; write pounds for one unit with at most six places, like 0.8563`);
    if (!isForeign && fx !== "" && parseDecimal(fx)?.num !== 1_000_000n) wrong("sales in pounds have no fx");
    if (isForeign && fx !== "" && on && fxSource !== "day_rate") {
      const name = `${on.slice(0, 7)} ${currency}`;
      const before = rates.get(name);
      if (before !== undefined && before !== fx)
        wrong(
          `fx of ${currency} in ${on.slice(0, 7)} is ${fx} here and ${before} above: one average a month`,
        );
      rates.set(name, before ?? fx);
    }
    const units = cell("units");
    if (units !== "" && (parseDecimal(units)?.num ?? -1n) < 0n)
      wrong(`units is ${units}, which is no quantity`);
    const [alone, others] = [cell("price_alone"), cell("price_of_others")];
    if ((alone === "") !== (others === ""))
      wrong("a combination product has both price_alone and price_of_others");
    for (const price of [alone, others])
      if (price !== "" && (parseDecimal(price)?.num ?? 0n) <= 0n) wrong(`${price} is no price above zero`);
    return {
      on: on ?? quarter.from,
      ...(cell("product") && { product: cell("product") }),
      ...(country && { country }),
      ...(cell("channel") && { channel: cell("channel") }),
      ...(units && { units }),
      gross: String(gross),
      deductions: Object.fromEntries(
        Object.entries(deductions).map(([name, amount]) => [name, String(amount)]),
      ),
      ...(isForeign && { currency, fx }),
      ...(alone && { combination: { a: alone, b: others } }),
    };
  });
  return found.length > 0 ? { body: null, faults: found } : { body: { sales }, faults: [] };
}

/** The profit of a year from CSV: one row a category; revenue, direct and overhead by name, others as the terms name them. */
export function readProfit(
  text: string,
  { costCaps = {} }: { costCaps?: Record<string, unknown> },
): ReadStatement {
  const { rows, faults } = readCsv(text, profitColumns);
  if (faults.length > 0) return { body: null, faults };
  const found: Fault[] = [];
  const sums = new Map<string, bigint>();
  for (const { line, cells } of rows) {
    const category = (cells.category ?? "").trim();
    const amount = hundredths(cells.amount ?? "");
    if (!["revenue", "direct", "overhead"].includes(category) && !(category in costCaps))
      found.push({
        line,
        sentence: `${category || "An empty category"} is not agreed; use revenue, direct, overhead${Object.keys(costCaps).length ? `, ${Object.keys(costCaps).join(", ")}` : ""}`,
      });
    if (amount === null || amount < 0n)
      found.push({ line, sentence: `amount is ${cells.amount || "empty"}, which is no amount of pounds` });
    sums.set(category, (sums.get(category) ?? 0n) + (amount ?? 0n));
  }
  if (!sums.has("revenue")) found.push({ line: 0, sentence: "There is no row for revenue" });
  if (found.length > 0) return { body: null, faults: found };
  const of = (name: string) => String(sums.get(name) ?? 0n);
  const others = [...sums].filter(([name]) => name in costCaps);
  return {
    body: {
      revenue: of("revenue"),
      direct: of("direct"),
      overhead: of("overhead"),
      costs: Object.fromEntries(others.map(([name, amount]) => [name, String(amount)])),
    },
    faults: [],
  };
}

/** "2026-04" is the first of the month; a whole day stays as it is. */
function dayOf(text: string): CivilDate | null {
  const day = /^\d{4}-\d{2}$/.test(text) ? `${text}-01` : text;
  return isCivil(day) ? day : null;
}

const inUnits = (amount: bigint) => {
  const size = amount < 0n ? -amount : amount;
  return `${amount < 0n ? "-" : ""}${size / 100n}.${String(size % 100n).padStart(2, "0")}`;
};

/** Rows to begin with: one a month of the quarter, or the categories of a year. */
export function startingRows(
  fact: "reported" | "stated",
  { from }: Period,
  costCaps: Record<string, unknown> = {},
): string {
  if (fact === "stated")
    return [
      "category,amount",
      "revenue,",
      "direct,",
      "overhead,",
      ...Object.keys(costCaps).map((name) => `${name},`),
    ].join("\n");
  const months = [0, 1, 2].map((index) => addMonths(from, index).slice(0, 7));
  return [
    "month,product,country,gross,returns,trade_discounts,taxes,freight",
    ...months.map((month) => `${month},,GB,,,,,`),
  ].join("\n");
}
