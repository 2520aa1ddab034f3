import {
  addDays,
  addMonths,
  type CivilDate,
  daysBetween,
  formatDate,
  minDate,
  type Period,
  periodsOf,
} from "#server/lib/dates.ts";
import { least, type Pence, pounds, roundHalfAway, scaled } from "#server/lib/money.ts";
import { defineModel, nothingPeculiar } from "../../engine/model.ts";
import { line, netOf, pool, supply } from "../../engine/parts.ts";
import type { Charge, Commitment, Line } from "../../engine/plan.ts";
import { faults } from "./faults.ts";
import { asOf, type File, filesOf, quantityOf } from "./files.ts";
import { price } from "./price.ts";
import { rate } from "./rating.ts";
import { reports } from "./reports.ts";
import { fact, terms, type UsageTerms } from "./terms.ts";
import { words } from "./words.ts";

/** Model 6: a price for what was used, billed after the period (README §6). */
export const usageBased = defineModel({
  ...nothingPeculiar,
  kind: "usage_based",
  number: 6,
  title: "Usage-based",
  summary: "The licensee pays for what it uses, month by month, at published bands.",
  terms,
  fact,
  component: "usage",
  commercial: true,
  cadence: "yearly",
  countsByYear: false,
  takesFeeCredit: false,
  dependsOnSuccess: false,
  risk: null,
  ...words,
  ...price,
  ...reports,
  faults,
  plan(terms, _facts, { id, term, ended, heard, until }) {
    const end = minDate(ended?.on ?? term.to, term.to);
    const used = { from: term.from, to: end };
    const all = periodsOf(used, terms.periodMonths);
    const periods = all.filter(({ from }) => from <= until);
    const billDays = all.map(({ to }) => addDays(to, terms.graceDays));
    const files = filesOf(periods, heard, terms);
    const charges: Charge[] = [];
    for (const [index, period] of periods.entries()) {
      const file = files[index]!;
      // Billed after the grace; what is heard later waits for the next bill, or is billed when known after the last.
      const days = new Set<CivilDate>([billDays[index]!]);
      for (const { known } of file.versions)
        if (known > billDays[index]! && known <= file.closes)
          days.add(billDays.find((day) => day >= known) ?? known);
      let before: Pence | null = null;
      for (const on of [...days].sort()) {
        const guessed = estimate(terms, files, index, billDays[index]!, on);
        const lines = guessed ?? rate(terms, quantityOf(terms, asOf(file, on)));
        const net = netOf({ lines });
        if (net === before) continue;
        charges.push(
          supply({
            key: `${id}/${period.from}`,
            component: id,
            period,
            on,
            lines,
            ...(terms.cap !== undefined && { cap: terms.cap }),
            earned: { on: addDays(period.to, -1) },
            pool: pool(`${id}/${period.from}`, "4120"),
            ...(guessed && { estimated: true }),
          }),
        );
        before = net;
      }
    }
    const inFull = ended?.by === "customer_breach";
    return {
      charges,
      commitments: [
        ...minimums(id, terms, terms.periodMinimum, terms.periodMonths, "period-minimum", used, term, inFull),
        ...minimums(id, terms, terms.yearlyMinimum, 12, "minimum", used, term, inFull),
      ],
    };
  },
});

/**
 * The mean of the last three periods, when nothing was heard of a period and nobody declared it complete; null when
 * something was. Its inputs are those of the day it would have been billed, so that late usage elsewhere does not move it.
 */
function estimate(
  terms: UsageTerms,
  files: readonly File[],
  index: number,
  billDay: CivilDate,
  on: CivilDate,
): Line[] | null {
  if (!terms.estimateMissing || asOf(files[index]!, on).length > 0) return null;
  const last = files
    .slice(0, index)
    .map((file) => asOf(file, billDay))
    .filter((known) => known.length > 0)
    .slice(-3)
    .map((known) => capped(terms, rate(terms, quantityOf(terms, known))));
  if (last.length === 0) return null;
  const mean = roundHalfAway(
    last.reduce((total, one) => total + one, 0n),
    BigInt(last.length),
  );
  return [
    line(
      "Usage estimated",
      mean,
      `nothing was heard of the period by ${formatDate(billDay)}; mean of ${last.map(pounds).join(", ")}, put right by the real figure`,
    ),
  ];
}

const capped = ({ cap }: UsageTerms, lines: Line[]): Pence => {
  const net = netOf({ lines });
  return cap === undefined ? net : least(cap, net);
};

/** A minimum over each period of so many months, by days for a part; in full where the customer broke the contract. */
function minimums(
  id: string,
  terms: UsageTerms,
  minimum: Pence | undefined,
  months: number,
  slot: string,
  used: Period,
  term: Period,
  inFull: boolean,
): Commitment[] {
  if (minimum === undefined) return [];
  return periodsOf(term, months)
    .filter(({ from }) => from < used.to)
    .map((whole) => {
      const to = minDate(whole.to, used.to);
      // A last period that the term itself cuts short is still shared by the days of a whole one.
      const full = daysBetween(whole.from, fullEnd(term, whole, months));
      const days = daysBetween(whole.from, inFull ? whole.to : to);
      return {
        key: `${id}/${whole.from}/${slot}`,
        component: id,
        components: [id],
        period: { from: whole.from, to },
        on: addDays(to, terms.graceDays),
        amount: scaled(minimum, days, full),
        workings: days === full ? pounds(minimum) : `${pounds(minimum)} × ${days}/${full} days`,
        pool: pool(`${id}/${whole.from}/${slot}`, "4120"),
      };
    });
}

const fullEnd = (term: Period, { from }: Period, months: number): CivilDate => {
  for (let index = 1; ; index++) {
    const to = addMonths(term.from, index * months);
    if (to > from) return to;
  }
};
