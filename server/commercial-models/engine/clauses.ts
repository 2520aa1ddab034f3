import { type CivilDate, type Period, periodsOf } from "#server/lib/dates.ts";
import {
  allocate,
  atLeastZero,
  least,
  type Pence,
  percent,
  pounds,
  scaled,
  shareOf,
} from "#server/lib/money.ts";
import type { Clause } from "./clause.ts";
import type { LicenceWideFact } from "./licence-facts.ts";
import { byKey, directly, line, netOf, owedOn, pool, supply } from "./parts.ts";
import type { Charge, Commitment, Plan } from "./plan.ts";

type Discount = Extract<Clause, { clause: "discount" }>;
type Concession = Extract<LicenceWideFact, { fact: "conceded" }>;

/** Discounts, caps, parts, minimums, fee credits, concessions: in this order, whatever the order in the contract. */
export function applyClauses(
  { clauses, term }: { clauses: readonly Clause[]; term: Period },
  plan: Plan,
  concessions: readonly Concession[],
): Plan {
  let charges = plan.charges;
  for (const rivals of inTurn(clauses)) charges = discounted(charges, rivals);
  charges = charges.map(capped).flatMap(split);

  const commitments = [...plan.commitments];
  for (const clause of clauses)
    if (clause.clause === "aggregate_minimum") commitments.push(...aggregates(clause, charges, term, plan));
  // One after the other: what a shorter minimum adds counts towards a longer one.
  for (const commitment of commitments) charges = [...charges, ...toppedUp(commitment, charges)];

  let earnings = plan.earnings;
  for (const clause of clauses)
    if (clause.clause === "fee_credit") ({ charges, earnings } = feeCredited(clause, charges, earnings));
  for (const clause of clauses)
    if (clause.clause === "yearly_cap") charges = cappedByYear(clause, charges, term);
  return { ...plan, charges: conceded(charges, concessions), earnings, commitments };
}

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
function discounted(charges: readonly Charge[], rivals: readonly Discount[]): Charge[] {
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

const byService = (a: readonly Charge[], b: readonly Charge[]) =>
  a[0]!.period.from === b[0]!.period.from
    ? a[0]!.key < b[0]!.key
      ? -1
      : 1
    : a[0]!.period.from < b[0]!.period.from
      ? -1
      : 1;

const applies = (charge: Charge, { components, valid }: Discount) =>
  components.includes(charge.component) &&
  charge.paper === "invoice" &&
  charge.period.from >= valid.from &&
  charge.period.from < valid.to;

function lessened(charge: Charge, whole: Pence, clause: Discount, wanted: Pence, taken: Pence): Charge {
  const before = netOf(charge);
  const { prorated } = charge;
  const after = prorated
    ? scaled(whole, prorated.to, prorated.of) - scaled(whole, prorated.from, prorated.of)
    : whole;
  const words =
    clause.kind === "percent"
      ? `${percent(clause.bp)} of ${pounds(whole + taken)}`
      : `credit of ${pounds(wanted)}`;
  const cut =
    taken < wanted
      ? `; cut to ${pounds(taken)} by the floor of ${pounds(clause.floor ?? 0n)}, ${pounds(wanted - taken)} unused`
      : "";
  return {
    ...charge,
    ...(prorated && { prorated: { ...prorated, whole } }),
    lines: [...charge.lines, line(clause.id, after - before, words + cut)],
  };
}

function capped(charge: Charge): Charge {
  const net = netOf(charge);
  if (charge.cap === undefined || net <= charge.cap) return charge;
  return {
    ...charge,
    lines: [...charge.lines, line("Cap", charge.cap - net, `never more than ${pounds(charge.cap)}`)],
  };
}

/** Instalments: each triggered part is a charge of its own; the parts of each line add up to the line. */
function split(charge: Charge): Charge[] {
  const { parts, ...whole } = charge;
  if (!parts) return [charge];
  const weights = parts.map(({ weight }) => weight);
  const net = netOf(charge);
  const nets = allocate(net, weights);
  const all = weights.reduce((a, b) => a + b, 0n);
  const of = charge.lines.map(({ description, net }) => `${description} ${pounds(net)}`).join(", ");
  return parts.flatMap(({ slot, weight, on, resized }, index) => {
    if (on === null) return [];
    const part = nets[index]!;
    const sized = resized ? scaled(part, resized.num, resized.den) : part;
    return [
      {
        ...whole,
        key: `${charge.key}/${slot}`,
        on: on > charge.on ? on : charge.on,
        lines: [
          line(slot, part, `${weight}/${all} of ${of}`),
          ...(resized && sized !== part ? [line("Sized again", sized - part, resized.words)] : []),
        ],
      },
    ];
  });
}

/** What would pass the cap of a contract year is taken off, the latest service first to bear it. */
function cappedByYear(
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
            paper === "invoice" &&
            clause.components.includes(component) &&
            period.from >= year.from &&
            period.from < year.to,
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
              line(clause.id, used - net, `never more than ${pounds(clause.yearly)} a contract year`),
            ],
          });
      }
      room -= used;
    }
  }
  return charges.map((charge) => result.get(charge) ?? charge);
}

