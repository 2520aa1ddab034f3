import {
  addDays,
  addMonths,
  anchoredYears,
  type CivilDate,
  formatDate,
  minDate,
  type Period,
  periodsOf,
} from "#server/lib/dates.ts";
import { atLeastZero, least, type Pence, percent, pounds, shareOf, sum } from "#server/lib/money.ts";
import { capitalised } from "#server/lib/words.ts";
import { priced } from "../../engine/banding.ts";
import { asRatio } from "../../engine/fields.ts";
import { defineModel, nothingPeculiar } from "../../engine/model.ts";
import { line, netOf, pool, supply } from "../../engine/parts.ts";
import type { Charge, Context, Earning, Line } from "../../engine/plan.ts";
import { faults } from "./faults.ts";
import { price } from "./price.ts";
import { rateOn } from "./rates.ts";
import { reports } from "./reports.ts";
import { type CostTerms, type Fact, fact, terms } from "./terms.ts";
import { words } from "./words.ts";

/** Model 3: the cost of access, never more than it cost (README §3). */
export const costRecovery = defineModel({
  ...nothingPeculiar,
  kind: "cost_recovery",
  number: 3,
  title: "Cost recovery",
  summary: "The licensee pays what access costs the NHS, and nothing for the data itself.",
  terms,
  fact,
  component: "service",
  commercial: false,
  cadence: "once",
  countsByYear: false,
  takesFeeCredit: false,
  dependsOnSuccess: false,
  risk: null,
  ...words,
  ...price,
  ...reports,
  covers: ({ rates, reviewFee }) => ({ work: Object.keys(rates), reviews: reviewFee !== undefined }),
  plan(terms, facts, context) {
    const { id, term, ended } = context;
    // The account is closed when the work is complete, and at the end at the latest; what is committed by then is paid.
    const end = minDate(ended?.on ?? term.to, term.to);
    const finished = minDate(facts.find((f) => f.fact === "completed")?.on ?? end, end);
    const counted = facts.filter(
      (f) => f.known <= addDays(finished, terms.lateCostDays) && (f.fact === "spent" || f.on < end),
    );
    const shared = pool(id, "4150", "2410");
    const deposit = terms.estimate === undefined ? 0n : shareOf(terms.estimate, terms.depositBp);
    const charge = (one: Pick<Charge, "key" | "on" | "lines"> & Partial<Charge>) =>
      supply({ component: id, period: term, earned: "elsewhere", pool: shared, vat: terms.vat, ...one });

    const charges: Charge[] = [];
    if (deposit > 0n)
      charges.push(
        charge({
          key: `${id}/deposit`,
          on: term.from,
          lines: [
            line(
              "Deposit",
              deposit,
              `${percent(terms.depositBp)} of the estimate of ${pounds(terms.estimate!)}`,
            ),
          ],
        }),
      );
    const monthly =
      terms.billed === "monthly" ? byMonth(terms, counted, finished, deposit, charge, context) : nothingYet;
    charges.push(...monthly.charges);
    const earnings = [...monthly.earnings];
    const last = accountOf(terms, counted);
    // A cap that is lowered below what the months came to gives nothing back.
    const bill = last.bill > monthly.bill ? last.bill : monthly.bill;
    if (last.actual > 0n || deposit > 0n || facts.some((f) => f.fact === "completed")) {
      const lines = [...last.lines];
      if (bill < last.actual)
        lines.push(line("Above the cap, not charged", bill - last.actual, `never more than ${pounds(bill)}`));
      const covered = least(bill, deposit);
      if (covered < deposit)
        charges.push(
          charge({
            key: `${id}/deposit`,
            on: finished,
            lines: [
              line(
                "Deposit",
                bill,
                `The work came to ${pounds(bill)}, less than the deposit of ${pounds(deposit)}`,
              ),
            ],
          }),
        );
      if (covered > 0n)
        lines.push(line("Deposit already billed", -covered, `${pounds(covered)} of the deposit`));
      const before = atLeastZero(monthly.bill - deposit);
      if (before > 0n) lines.push(line("Billed by month", -before, `${pounds(before)} on earlier invoices`));
      charges.push(charge({ key: `${id}/final`, on: finished, lines }));
      const recognised = sum(earnings.map(({ net }) => net));
      if (bill > recognised)
        earnings.push({
          key: `${id}/earned`,
          net: bill - recognised,
          on: finished,
          pool: shared,
          workings: `Cost of the work ${pounds(bill)}`,
        });
    }
    charges.push(...reviews(terms, context));
    return { charges, earnings };
  },
  faults,
});

