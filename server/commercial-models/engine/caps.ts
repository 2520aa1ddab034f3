import { type Period, periodsOf, within } from "#server/lib/dates.ts";
import { least, pounds } from "#server/lib/money.ts";
import type { Clause } from "./clause.ts";
import { byKey, byService, line, netOf } from "./parts.ts";
import type { Charge } from "./plan.ts";

/** What a charge by itself would pass its cap by is taken off. */
export function capped(charge: Charge): Charge {
  const net = netOf(charge);
  if (charge.cap === undefined || net <= charge.cap) return charge;
  return {
    ...charge,
    lines: [...charge.lines, line("Cap", charge.cap - net, `never more than ${pounds(charge.cap)}`)],
  };
}

/** What would pass the cap of a contract year is taken off, the latest service first to bear it. */
export function cappedByYear(
  clause: Extract<Clause, { clause: "yearly_cap" }>,
  charges: readonly Charge[],
  term: Period,
): Charge[] {
  const result = new Map<Charge, Charge>();
  for (const year of periodsOf(term, 12)) {
    const counted = [
      ...byKey(
        charges.filter(
          ({ component, paper, period }) =>
            paper === "invoice" && clause.components.includes(component) && within(period.from, year),
        ),
      ).values(),
    ].sort(byService);
    let room = clause.yearly;
    for (const variants of counted) {
      let used = 0n;
      for (const charge of variants) {
        const net = netOf(charge);
        used = least(net, room);
        if (used < net)
          result.set(charge, {
            ...charge,
            lines: [
              ...charge.lines,
              line(
                clause.id,
                used - net,
                `never more than ${pounds(clause.yearly)} a contract year, ${pounds(room)} of it left`,
              ),
            ],
          });
      }
      room -= used;
    }
  }
  return charges.map((charge) => result.get(charge) ?? charge);
}
