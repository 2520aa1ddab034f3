import { addMonths, type CivilDate } from "#server/lib/dates.ts";
import { type Pence, sum } from "#server/lib/money.ts";
import { type Contract, parseFact, planLicence, ukRates } from "../engine/contract.ts";
import { byKey, netOf } from "../engine/parts.ts";
import type { Charge, Plan } from "../engine/plan.ts";
import { type Assumptions, everyYearAlike } from "./assumptions.ts";
import { assumed } from "./simulation.ts";

/**
 * The undiscounted base-case receipts of the NHS over the term, net of VAT, or the guarantees if greater: the value
 * of a deal, on which authority rests (README §18.2). Value in kind counts as agreed; `work` is what is expected
 * of the service around the data, as facts.
 */
export function baseCase(
  contract: Contract,
  assumptions: Assumptions,
  work: readonly Record<string, unknown>[] = [],
): Pence {
  const supposed = [...assumed(contract, everyYearAlike(assumptions)), ...work];
  const facts = supposed.map((raw) => parseFact(contract, raw));
  const until = addMonths(contract.term.to as CivilDate, 24);
  return received(planLicence(contract, facts, { until, rates: ukRates }));
}

/** What a plan brings in the end, net, and through shares. */
const received = ({ charges }: Plan): Pence =>
  sum(
    [...byKey(charges).values()].map((variants) =>
      netOf(variants.reduce<Charge>((a, b) => (b.on >= a.on ? b : a), variants[0]!)),
    ),
  );
