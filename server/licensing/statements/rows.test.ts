import { describe, expect, test } from "vitest";
import { modelOf } from "#server/commercial-models/index.ts";
import { readProfit as readProfitRows } from "#server/commercial-models/models/profit-share/statement.ts";
import {
  readSales as readSalesRows,
  salesColumns,
} from "#server/commercial-models/models/royalty/sales-rows.ts";
import { civil } from "#server/lib/dates.ts";
import { readStated } from "./rows.ts";

const quarter = { from: civil("2026-04-01"), to: civil("2026-07-01") };
type Fx = { fxSource: "monthly_average" | "day_rate" };
const monthly: Fx = { fxSource: "monthly_average" };
const readSales = (text: string, terms: Fx) =>
  readStated({ columns: salesColumns, read: readSalesRows }, text, terms, quarter);
const readProfit = (text: string, terms: { costCaps?: Record<string, number> }) =>
  readStated(
    { columns: { required: ["category", "amount"], optional: [] }, read: readProfitRows },
    text,
    terms,
    quarter,
  );
const faultsOf = (text: string, fx = monthly) => readSales(text, fx).faults;

describe("a statement of sales is refused line by line", () => {
  const cases: [string, string, number, RegExp][] = [
    ["a month outside the quarter", "month,gross\n2026-07,1.00", 2, /not in the quarter/],
    ["a month that is none", "month,gross\n2026-13,1.00", 2, /year-month/],
    ["three places", "month,gross\n2026-04,1.005", 2, /at most two places/],
    ["thirteen digits", "month,gross\n2026-04,9999999999999.00", 2, /no amount up to 100,000,000,000/],
    [
      "a currency beyond any",
      "month,gross,currency,fx\n2026-04,1,USD,99999999999999999999",
      2,
      /fx is 9+; one unit of a currency/,
    ],
    ["a deduction below zero", "month,gross,taxes\n2026-04,10.00,-1.00", 2, /taxes is below zero/],
    [
      "a net that does not add up",
      "month,gross,returns,net\n2026-04,10.00,1.00,8.00",
      2,
      /gross less deductions is 9.00/,
    ],
    ["sales abroad without a rate", "month,gross,currency\n2026-04,10.00,EUR", 2, /need fx/],
    [
      "two rates in one month",
      "month,gross,currency,fx\n2026-04,1,EUR,0.85\n2026-04,1,EUR,0.86",
      3,
      /one average a month/,
    ],
    ["a country in three letters", "month,gross,country\n2026-04,10.00,DEU", 2, /two letters/],
    [
      "half a combination",
      "month,gross,price_alone\n2026-04,10.00,3",
      2,
      /both price_alone and price_of_others/,
    ],
  ];
  test.each(cases)("%s", (_, text, line, sentence) => {
    expect(faultsOf(text)).toEqual([{ line, sentence: expect.stringMatching(sentence) }]);
  });

  test("every fault is named, not only the first", () => {
    expect(faultsOf("month,gross\n2026-01,1\n2026-04,x\n2026-05,1.00").map(({ line }) => line)).toEqual([
      2, 3,
    ]);
  });

  test("rates of the day may differ within a month", () => {
    expect(
      faultsOf("month,gross,currency,fx\n2026-04-02,1,EUR,0.85\n2026-04-09,1,EUR,0.86", {
        fxSource: "day_rate",
      }),
    ).toEqual([]);
  });
});

test("returns of earlier sales are rows below zero, thousands may be marked, a quarter may have sold nothing", () => {
  const { body } = readSales('month,gross,product\n2026-04,"1,234.50",A\n2026-06,-20,A', monthly);
  expect((body!.sales as { gross: string }[]).map(({ gross }) => gross)).toEqual(["123450", "-2000"]);
  expect(readSales("month,gross\n", monthly)).toEqual({ body: { sales: [] }, faults: [] });
});

test("a profit statement adds its rows up by category and refuses one that was not agreed", () => {
  const rows = "category,amount\nrevenue,100.00\nrevenue,50.00\ndirect,20.00\nmarketing,5.00";
  expect(readProfit(rows, { costCaps: { marketing: 500 } }).body).toEqual({
    revenue: "15000",
    direct: "2000",
    overhead: "0",
    costs: { marketing: "500" },
  });
  expect(readProfit(rows, {}).faults).toEqual([
    { line: 5, sentence: expect.stringContaining("marketing is not agreed") },
  ]);
});

test("the rows that a form begins with are refused only for what is not filled in", () => {
  const faults = faultsOf(modelOf("royalty").statement!.startingRows({} as never, quarter.from));
  expect(faults.map(({ sentence }) => sentence)).toEqual([
    "gross is empty",
    "gross is empty",
    "gross is empty",
  ]);
});
