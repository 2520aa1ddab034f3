import { within } from "#server/lib/dates.ts";
import { atLeastZero, least, type Pence, percent, pounds, shareOf } from "#server/lib/money.ts";
import type { Clause } from "./clause.ts";
import { byKey, byService, line, netOf, sharedByDays } from "./parts.ts";
import type { Charge } from "./plan.ts";

/** Discounts on service periods that begin while they are valid (README §17.2). */

type Discount = Extract<Clause, { clause: "discount" }>;

/** The charges with what every discount takes off them, one discount after the other. */
export const discounted = (charges: readonly Charge[], clauses: readonly Clause[]): Charge[] =>
  inTurn(clauses).reduce<Charge[]>(lessenedBy, [...charges]);

/** Discounts one after the other; those that are the best of a name together, where the first of them stands. */
function inTurn(clauses: readonly Clause[]): Discount[][] {
  const turns: Discount[][] = [];
  for (const clause of clauses) {
    if (clause.clause !== "discount") continue;
    const rivals = clause.bestOf && turns.find(([first]) => first!.bestOf === clause.bestOf);
    if (rivals) rivals.push(clause);
    else turns.push([clause]);
  }
  return turns;
}

/**
 * One visible allowance a charge, calculated on the whole price and then shared by days; the step that would break the
 * floor is cut. Credits, budgets and uses are used up in order of service, so that it does not depend on when things
 * were billed. Of several rivals the one that takes most counts.
 */
function lessenedBy(charges: readonly Charge[], rivals: readonly Discount[]): Charge[] {
  const left = new Map(rivals.map((clause) => [clause, leftAtFirst(clause)]));
  const result = new Map<Charge, Charge>();
  for (const variants of [...byKey(charges).values()].sort(byService)) {
    const used = new Map<Discount, Pence>();
    for (const charge of variants) {
      const best = rivals
        .filter((clause) => applies(charge, clause) && left.get(clause)!.uses > 0)
        .map((clause) => ({ clause, ...allowance(charge, clause, left.get(clause)!.amount) }))
        .reduce<Allowance | null>((a, b) => (a === null || b.taken > a.taken ? b : a), null);
      // Each variant of a key takes from the same place; what stands in the end is what was used.
      for (const clause of rivals) used.delete(clause);
      if (!best || best.taken <= 0n) continue;
      used.set(best.clause, best.taken);
      result.set(charge, lessened(charge, best.whole - best.taken, best.clause, best.wanted, best.taken));
    }
    for (const [clause, taken] of used) {
      const rest = left.get(clause)!;
      left.set(clause, { amount: rest.amount === null ? null : rest.amount - taken, uses: rest.uses - 1 });
    }
  }
  return charges.map((charge) => result.get(charge) ?? charge);
}

type Allowance = { clause: Discount; whole: Pence; wanted: Pence; taken: Pence };

const leftAtFirst = (clause: Discount) => ({
  amount: [clause.budget, clause.kind === "fixed" ? clause.amount : undefined].reduce<Pence | null>(
    (a, b) => (b === undefined ? a : a === null || b < a ? b : a),
    null,
  ),
  uses: clause.maxUses ?? Number.POSITIVE_INFINITY,
});

/** What a discount would take from a charge, within its floor and what is left of it. */
function allowance(charge: Charge, clause: Discount, left: Pence | null): Omit<Allowance, "clause"> {
  const whole = charge.prorated?.whole ?? netOf(charge);
  const room = clause.floor === undefined ? whole : atLeastZero(whole - clause.floor);
  const asked = clause.kind === "percent" ? shareOf(whole, clause.bp) : (left ?? 0n);
  const wanted = left === null ? asked : least(left, asked);
  return { whole, wanted, taken: [wanted, room, whole].reduce(least) };
}

const applies = (charge: Charge, { components, valid }: Discount) =>
  components.includes(charge.component) && charge.paper === "invoice" && within(charge.period.from, valid);

function lessened(charge: Charge, whole: Pence, clause: Discount, wanted: Pence, taken: Pence): Charge {
  const before = netOf(charge);
  const { prorated } = charge;
  const shared = prorated && sharedByDays(whole, pounds(whole), prorated);
  const after = shared?.net ?? whole;
  const words =
    clause.kind === "percent"
      ? `less ${percent(clause.bp)} of ${pounds(whole + taken)}`
      : `credit of ${pounds(wanted)}`;
  const cut =
    taken < wanted
      ? `; cut to ${pounds(taken)} by the floor of ${pounds(clause.floor ?? 0n)}, ${pounds(wanted - taken)} unused`
      : "";
  return {
    ...charge,
    ...(prorated && { prorated: { ...prorated, whole } }),
    lines: [...charge.lines, line(clause.id, after - before, words + cut + instead(whole, before, shared))],
  };
}

/** "; £9,000.00 × 31/366 days, instead of £847.00": what is left of a price that is shared by days; nothing of another. */
const instead = (whole: Pence, before: Pence, shared: ReturnType<typeof sharedByDays> | undefined): string =>
  shared && shared.net !== whole ? `; ${shared.workings}, instead of ${pounds(before)}` : "";
