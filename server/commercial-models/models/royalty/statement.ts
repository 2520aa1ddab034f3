import { addMonths, firstOfMonth, maxDate, type Period, within } from "#server/lib/dates.ts";
import type { Statement } from "../../engine/statement.ts";
import { estimatesOf, lifeOf, quartersStated } from "./life.ts";
import type { PromiseName } from "./reports.ts";
import { type Row, rowsOf } from "./sales.ts";
import { readSales, salesColumns } from "./sales-rows.ts";
import type { Reported, RoyaltyFact, RoyaltyTerms } from "./terms.ts";

/** The sales of a quarter, and what they earned. */
export const statement: Statement<RoyaltyTerms, RoyaltyFact, PromiseName> = {
  fact: "reported",
  promise: "royalty_report",
  title: "Royalty",
  named: "sales",
  what: "quarter",
  months: 3,
  periods: quartersStated,
  columns: salesColumns,
  help: "A row is a month of one product in one country; where a month is only partly in the quarter, a day of it. Amounts have at most two places. Sales abroad name their currency and fx, pounds for one unit with up to twelve places; returns of earlier sales are rows below zero. Where a row states its net, it must be gross less deductions.",
  startingRows: (_, from) =>
    [
      "month,product,country,gross,returns,trade_discounts,taxes,freight",
      ...monthsOf({ from, to: addMonths(from, 3) }).map((month) => `${month},,GB,,,,,`),
    ].join("\n"),
  read: readSales,
  claim: "What royalty did you calculate? (optional)",
  besides: ({ stackingBp }) =>
    stackingBp > 0
      ? { field: "thirdParty", label: "Royalties paid to others on the same sales (optional)" }
      : null,
  steps: ({ guarantee }) => [
    "Gross sales, turned into pounds, less the deductions that were agreed, are net sales.",
    "Net sales of the contract year so far, at the rates of their bands, are the royalty so far.",
    "Less what was earned before, that is the royalty of the quarter.",
    ...(guarantee === undefined
      ? []
      : ["It counts against the guarantee first; only what is above it is paid."]),
  ],
  sums(terms, facts, context, period) {
    const { quarters } = lifeOf(terms, context, facts, estimatesOf(terms, context));
    const quarter = quarters.find((one) => one.period.from === period.from);
    const report = facts.find((f): f is Reported => f.fact === "reported" && within(f.on, period));
    if (!quarter || !report) return null;
    const taken = quarter.recouped.reduce((total, { amount }) => total + amount, 0n);
    return {
      title: "What the quarter earned",
      ours: quarter.earned,
      steps: quarter.steps(),
      total: quarter.payable,
      totalLabel: "Payable for the quarter",
      figures: [
        ["Gross sales", quarter.gross],
        ["Deductions that count", quarter.deductions],
        ["Net sales", quarter.net],
        ["Royalty earned", quarter.earned],
        ["Guarantee left before", quarter.unrecouped + taken],
        ["Counted against it", taken],
        ["Guarantee left after", quarter.unrecouped],
      ],
      table: { ...salesTable, rows: rowsOf(terms, report).map(shown) },
    };
  },
};

/** The months of a quarter, as a row names them; one that is only partly in it by its first day there. */
function monthsOf({ from, to }: Period): string[] {
  const months: string[] = [];
  for (let month = firstOfMonth(from); month < to; month = addMonths(month, 1))
    months.push(month >= from && addMonths(month, 1) <= to ? month.slice(0, 7) : maxDate(month, from));
  return months;
}

const salesTable = {
  caption: "Rows in pounds",
  columns: [
    { header: "Month" },
    { header: "Product" },
    { header: "Country" },
    { header: "Rate" },
    { header: "Gross", amount: true },
    { header: "Deductions", amount: true },
    { header: "Bears royalty" },
  ],
  empty: "No sales in the quarter.",
} as const;

const shown = ({ sale, gross, deductions, exempt }: Row) => [
  sale.on.slice(0, 7),
  sale.product || "all",
  sale.country || "all",
  sale.fx ? `${sale.currency} × ${sale.fx}` : "GBP",
  gross,
  deductions,
  exempt ? `no: ${exempt}` : "yes",
];
