import { z } from "zod";
import { type CivilDate, type Period, periodsOf } from "#server/lib/dates.ts";
import { allocate, type Pence, percent, pounds, scaled, shareOf } from "#server/lib/money.ts";
import type { Contract, LicenceWideFact } from "./contract.ts";
import { bp, day, decimal, pence, positivePence } from "./fields.ts";
import { parameters } from "./overrides.ts";
import { byKey, directly, line, netOf, owedOn, pool, supply } from "./parts.ts";
import type { Charge, Commitment, Plan } from "./plan.ts";

const names = z.array(z.string().min(1)).min(1);
const valid = z
  .strictObject({ from: day.describe("First day"), to: day.describe("Day after the last") })
  .describe("Service periods that begin on these days, half-open");
const name = z.string().min(1).describe("Name on the document");
const discount = {
  clause: z.literal("discount").describe("A lower price, as a visible allowance"),
  id: name,
  components: names.describe("Components it is for"),
  valid,
  floor: pence.optional().describe("The whole price never falls below this, in pence"),
  maxUses: z
    .number()
    .int()
    .min(1)
    .max(1_000)
    .optional()
    .describe("Counts on at most so many charges, in order of service"),
  budget: positivePence.optional().describe("Never takes more than this in all, in pence"),
  bestOf: z
    .string()
    .min(1)
    .optional()
    .describe("Of the discounts that share this name only the one that takes most counts, charge by charge"),
  evidence: z.string().optional().describe("Why the licensee is entitled to it"),
};
const override = {
  clause: z.literal("override").describe("Other parameters for a while"),
  id: name,
  component: z.string().min(1).describe("Component it is for"),
  valid,
};

/** Commercial clauses on any model, and across components (README §17). */
export const clauseSchema = z
  .discriminatedUnion("clause", [
    z.discriminatedUnion("kind", [
      z.strictObject({
        ...discount,
        kind: z.literal("percent").describe("A part of the price"),
        bp: bp.describe("Discount in basis points"),
      }),
      z.strictObject({
        ...discount,
        kind: z.literal("fixed").describe("A credit that is used up"),
        amount: positivePence.describe("Credit in pence, used up once"),
      }),
    ]),
    z.discriminatedUnion("kind", [
      z.strictObject({
        ...override,
        kind: z.literal("rate_override").describe("Other rates or prices"),
        set: parameters.describe("Parameters of the component's terms with their values in that time"),
      }),
      z.strictObject({
        ...override,
        kind: z.literal("allowance_uplift").describe("A larger free allowance"),
        units: decimal.describe("Units free in each period beside the agreed allowance"),
      }),
      z.strictObject({ ...override, kind: z.literal("price_freeze").describe("No indexation") }),
    ]),
    z.strictObject({
      clause: z.literal("most_favoured").describe("As good a price as the best of the same class"),
      id: name,
      component: z.string().min(1).describe("Component it is for"),
    }),
    z.strictObject({
      clause: z.literal("preferential_supply").describe("The licensee sells to NHS bodies at a better price"),
      id: name,
      list: z.string().min(1).describe("What is sold at that price"),
      bp: bp.describe("Discount that NHS bodies get, in basis points"),
    }),
    z.strictObject({
      clause: z.literal("yearly_cap").describe("Never more than this over several components"),
      id: name,
      components: names.describe("Components that count towards it"),
      yearly: positivePence.describe("Most that is charged a contract year, in pence"),
    }),
    z.strictObject({
      clause: z.literal("aggregate_minimum").describe("At least this over several components"),
      id: name,
      components: names.describe("Components that count towards it"),
      yearly: positivePence.describe("Minimum a contract year in pence"),
      billedBy: z.string().describe("Component with whose last bill of the year the rest is billed"),
    }),
    z.strictObject({
      clause: z.literal("fee_credit").describe("Fees count against a royalty or profit share"),
      id: name,
      from: names.describe("Components whose fees are credited"),
      against: z.string().describe("Component against which they are credited"),
      shareBp: bp.describe("Part of the fees, in basis points"),
    }),
  ])
  .transform((clause) => ({
    ...clause,
    /** Every component it names, so that a contract can refuse one that it does not have. */
    named: namedBy(clause as Named),
  }));
export type Clause = z.output<typeof clauseSchema>;
type Named = {
  components?: string[];
  component?: string;
  billedBy?: string;
  from?: string[];
  against?: string;
};
type Discount = Extract<Clause, { clause: "discount" }>;
type Concession = Extract<LicenceWideFact, { fact: "conceded" }>;

const namedBy = ({ components = [], component, billedBy, from = [], against }: Named): string[] =>
  [...components, component, billedBy, ...from, against].filter((id) => id !== undefined);

/** Discounts, caps, parts, minimums, fee credits, concessions: in this order, whatever the order in the contract. */
export function applyClauses(
  { clauses, term }: Contract,
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
    if (clause.clause === "yearly_cap") charges = cappedByYear(clause, charges, term as Period);
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
 * One visible allowance a charge, reckoned on the whole price and then shared by days; the step that would break the
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
  const room = clause.floor === undefined ? whole : whole > clause.floor ? whole - clause.floor : 0n;
  const asked = clause.kind === "percent" ? shareOf(whole, clause.bp) : (left ?? 0n);
  const wanted = left !== null && left < asked ? left : asked;
  return { whole, wanted, taken: [wanted, room, whole].reduce((a, b) => (a < b ? a : b)) };
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
        used = net < room ? net : room;
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
  term: Contract["term"],
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
    const missing = commitment.amount > billed ? commitment.amount - billed : 0n;
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
      const left = credit > used ? credit - used : 0n;
      taken = netOf(charge) < left ? netOf(charge) : left;
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
      return { ...charge, lines: [...charge.lines, line("Credited", owed < net ? -owed : -net, reason)] };
    };
    result = result.map((charge) => (charge.key === key && charge.on > on ? less(charge) : charge));
    result.push({ ...less(standing), on });
  }
  return result;
}
