import { z } from "zod";
import { type CivilDate, daysBetween } from "#server/lib/dates.ts";
import { allocate, percent, pounds, roundHalfAway, shareOf, sum } from "#server/lib/money.ts";
import { bp, dated, day, pence, positivePence } from "./fields.ts";
import { debit, line, pool, supply } from "./parts.ts";
import { type Charge, defineModel, type Movement, type Obligation } from "./shape.ts";

const deliverable = z.strictObject({
  id: z.string().min(1).describe("Name of the deliverable"),
  weightBp: bp.describe("Its part of the agreed value, in basis points; all add up to 10,000"),
  due: day.describe("Day on which it is due"),
});
const terms = z
  .strictObject({
    kind: z.literal("data_return"),
    agreedValue: positivePence.describe("Agreed value of the curated dataset in pence"),
    valueBasis: z
      .enum(["vat_inclusive", "exclusive"])
      .prefault("vat_inclusive")
      .describe("Whether the value includes VAT"),
    deliverables: z.array(deliverable).min(1).describe("What is returned, and when"),
    damagesBpPerWeek: z
      .number()
      .int()
      .min(0)
      .max(500)
      .prefault(0)
      .describe("Damages for each started week of delay, in basis points of the part"),
    damagesCapBp: bp.prefault(10_000).describe("Damages at most, in basis points of the part"),
    longStop: day.describe("Day from which nothing more is accepted"),
    fallbackFee: pence.describe("Fee in pence if nothing is delivered; for a part, its weight of it"),
  })
  .refine(({ deliverables }) => deliverables.reduce((all, { weightBp }) => all + weightBp, 0) === 10_000, {
    path: ["deliverables"],
    message: "The weights of the deliverables add up to 10,000 basis points",
  })
  .refine(({ agreedValue, valueBasis }) => valueBasis === "exclusive" || agreedValue % 6n !== 3n, {
    path: ["agreedValue"],
    message:
      "This value splits into a net whose VAT is one penny off: change it by a penny, or agree it without VAT",
  })
  .refine(({ deliverables, longStop }) => deliverables.every(({ due }) => due < longStop), {
    path: ["longStop"],
    message: "The long-stop date is after every due date",
  });
const ofDeliverable = { ...dated, deliverable: z.string().min(1).describe("Name of the deliverable") };
const fact = z.discriminatedUnion("fact", [
  z.strictObject({ ...ofDeliverable, fact: z.literal("submitted") }).describe("It was handed in"),
  z.strictObject({ ...ofDeliverable, fact: z.literal("accepted") }).describe("The NHS accepted it"),
  z.strictObject({
    ...ofDeliverable,
    fact: z.literal("rejected"),
    reason: z.string().describe("What is missing"),
  }),
]);
type Fact = z.output<typeof fact>;

