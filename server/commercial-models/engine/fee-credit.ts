import { atLeastZero, least, type Pence, percent, pounds, shareOf } from "#server/lib/money.ts";
import type { Clause } from "./clause.ts";
import { byKey, line, netOf, owedNet } from "./parts.ts";
import type { Charge, Plan } from "./plan.ts";

/** Fees paid earlier count against a royalty or profit share, consumed in order of service. */
export function feeCredited(
  clause: Extract<Clause, { clause: "fee_credit" }>,
  charges: readonly Charge[],
  earnings: Plan["earnings"],
) {
  const fees = [...byKey(charges.filter(({ component }) => clause.from.includes(component))).values()];
  const claims = [
    ...byKey(
      charges.filter(
        ({ component, paper, advance }) => component === clause.against && paper === "invoice" && !advance,
      ),
    ).entries(),
  ].sort(([, a], [, b]) => (a[0]!.period.from < b[0]!.period.from ? -1 : 1));
  const result = new Map<Charge, Charge>();
  const creditOf = new Map<string, Pence>();
  let used = 0n;
  for (const [key, variants] of claims) {
    let taken = 0n;
    for (const charge of variants) {
      const paid = fees
        .filter((fee) => fee[0]!.period.from < charge.period.to)
        .reduce((total, fee) => total + owedNet(fee, charge.on), 0n);
      const credit = shareOf(paid, clause.shareBp);
      const left = atLeastZero(credit - used);
      taken = least(netOf(charge), left);
      if (taken > 0n)
        result.set(charge, {
          ...charge,
          lines: [
            ...charge.lines,
            line(
              clause.id,
              -taken,
              `${percent(clause.shareBp)} of ${pounds(paid)} fees, ${pounds(used)} used before`,
            ),
          ],
        });
    }
    used += taken;
    creditOf.set(key, taken);
  }
  return {
    charges: charges.map((charge) => result.get(charge) ?? charge),
    earnings: earnings.map((earning) => ({
      ...earning,
      net: earning.net - (creditOf.get(earning.key) ?? 0n),
    })),
  };
}
