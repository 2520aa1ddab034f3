import type { Period } from "#server/lib/dates.ts";
import { allocate, least, type Pence, pounds, scaled } from "#server/lib/money.ts";
import { capped, cappedByYear } from "./caps.ts";
import type { Clause } from "./clause.ts";
import { discounted } from "./discounts.ts";
import { feeCredited } from "./fee-credit.ts";
import type { LicenceWideFact } from "./licence-facts.ts";
import { aggregates, toppedUp } from "./minimums.ts";
import { line, netOf, owedOn } from "./parts.ts";
import type { Charge, Plan } from "./plan.ts";

type Concession = Extract<LicenceWideFact, { fact: "conceded" }>;

/** Discounts, caps, parts, minimums, fee credits, concessions: in this order, whatever the order in the contract. */
export function applyClauses(
  { clauses, term }: { clauses: readonly Clause[]; term: Period },
  plan: Plan,
  concessions: readonly Concession[],
): Plan {
  let charges = discounted(plan.charges, clauses).map(capped).flatMap(split);

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

/** Instalments: each triggered part is a charge of its own; the parts of each line add up to the line. */
function split(charge: Charge): Charge[] {
  const { parts, ...whole } = charge;
  if (!parts) return [charge];
  const weights = parts.map(({ weight }) => weight);
  const net = netOf(charge);
  const nets = allocate(net, weights);
  const all = weights.reduce((a, b) => a + b, 0n);
  const of = `${pounds(net)} (${charge.lines.map(({ description, workings }) => `${description}: ${workings}`).join("; ")})`;
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
          line(slot, part, `${weight}/${all} of ${of}${oddPenny(part, scaled(net, weight, all))}`),
          ...(resized && sized !== part ? [line("Sized again", sized - part, resized.words)] : []),
        ],
      },
    ];
  });
}

/** The odd pence of a fee go to the largest parts of a penny: a part that is not the nearest penny says so. */
const oddPenny = (part: Pence, nearest: Pence): string =>
  part === nearest ? "" : `, a penny ${part > nearest ? "up" : "down"} so that the parts add up`;

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
