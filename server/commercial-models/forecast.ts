import { addDays, addMonths, type CivilDate, periodsOf } from "#server/lib/dates.ts";
import { type Pence, sum } from "#server/lib/money.ts";
import { type Contract, parseFact, planLicence, ukRates } from "./contract.ts";
import { byKey, netOf } from "./parts.ts";
import type { Charge, Plan } from "./shape.ts";

/** What a buyer expects of an ordinary year, when asked in the simplest way. */
export type Assumptions = {
  /** Units a month, decimal text. */
  usagePerMonth?: string | undefined;
  netSalesPerYear?: Pence | undefined;
  profitPerYear?: Pence | undefined;
};

/**
 * The undiscounted base-case receipts of the NHS over the term, net of VAT, or the guarantees if greater: the value
 * of a deal, on which authority rests (product.md 2a). Value in kind counts as agreed.
 */
export function baseCase(contract: Contract, assumptions: Assumptions): Pence {
  const until = addMonths(contract.term.to, 24);
  const facts = contract.components
    .flatMap(({ id, terms }) => assumed(id, terms, contract.term, assumptions))
    .map((raw) => parseFact(contract, raw));
  return received(planLicence(contract, facts, { until, rates: ukRates }));
}

/** What a plan brings in the end, net, and through shares. */
export const received = ({ charges }: Plan): Pence =>
  sum(
    [...byKey(charges).values()].map((variants) =>
      netOf(variants.reduce<Charge>((a, b) => (b.on >= a.on ? b : a), variants[0]!)),
    ),
  );

type Terms = Contract["components"][number]["terms"];
type Raw = Record<string, unknown>;

/** Facts that would be reported if the assumptions came true, all at the day they are about. */
function assumed(
  component: string,
  terms: Terms,
  term: Contract["term"],
  { usagePerMonth, netSalesPerYear, profitPerYear }: Assumptions,
): Raw[] {
  const fact = (kind: string, on: CivilDate, body: Raw): Raw => ({
    component,
    fact: kind,
    id: `${component} ${kind} ${on}`,
    on,
    known: on,
    ...body,
  });
  switch (terms.kind) {
    case "usage_based":
      return usagePerMonth === undefined
        ? []
        : periodsOf(term, 1).map(({ from }) => fact("used", from, { quantity: usagePerMonth }));
    case "royalty":
      return netSalesPerYear === undefined
        ? []
        : periodsOf(term, 3).map(({ from }) =>
            fact("reported", from, { sales: [{ on: from, gross: String(netSalesPerYear / 4n) }] }),
          );
    case "profit_share":
      return profitPerYear === undefined
        ? []
        : periodsOf(term, 12).map(({ to }) =>
            fact("stated", addDays(to, -1), { revenue: String(profitPerYear), direct: 0, overhead: 0 }),
          );
    case "cost_recovery":
      return terms.estimate === undefined
        ? []
        : [
            fact("spent", term.from, { what: "estimate", cost: String(terms.estimate) }),
            fact("completed", term.from, {}),
          ];
    case "one_off_fee":
      return terms.instalments.flatMap(({ milestone }) =>
        milestone === undefined
          ? []
          : [{ ...fact("reached", addDays(term.to, -1), { milestone }), id: milestone }],
      );
    case "equity_share":
      return [fact("allotted", term.from, {})];
    case "data_return":
      return terms.deliverables.map(({ id, due }) => ({ ...fact("accepted", due, { deliverable: id }), id }));
    default:
      return [];
  }
}