/** Model 2: access is paid for with a curated dataset of agreed value (commercial-models.md 4.2). */
export const dataReturn = defineModel({
  kind: "data_return",
  number: 2,
  title: "Data in return",
  summary: "The licensee pays with a curated dataset; what is not delivered becomes a fee.",
  terms,
  fact,
  plan(terms, facts, { id, term, ended, vatRateBp }) {
    const stop = ended && ended.on < terms.longStop ? ended.on : terms.longStop;
    const rate = BigInt(vatRateBp(term.from));
    const V = terms.agreedValue;
    const vat = terms.valueBasis === "exclusive" ? shareOf(V, rate) : roundHalfAway(V * rate, 10_000n + rate);
    const net = terms.valueBasis === "exclusive" ? V : V - vat;
    const weights = terms.deliverables.map(({ weightBp }) => BigInt(weightBp));
    const nets = allocate(net, weights);
    const grosses = allocate(net + vat, weights);

    const charges: Charge[] = [];
    const movements: Movement[] = [];
    const obligations: Obligation[] = [];
    let unmetBp = 0n;
    let metNet = 0n;
    const damages: Charge[] = [];
    for (const [index, { id: name, weightBp, due }] of terms.deliverables.entries()) {
      const accepted = facts.find((f) => f.fact === "accepted" && f.deliverable === name && f.on < stop);
      const done = accepted?.on ?? null;
      const endOfDelay = done ?? stop;
      const part = nets[index]!;
      if (done) metNet += part;
      else unmetBp += BigInt(weightBp);
      obligations.push({
        key: `${id}/${name}`,
        kind: "deliverable",
        due,
        description: `${name}, ${percent(weightBp)} of the value`,
        state: stateOf(name, done, due, facts, stop, terms.longStop),
      });
      if (done) {
        obligations.push({
          key: `${id}/${name}/vat-invoice`,
          kind: "partner_vat_invoice",
          due: done,
          description: `Partner invoices ${name}`,
          state: "due",
          amount: grosses[index]!,
        });
        const workings = `${name} accepted, ${percent(weightBp)} of ${pounds(V)}`;
        movements.push({
          key: `${id}/${name}`,
          on: done,
          debit: "1300",
          credit: "1100",
          amount: part,
          workings,
        });
        if (grosses[index]! > part)
          movements.push({
            key: `${id}/${name}`,
            on: done,
            debit: "1400",
            credit: "1100",
            amount: grosses[index]! - part,
            workings,
          });
      }
      const late = daysBetween(due, endOfDelay);
      if (late <= 0 || terms.damagesBpPerWeek === 0) continue;
      const weeks = Math.ceil(late / 7);
      const damagesBp = Math.min(terms.damagesBpPerWeek * weeks, terms.damagesCapBp);
      const owed = shareOf(part, damagesBp);
      if (owed > 0n)
        damages.push(
          debit({
            key: `${id}/${name}/damages`,
            component: id,
            period: { from: due, to: endOfDelay },
            on: endOfDelay,
            lines: [
              line(
                `Damages for ${name}`,
                owed,
                `${late} days late, ${weeks} started weeks × ${percent(terms.damagesBpPerWeek)} = ${percent(damagesBp)} of ${pounds(part)}`,
              ),
            ],
            income: "4210",
          }),
        );
    }

    const barter = (on: CivilDate, owed: bigint, workings: string): Charge => ({
      key: `${id}/barter`,
      component: id,
      period: term,
      on,
      paper: "barter_invoice",
      vat: "supply",
      settled: "in_kind",
      lines: [line("Access in return for a curated dataset", owed, workings)],
      earned: { over: term, since: term.from },
      pool: pool(`${id}/barter`, "4170"),
    });
    charges.push(
      barter(
        term.from,
        net,
        `${pounds(V)} agreed${terms.valueBasis === "exclusive" ? "" : `, of which VAT ${pounds(vat)}`}`,
      ),
    );
    if (unmetBp > 0n)
      charges.push(barter(stop, metNet, `${pounds(sum(nets.filter((_, i) => isMet(i))))} was delivered`));
    charges.push(...damages);
    if (unmetBp > 0n && terms.fallbackFee > 0n) {
      const whole = daysBetween(term.from, term.to);
      const used = ended && ended.on === stop ? daysBetween(term.from, stop) : whole;
      charges.push(
        supply({
          key: `${id}/fallback`,
          component: id,
          period: term,
          on: stop,
          lines: [
            line(
              "Fee for what was not delivered",
              roundHalfAway(terms.fallbackFee * unmetBp * BigInt(used), 10_000n * BigInt(whole)),
              `${pounds(terms.fallbackFee)} × ${percent(unmetBp)} not delivered${used === whole ? "" : ` × ${used}/${whole} days used`}`,
            ),
          ],
          earned: { over: used === whole ? term : { from: term.from, to: stop }, since: term.from },
          pool: pool(`${id}/fallback`, "4100"),
        }),
      );
    }
    return { charges, movements, obligations };

    function isMet(index: number) {
      const name = terms.deliverables[index]!.id;
      return facts.some((f) => f.fact === "accepted" && f.deliverable === name && f.on < stop);
    }
  },
});

function stateOf(
  name: string,
  done: CivilDate | null,
  due: CivilDate,
  facts: readonly Fact[],
  stop: CivilDate,
  longStop: CivilDate,
): Obligation["state"] {
  if (done) return done > due ? "late" : "accepted";
  const last = facts.filter((f) => f.deliverable === name && f.fact !== "accepted").at(-1);
  if (last?.fact === "submitted") return "submitted";
  if (last?.fact === "rejected") return "rejected";
  return stop < longStop ? "cancelled" : "failed";
}