function aggregates(
  clause: Extract<Clause, { clause: "aggregate_minimum" }>,
  charges: readonly Charge[],
  term: Period,
  plan: Plan,
): Commitment[] {
  return periodsOf(term, 12).map((year) => {
    const inYear = charges.filter(
      ({ component, period }) =>
        component === clause.billedBy && period.from >= year.from && period.from < year.to,
    );
    const last = inYear
      .map(({ period }) => period.to)
      .sort()
      .at(-1);
    const own =
      inYear
        .filter(({ period }) => period.to === last)
        .map(({ on }) => on)
        .sort()[0] ?? year.to;
    const pooled = inYear[0]?.pool ?? plan.charges[0]?.pool;
    return {
      key: `${clause.id}/${year.from}`,
      component: clause.billedBy,
      components: clause.components,
      period: year,
      on: own,
      amount: clause.yearly,
      workings: pounds(clause.yearly),
      pool: pool(`${clause.id}/${year.from}`, pooled?.income ?? "4100"),
    };
  });
}

/** What is missing to a minimum, from the day it is billed and again from each later day on which a charge changes. */
function toppedUp(commitment: Commitment, charges: readonly Charge[]): Charge[] {
  const counted = [
    ...byKey(
      charges.filter(
        ({ component, period }) =>
          commitment.components.includes(component) &&
          period.from >= commitment.period.from &&
          period.from < commitment.period.to,
      ),
    ).values(),
  ];
  const days = [...new Set([commitment.on, ...counted.flat().map(({ on }) => on)])]
    .filter((on) => on >= commitment.on)
    .sort();
  const result: Charge[] = [];
  let before: Pence | null = null;
  for (const on of days) {
    const billed = counted.reduce((total, variants) => total + owedNet(variants, on), 0n);
    const missing = atLeastZero(commitment.amount - billed);
    if (missing === before || (missing === 0n && before === null)) continue;
    before = missing;
    result.push(
      supply({
        key: commitment.key,
        component: commitment.component,
        period: commitment.period,
        on,
        lines: [
          line(
            "Up to the agreed minimum",
            missing,
            `${commitment.workings} agreed, ${pounds(billed)} charged`,
          ),
        ],
        earned: "when_billed",
        pool: directly(commitment.pool),
      }),
    );
  }
  return result;
}

const owedNet = (variants: readonly Charge[], on: CivilDate): Pence => {
  const owed = owedOn(variants, on);
  return owed === null || owed === "wait" ? 0n : netOf(owed);
};

/** Fees paid earlier count against a royalty or profit share, consumed in order of service. */
function feeCredited(
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

/** A person's decision to give something back: from its day, that much less is owed for the key. */
function conceded(charges: readonly Charge[], concessions: readonly Concession[]): Charge[] {
  let result = [...charges];
  for (const { key, net, on, reason } of concessions) {
    const standing = owedOn(
      result.filter((charge) => charge.key === key),
      on,
    );
    if (standing === null || standing === "wait") continue;
    const less = (charge: Charge): Charge => {
      const owed = netOf(charge);
      return { ...charge, lines: [...charge.lines, line("Credited", -least(owed, net), reason)] };
    };
    result = result.map((charge) => (charge.key === key && charge.on > on ? less(charge) : charge));
    result.push({ ...less(standing), on });
  }
  return result;
}
