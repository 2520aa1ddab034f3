import { addMonths, type CivilDate } from "#server/lib/dates.ts";
import { type Pence, sum } from "#server/lib/money.ts";
import { type Contract, parseFact, planLicence, ukRates } from "../engine/contract.ts";
import { byKey, netOf } from "../engine/parts.ts";
import type { Charge, Plan } from "../engine/plan.ts";
import { assumed } from "./simulation.ts";

/** What a buyer expects of an ordinary year, when asked in the simplest way. */
export type Assumptions = {
  /** Units a month, decimal text. */
  usagePerMonth?: string | undefined;
  netSalesPerYear?: Pence | undefined;
  profitPerYear?: Pence | undefined;
};

/**
 * The undiscounted base-case receipts of the NHS over the term, net of VAT, or the guarantees if greater: the value
 * of a deal, on which authority rests (README §18.2). Value in kind counts as agreed.
 */
export function baseCase(contract: Contract, assumptions: Assumptions): Pence {
  const { usagePerMonth = null, netSalesPerYear, profitPerYear } = assumptions;
  const facts = assumed(contract, {
    salesIn: () => (netSalesPerYear ?? 0n) / 4n,
    profitIn: () =>
      profitPerYear === undefined ? null : { revenue: profitPerYear, direct: 0n, overhead: 0n },
    usagePerMonth,
    companyValue: 0n,
  }).map((raw) => parseFact(contract, raw));
  const until = addMonths(contract.term.to as CivilDate, 24);
  return received(planLicence(contract, facts, { until, rates: ukRates }));
}

/** What a plan brings in the end, net, and through shares. */
export const received = ({ charges }: Plan): Pence =>
  sum(
    [...byKey(charges).values()].map((variants) =>
      netOf(variants.reduce<Charge>((a, b) => (b.on >= a.on ? b : a), variants[0]!)),
    ),
  );