type Monthly = {
  charges: Charge[];
  earnings: Earning[];
  /** What the months and the deposit came to. */
  bill: Pence;
};
const nothingYet: Monthly = { charges: [], earnings: [], bill: 0n };

/** What was done by the end of each month, less the deposit and what was billed before; income month by month. */
function byMonth(
  terms: CostTerms,
  counted: readonly Fact[],
  finished: CivilDate,
  deposit: Pence,
  charge: (one: Pick<Charge, "key" | "on" | "lines"> & Partial<Charge>) => Charge,
  context: Context<Fact>,
): Monthly {
  const { id } = context;
  const months: Monthly = { charges: [], earnings: [], bill: 0n };
  for (const month of monthsBefore(finished, context)) {
    const before = months.bill;
    const upTo = accountOf(
      terms,
      counted.filter(({ on }) => on < month.to),
    );
    if (upTo.bill <= before) continue;
    months.bill = upTo.bill;
    const covered = before > deposit ? before : deposit;
    const due = atLeastZero(upTo.bill - covered);
    const { pool: shared, ...billed } = charge({
      key: `${id}/${month.from}`,
      period: month,
      on: month.to,
      lines: [
        line("Work so far", upTo.bill, costWords(upTo)),
        line("Billed before", due - upTo.bill, `${pounds(covered)} of deposit and earlier months`),
      ],
    });
    months.charges.push({ ...billed, pool: shared });
    months.earnings.push({
      key: `${id}/${month.from}/earned`,
      net: upTo.bill - before,
      on: addDays(month.to, -1),
      pool: shared,
      workings: `Cost of the work ${pounds(upTo.bill - before)}`,
    });
  }
  return months;
}

export type Account = {
  lines: Line[];
  actual: Pence;
  estimate: Pence | null;
  cap: Pence | null;
  bill: Pence;
};

/** What the work came to, line by line, against the estimate and the cap as the last change order left them. */
export function accountOf(terms: CostTerms, facts: readonly Fact[]): Account {
  const order = facts.findLast((f) => f.fact === "reordered");
  const estimate = order?.fact === "reordered" ? order.estimate : (terms.estimate ?? null);
  const recapped = facts.findLast((f) => f.fact === "reordered" && f.cap !== undefined);
  const cap = (recapped?.fact === "reordered" ? recapped.cap : undefined) ?? terms.cap ?? null;
  const lines = worked(terms, facts);
  const actual = netOf({ lines });
  return { lines, actual, estimate, cap, bill: cap === null ? actual : least(cap, actual) };
}

const costWords = ({ actual, cap }: Account) =>
  `cost ${pounds(actual)}${cap === null ? "" : `, never more than ${pounds(cap)}`}`;

/** Whole months of the term before the work was complete. */
const monthsBefore = (finished: CivilDate, { term, until }: Context<Fact>): Period[] =>
  periodsOf(term, 1).filter(({ to }) => to <= finished && to <= addMonths(until, 1));

function worked(terms: CostTerms, facts: readonly Fact[]): Line[] {
  const lines: Line[] = [];
  const labour: Pence[] = [];
  for (const f of facts) {
    if (f.fact === "worked") {
      const price = rateOn(terms, f.rate, f.on);
      if (price === null) continue;
      const net = priced(asRatio(f.quantity), { num: price, den: 1n });
      lines.push(line(capitalised(f.rate), net, `${f.quantity} × ${pounds(price)}`));
      if (f.rate === terms.labour) labour.push(net);
    } else if (f.fact === "spent") lines.push(line(capitalised(f.what), f.cost, "at cost"));
  }
  const overhead = shareOf(sum(labour), terms.overheadBp);
  if (overhead > 0n)
    lines.push(
      line("Overhead on labour", overhead, `${percent(terms.overheadBp)} of ${pounds(sum(labour))}`),
    );
  return lines;
}

/** A fee at the end of each whole year after the first, while the licence runs. */
function reviews({ reviewFee, vat }: CostTerms, { id, term, ended, until }: Context<Fact>): Charge[] {
  if (reviewFee === undefined) return [];
  const end = minDate(ended?.on ?? term.to, term.to);
  return anchoredYears(term)
    .slice(1)
    .filter(({ whole }) => whole.from <= until && whole.to <= end)
    .map(({ whole: year }) =>
      supply({
        key: `${id}/${year.from}/review`,
        component: id,
        period: year,
        on: year.to,
        lines: [
          line("Yearly review", reviewFee, `agreed, for the year to ${formatDate(addDays(year.to, -1))}`),
        ],
        earned: { on: addDays(year.to, -1) },
        pool: pool(`${id}/${year.from}/review`, "4150"),
        vat,
      }),
    );
}
