import { hundredths } from "../../engine/stated-rows.ts";
import type { Fault, ReadStatement, StatedRow, Statement } from "../../engine/statement.ts";
import type { PromiseName } from "./reports.ts";
import type { ProfitFact, ProfitTerms } from "./terms.ts";
import { calculateYears, yearsOf } from "./years.ts";

/** The profit of a year, and the share of it. */
export const statement: Statement<ProfitTerms, ProfitFact, PromiseName> = {
  fact: "stated",
  promise: "profit_statement",
  title: "Profit",
  named: "profit",
  what: "year",
  months: 12,
  periods: (terms, context) => yearsOf(terms, context).map(({ period }) => ({ ...period, ends: period.to })),
  columns: { required: ["category", "amount"], optional: [] },
  help: "One row a category, amounts in pounds.",
  startingRows: ({ costCaps }) =>
    ["category,amount", ...[...always, ...Object.keys(costCaps)].map((name) => `${name},`)].join("\n"),
  read: readProfit,
  claim: "What share did you calculate? (optional)",
  besides: () => null,
  steps: () => [
    "Revenue less the costs that count is profit.",
    "Earlier losses and the hurdle come off; the rest is shared at the rates of its bands.",
    "Floor and cap apply; what was paid on account comes off.",
  ],
  sums(terms, facts, context, period) {
    const years = calculateYears(terms, yearsOf(terms, context), facts, new Map());
    const year = years.find((one) => one.year.period.from === period.from);
    if (!year?.stated) return null;
    const { losses } = year;
    return {
      title: "What the year’s share is",
      ours: year.share,
      steps: year.steps,
      total: year.share,
      totalLabel: "Share of the year",
      figures: [
        ["Profit", year.profit],
        ["Losses brought forward", losses.opening],
        ["Losses used", losses.used],
        ["Losses carried forward", losses.closing],
        ["Profit that is shared", year.base],
      ],
      table: {
        caption: "Costs claimed and allowed",
        columns: [
          { header: "Cost" },
          { header: "Claimed", amount: true },
          { header: "Allowed", amount: true },
        ],
        rows: year.costs.map(({ name, claimed, allowed }) => [name, claimed, allowed]),
        empty: "No costs were claimed.",
      },
    };
  },
};

const always = ["revenue", "direct", "overhead"];

/** One row a category: revenue, direct and overhead by name, others as the terms name them. */
export function readProfit(
  rows: readonly StatedRow[],
  { costCaps = {} }: { costCaps?: Record<string, unknown> },
): ReadStatement {
  const faults: Fault[] = [];
  const sums = new Map<string, bigint>();
  for (const { line, cells } of rows) {
    const category = (cells.category ?? "").trim();
    const amount = hundredths(cells.amount ?? "");
    if (!always.includes(category) && !Object.hasOwn(costCaps, category))
      faults.push({
        line,
        sentence: `${category || "An empty category"} is not agreed; use ${[...always, ...Object.keys(costCaps)].join(", ")}`,
      });
    if (amount === null || amount < 0n)
      faults.push({ line, sentence: `amount is ${cells.amount || "empty"}, which is no amount of pounds` });
    sums.set(category, (sums.get(category) ?? 0n) + (amount ?? 0n));
  }
  if (!sums.has("revenue")) faults.push({ line: 0, sentence: "There is no row for revenue" });
  if (faults.length > 0) return { body: null, faults };
  const named = (name: string) => String(sums.get(name) ?? 0n);
  return {
    body: {
      revenue: named("revenue"),
      direct: named("direct"),
      overhead: named("overhead"),
      costs: Object.fromEntries(
        [...sums]
          .filter(([name]) => Object.hasOwn(costCaps, name))
          .map(([name, amount]) => [name, String(amount)]),
      ),
    },
    faults: [],
  };
}
