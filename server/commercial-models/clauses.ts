import { z } from "zod";
import { type CivilDate, periodsOf } from "#server/lib/dates.ts";
import { allocate, type Pence, percent, pounds, scaled, shareOf } from "#server/lib/money.ts";
import type { Contract, LicenceWideFact } from "./contract.ts";
import { bp, day, pence, positivePence } from "./fields.ts";
import { byKey, directly, line, netOf, owedOn, pool, supply } from "./parts.ts";
import type { Charge, Commitment, Plan } from "./shape.ts";

const names = z.array(z.string().min(1)).min(1);
const valid = z
  .strictObject({ from: day, to: day })
  .describe("Service periods that begin on these days, half-open");
const discount = {
  clause: z.literal("discount"),
  id: z.string().min(1).describe("Name on the document"),
  components: names.describe("Components it is for"),
  valid,
  floor: pence.optional().describe("The whole price never falls below this, in pence"),
};

/** Commercial clauses on any model, and across components (commercial-models.md 4.10 and 4.11). */
export const clauseSchema = z
  .union([
    z.strictObject({ ...discount, kind: z.literal("percent"), bp: bp.describe("Discount in basis points") }),
    z.strictObject({
      ...discount,
      kind: z.literal("fixed"),
      amount: positivePence.describe("Credit in pence, used up once"),
    }),
    z.strictObject({
      clause: z.literal("aggregate_minimum"),
      id: z.string().min(1),
      components: names.describe("Components that count towards it"),
      yearly: positivePence.describe("Minimum a contract year in pence"),
      billedBy: z.string().describe("Component with whose last bill of the year the rest is billed"),
    }),
    z.strictObject({
      clause: z.literal("fee_credit"),
      id: z.string().min(1),
      from: names.describe("Components whose fees are credited"),
      against: z.string().describe("Component against which they are credited"),
      shareBp: bp.describe("Part of the fees, in basis points"),
    }),
  ])
  .transform((clause) => ({
    ...clause,
    /** Every component it names, so that a contract can refuse one that it does not have. */
    named:
      clause.clause === "fee_credit"
        ? [...clause.from, clause.against]
        : clause.clause === "aggregate_minimum"
          ? [...clause.components, clause.billedBy]
          : clause.components,
  }));
export type Clause = z.output<typeof clauseSchema>;
type Discount = Extract<Clause, { clause: "discount" }>;
type Concession = Extract<LicenceWideFact, { fact: "conceded" }>;

/** Discounts, caps, parts, minimums, fee credits, concessions: in this order, whatever the order in the contract. */
export function applyClauses(
  { clauses, term }: Contract,
  plan: Plan,
  concessions: readonly Concession[],
): Plan {
  let charges = plan.charges;
  for (const clause of clauses) if (clause.clause === "discount") charges = discounted(charges, clause);
  charges = charges.map(capped).flatMap(split);

  const commitments = [...plan.commitments];
  for (const clause of clauses)
    if (clause.clause === "aggregate_minimum") commitments.push(...aggregates(clause, charges, term, plan));
  charges = [...charges, ...commitments.flatMap((commitment) => toppedUp(commitment, charges))];

  let earnings = plan.earnings;
  for (const clause of clauses)
    if (clause.clause === "fee_credit") ({ charges, earnings } = feeCredited(clause, charges, earnings));
  return { ...plan, charges: conceded(charges, concessions), earnings, commitments };
}

/**
 * One visible allowance a charge, reckoned on the whole price and then shared by days; the step that would break the
 * floor is cut. A fixed credit is used up in order of service, so that it does not depend on when things were billed.
 */
function discounted(charges: readonly Charge[], clause: Discount): Charge[] {
  let left = clause.kind === "fixed" ? clause.amount : 0n;
  const result = new Map<Charge, Charge>();
  const inServiceOrder = [...byKey(charges).values()].sort((a, b) =>
    a[0]!.period.from === b[0]!.period.from
      ? a[0]!.key < b[0]!.key
        ? -1
        : 1
      : a[0]!.period.from < b[0]!.period.from
        ? -1
        : 1,
  );
  for (const variants of inServiceOrder) {
    let used = 0n;
    for (const charge of variants) {
      if (!applies(charge, clause)) continue;
      const whole = charge.prorated?.whole ?? netOf(charge);
      const room = clause.floor === undefined ? whole : whole > clause.floor ? whole - clause.floor : 0n;
      const wanted = clause.kind === "percent" ? shareOf(whole, clause.bp) : left;
      const taken = [wanted, room, whole].reduce((a, b) => (a < b ? a : b));
      if (taken <= 0n) continue;
      used = clause.kind === "fixed" ? taken : 0n;
      result.set(charge, lessened(charge, whole - taken, clause, wanted, taken));
    }
    left -= used;
  }
  return charges.map((charge) => result.get(charge) ?? charge);
}

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
  return parts.flatMap(({ slot, weight, on }, index) =>
    on === null
      ? []
      : [
          {
            ...whole,
            key: `${charge.key}/${slot}`,
            on: on > charge.on ? on : charge.on,
            lines: [
              line(
                slot,
                nets[index]!,
                `${weight}/${all} of ${[...charge.lines.map(({ description, net }) => `${description} ${pounds(net)}`)].join(", ")}`,
              ),
            ],
          },
        ],
  );
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
      charges.filter(({ component, paper }) => component === clause.against && paper === "invoice"),
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
