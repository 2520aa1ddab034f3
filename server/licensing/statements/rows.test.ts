import { describe, expect, test } from "vitest";
import { modelOf } from "#server/commercial-models/index.ts";
import { readProfit as readProfitRows } from "#server/commercial-models/models/profit-share/statement.ts";
import { rowsOf } from "#server/commercial-models/models/royalty/sales.ts";
import {
  readSales as readSalesRows,
  salesColumns,
} from "#server/commercial-models/models/royalty/sales-rows.ts";
import { type Reported, royaltyFact, royaltyTerms } from "#server/commercial-models/models/royalty/terms.ts";
import { civil } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";
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
    [
      "a month outside the quarter",
      "month,gross\n2026-07,1.00",
      2,
      /^2026-07 is not in the period from 1 April 2026 to 30 June 2026$/,
    ],
    ["a month that is none", "month,gross\n2026-13,1.00", 2, /year-month/],
    ["three places", "month,gross\n2026-04,1.005", 2, /at most two places/],
    ["thirteen digits", "month,gross\n2026-04,9999999999999.00", 2, /more than £100,000,000,000/],
    [
      "a penny more than £100,000,000,000",
      "month,gross\n2026-04,100000000000.01",
      2,
      /^gross is 100000000000.01, which is more than £100,000,000,000$/,
    ],
    [
      "dong that are worth more than £100,000,000,000",
      "month,gross,currency,fx\n2026-04,3500000000000000,VND,0.000029",
      2,
      /^gross is 3500000000000000 at 0.000029, which is more than £100,000,000,000$/,
    ],
    ["a decimal comma", 'month,gross\n2026-04,"1.234,56"', 2, /write a point .* like 1234.56$/],
    ["a country that is none", "month,gross,country\n2026-04,1,XX", 2, /^country is XX, which is none/],
    [
      "thirteen places of a rate",
      "month,gross,currency,fx\n2026-04,1,VND,0.0000294000001",
      2,
      /at most twelve/,
    ],
    ["a day before the quarter", "month,gross\n2026-03-31,1", 2, /^31 March 2026 is not in the period/],
    ["a day after it", "month,gross\n2026-07-01,1", 2, /^1 July 2026 is not in the period/],
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
    ["a country in three letters", "month,gross,country\n2026-04,10.00,DEU", 2, /two letters in ISO 3166/],
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

describe("a quarter from the 27th to the 26th", () => {
  const read = (text: string, from: string, to: string) =>
    readStated({ columns: salesColumns, read: readSalesRows }, text, monthly, {
      from: civil(from),
      to: civil(to),
    });
  const before = ["2026-04-27", "2026-07-27"] as const;
  const after = ["2026-07-27", "2026-10-27"] as const;

  test("26 July is in the one that ends on it, and in no other", () => {
    const text = "month,gross\n2026-07-26,1000";
    expect(read(text, ...before).faults).toEqual([]);
    expect(read(text, ...after).faults).toEqual([
      { line: 2, sentence: "26 July 2026 is not in the period from 27 July 2026 to 26 October 2026" },
    ]);
  });

  test("a month that lies in two of them is given by day", () => {
    const text = "month,gross\n2026-07,1000";
    expect(read(text, ...before).faults).toEqual([
      {
        line: 2,
        sentence:
          "2026-07 is only partly in the period from 27 April 2026 to 26 July 2026: give its sales of 1 July 2026 to 26 July 2026 with a day instead of the month, like 2026-07-01",
      },
    ]);
    expect(read(text, ...after).faults[0]!.sentence).toMatch(
      /give its sales of 27 July 2026 to 31 July 2026 with a day .* like 2026-07-27$/,
    );
    expect(read("month,gross\n2026-08,1000", ...after).faults).toEqual([]);
  });

  test("the rows to begin with are rows that it takes", () => {
    const { startingRows } = modelOf("royalty").statement!;
    const rows = startingRows(undefined as never, civil("2026-07-27"));
    expect(rows.split("\n").slice(1)).toEqual([
      "2026-07-27,,GB,,,,,",
      "2026-08,,GB,,,,,",
      "2026-09,,GB,,,,,",
      "2026-10-01,,GB,,,,,",
    ]);
    expect(read(rows.replaceAll(",GB,,", ",GB,5,"), ...after).faults).toEqual([]);
  });
});

describe("exchange rates have as many places as they need", () => {
  const grossOf = (text: string) => {
    const { body, faults } = readSales(text, monthly);
    expect(faults).toEqual([]);
    const { sales } = royaltyFact.parse({
      fact: "reported",
      id: "q",
      on: "2026-04-01",
      known: "2026-07-01",
      ...body,
    }) as Reported;
    return rowsOf(royaltyTerms.parse({ kind: "royalty", bands: [{ upTo: null, rateBp: 200 }] }), {
      sales,
    }).map(({ gross }) => pounds(gross));
  };
  const head = "month,product,country,gross,currency,fx";

  test("34,012,500,000 dong at 0.0000294 are £999,967.50", () => {
    expect(grossOf(`${head}\r\n2026-04,A,VN,34012500000,VND,0.0000294`)).toEqual(["£999,967.50"]);
  });
  test("150,000,000,000 dong at 0.000029 are £4,350,000.00, however many dong that are", () => {
    expect(grossOf(`${head}\r\n2026-04,A,VN,150000000000,VND,0.000029`)).toEqual(["£4,350,000.00"]);
  });
  test("0.85 and 0.8500 are one average of a month", () => {
    expect(grossOf(`${head}\r\n2026-04,A,DE,1000.00,EUR,0.85\r\n2026-04,B,DE,1000.00,EUR,0.8500`)).toEqual([
      "£850.00",
      "£850.00",
    ]);
  });
  test("1, 1.0 and nothing are the rate of pounds", () => {
    expect(grossOf(`${head}\n2026-04,A,GB,5,GBP,1.0\n2026-04,A,GB,5,,`)).toEqual(["£5.00", "£5.00"]);
  });
});

test("UK and XI are GB, and EL is GR, before anything is counted by country", () => {
  const { body } = readSales(
    "month,gross,country\n2026-04,1,uk\n2026-04,1,XI\n2026-04,1,EL\n2026-04,1,im",
    monthly,
  );
  expect((body!.sales as { country: string }[]).map(({ country }) => country)).toEqual([
    "GB",
    "GB",
    "GR",
    "IM",
  ]);
});

test("what Excel saves is read: semicolons, its empty rows and columns, headers with a capital", () => {
  const { body, faults } = readSales("Month;Product;Gross;;\r\n2026-04;Café;1234.50;;\r\n;;;;\r\n", monthly);
  expect(faults).toEqual([]);
  expect(body).toMatchObject({ sales: [{ product: "Café", gross: "123450" }] });
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
