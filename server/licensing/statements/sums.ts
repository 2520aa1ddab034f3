import {
  type Contract,
  current,
  type LicenceFact,
  rateOn,
  ukRates,
} from "#server/commercial-models/engine/contract.ts";
import type { Context } from "#server/commercial-models/engine/plan.ts";
import {
  type ProfitFact,
  type ProfitYear,
  reckonProfit,
  yearsOf,
} from "#server/commercial-models/models/profit-share.ts";
import { type Quarter, type Row, rowsOf } from "#server/commercial-models/models/royalty/quarters.ts";
import { estimatesOf, lifeOf } from "#server/commercial-models/models/royalty/royalty.ts";
import type { Reported, RoyaltyFact } from "#server/commercial-models/models/royalty/terms.ts";
import { addMonths, type CivilDate, type Period } from "#server/lib/dates.ts";
import type { Pence } from "#server/lib/money.ts";

/** What a period of sales came to by our own calculation, row by row. */
export type SalesSums = {
  kind: "royalty";
  rows: (Omit<Row, "sale"> & {
    on: string;
    product: string;
    country: string;
    currency: string;
    fx: string;
    units: string;
  })[];
  quarter: Omit<Quarter, "steps" | "recouped"> & {
    steps: ReturnType<Quarter["steps"]>;
    recouped: Pence;
    opening: Pence;
  };
};
export type ProfitSums = { kind: "profit_share"; year: ProfitYear };

/** Our own sum of a period, from every fact given, by the model that bills. Null when nothing is stated of it. */
export function calculated(
  contract: Contract,
  component: string,
  known: readonly LicenceFact[],
  period: Period,
): SalesSums | ProfitSums | null {
  const terms = contract.components.find(({ id }) => id === component)?.terms;
  const facts = current(known.filter((fact) => fact.component === component) as never[]);
  const ended = known.find((fact) => fact.fact === "ended");
  const context = {
    id: component,
    term: contract.term as Period,
    ended: ended?.fact === "ended" ? { on: ended.on, known: ended.known, by: ended.by } : null,
    until: addMonths(contract.term.to as CivilDate, 24),
    dueDays: contract.customer.dueDays,
    knownDays: [],
    heard: facts,
    knownBy: () => facts,
    vatRateBp: () => 0,
    baseRateBp: (on: CivilDate) => rateOn(ukRates.base, on),
  };
  if (terms?.kind === "royalty") {
    const royaltyFacts = facts as readonly RoyaltyFact[];
    const own = context as unknown as Context<RoyaltyFact>;
    const { quarters } = lifeOf(terms, own, royaltyFacts, estimatesOf(terms, own));
    const index = quarters.findIndex((quarter) => quarter.period.from === period.from);
    const quarter = quarters[index];
    const report = royaltyFacts.find(
      (f): f is Reported => f.fact === "reported" && f.on >= period.from && f.on < period.to,
    );
    if (!quarter || !report) return null;
    const { steps, recouped, ...figures } = quarter;
    const taken = recouped.reduce((total, { amount }) => total + amount, 0n);
    return {
      kind: "royalty",
      rows: rowsOf(terms, report).map(({ sale, ...row }) => ({
        ...row,
        on: sale.on,
        product: sale.product ?? "",
        country: sale.country ?? "",
        currency: sale.currency ?? "GBP",
        fx: sale.fx ?? "",
        units: sale.units ?? "",
      })),
      quarter: { ...figures, steps: steps(), recouped: taken, opening: figures.unrecouped + taken },
    };
  }
  if (terms?.kind === "profit_share") {
    const years = yearsOf(terms, context);
    const year = reckonProfit(terms, years, facts as readonly ProfitFact[], new Map()).find(
      (one) => one.year.period.from === period.from,
    );
    return year?.stated ? { kind: "profit_share", year } : null;
  }
  return null;
}
