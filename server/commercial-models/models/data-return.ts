import { z } from "zod";
import { addDays, type CivilDate, daysBetween, minDate } from "#server/lib/dates.ts";
import { allocate, type Pence, percent, pounds, roundHalfAway, shareOf } from "#server/lib/money.ts";
import { bp, dated, day, pence, positivePence } from "../engine/fields.ts";
import { debit, line, pool, supply } from "../engine/parts.ts";
import { type Charge, type Context, defineModel, type Movement, type Obligation } from "../engine/plan.ts";

export const specification = z
  .strictObject({
    columns: z.array(z.string().min(1)).min(1).describe("Columns that the file has, by name"),
    minimumRows: z.number().int().min(0).max(1_000_000_000).describe("At least so many rows"),
    completenessBp: bp.describe("At least this part of all cells is filled, in basis points"),
  })
  .describe("What the dataset must look like");
export type Specification = z.output<typeof specification>;

const deliverable = z.strictObject({
  id: z.string().min(1).describe("Name of the deliverable"),
  weightBp: bp.describe("Its part of the agreed value, in basis points; all add up to 10,000"),
  due: day.describe("Day on which it is due"),
  acceptanceDays: z
    .number()
    .int()
    .min(1)
    .max(60)
    .prefault(20)
    .describe("Days after handing in within which it is accepted or rejected"),
  specification: specification.optional(),
});
const terms = z
  .strictObject({
    kind: z.literal("data_return").describe("The model"),
    agreedValue: positivePence.describe("Agreed value of the curated dataset in pence"),
    valueBasis: z
      .enum(["vat_inclusive", "exclusive"])
      .prefault("vat_inclusive")
      .describe("Whether the value includes VAT"),
    deliverables: z.array(deliverable).min(1).describe("What is returned, and when"),
    silenceAccepts: z
      .boolean()
      .prefault(false)
      .describe("Whether a deliverable that was neither accepted nor rejected in time counts as accepted"),
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
  .refine(({ deliverables }) => new Set(deliverables.map(({ id }) => id)).size === deliverables.length, {
    path: ["deliverables"],
    message: "Each deliverable has a name of its own",
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
  z.strictObject({ ...ofDeliverable, fact: z.literal("submitted").describe("It was handed in") }),
  z.strictObject({ ...ofDeliverable, fact: z.literal("accepted").describe("The NHS accepted it") }),
  z.strictObject({
    ...ofDeliverable,
    fact: z.literal("rejected").describe("The NHS rejected it; the clock goes on"),
    reason: z.string().describe("What is missing"),
  }),
]);
type Terms = z.output<typeof terms>;
type Fact = z.output<typeof fact>;
type Deliverable = Terms["deliverables"][number];

/** One deliverable with its part of the value and the day on which it was, or will count as, accepted. */
type Part = Deliverable & { net: Pence; gross: Pence; done: CivilDate | null; bySilence: boolean };

/** Model 2: access is paid for with a curated dataset of agreed value (README §2). */
export const dataReturn = defineModel({
  kind: "data_return",
  number: 2,
  title: "Data in return",
  summary: "The licensee pays with a curated dataset; what is not delivered becomes a fee.",
  terms,
  fact,
  plan(terms, facts, context) {
    const { term, ended, vatRateBp } = context;
    const stop = ended && ended.on < terms.longStop ? ended.on : terms.longStop;
    const { net, vat } = agreedNet(terms, BigInt(vatRateBp(term.from)));
    const weights = terms.deliverables.map(({ weightBp }) => BigInt(weightBp));
    const nets = allocate(net, weights);
    const grosses = allocate(net + vat, weights);
    const parts: Part[] = terms.deliverables.map((one, index) => ({
      ...one,
      net: nets[index]!,
      gross: grosses[index]!,
      ...acceptance(terms, one, facts, stop),
    }));
    const unmetBp = parts.reduce((all, { done, weightBp }) => (done ? all : all + weightBp), 0);
    return {
      charges: [
        ...barter(terms, { net, vat }, parts, stop, context),
        ...parts.flatMap((part) => damages(terms, part, stop, context)),
        ...fallback(terms, unmetBp, stop, context),
      ],
      movements: parts.flatMap((part) => received(terms, part, context)),
      obligations: parts.flatMap((part) => promised(terms, part, facts, stop, context)),
    };
  },
});

const agreedNet = ({ agreedValue: V, valueBasis }: Terms, rate: bigint): { net: Pence; vat: Pence } => {
  const vat = valueBasis === "exclusive" ? shareOf(V, rate) : roundHalfAway(V * rate, 10_000n + rate);
  return { net: valueBasis === "exclusive" ? V : V - vat, vat };
};

/**
 * The first day on which it was accepted, before the long-stop; by silence when the contract says so: the acceptance
 * days after a handing-in passed without an answer. A rejection stops no clock; what is handed in again counts anew.
 */
function acceptance(
  terms: Terms,
  { id, acceptanceDays }: Deliverable,
  facts: readonly Fact[],
  stop: CivilDate,
) {
  const own = facts.filter((f) => f.deliverable === id);
  const accepted = own.find((f) => f.fact === "accepted")?.on ?? null;
  const silent = terms.silenceAccepts
    ? own
        .filter((f) => f.fact === "submitted")
        .map(({ on }) => ({ on, by: addDays(on, acceptanceDays) }))
        .find(({ on, by }) => !own.some((f) => f.fact === "rejected" && f.on >= on && f.on <= by))
    : undefined;
  const first = [accepted, silent?.by ?? null].filter((on): on is CivilDate => on !== null).sort()[0];
  const done = first && first < stop ? first : null;
  return { done, bySilence: done !== null && done !== accepted };
}

/** Access is billed in kind at signature; from the long-stop only what was delivered stays. */
function barter(
  { agreedValue, valueBasis }: Terms,
  { net, vat }: { net: Pence; vat: Pence },
  parts: readonly Part[],
  stop: CivilDate,
  { id, term }: Context<Fact>,
): Charge[] {
  const charge = (on: CivilDate, owed: Pence, workings: string): Charge => ({
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
  const first = charge(
    term.from,
    net,
    `${pounds(agreedValue)} agreed${valueBasis === "exclusive" ? "" : `, of which VAT ${pounds(vat)}`}`,
  );
  if (parts.every(({ done }) => done)) return [first];
  const met = parts.reduce((total, part) => (part.done ? total + part.net : total), 0n);
  return [first, charge(stop, met, `${pounds(met)} was delivered`)];
}

/** Damages for each started week of delay, at most their cap, when it is accepted or at the long-stop. */
function damages(
  terms: Terms,
  { id: name, due, done, net }: Part,
  stop: CivilDate,
  { id }: Context<Fact>,
): Charge[] {
  const end = done ?? stop;
  const late = daysBetween(due, end);
  if (late <= 0 || terms.damagesBpPerWeek === 0) return [];
  const weeks = Math.ceil(late / 7);
  const damagesBp = Math.min(terms.damagesBpPerWeek * weeks, terms.damagesCapBp);
  const owed = shareOf(net, damagesBp);
  if (owed === 0n) return [];
  return [
    debit({
      key: `${id}/${name}/damages`,
      component: id,
      period: { from: due, to: end },
      on: end,
      lines: [
        line(
          `Damages for ${name}`,
          owed,
          `${late} days late, ${weeks} started weeks × ${percent(terms.damagesBpPerWeek)} = ${percent(damagesBp)} of ${pounds(net)}`,
        ),
      ],
      income: "4210",
    }),
  ];
}

/** What was not delivered by the long-stop is paid for; after an early end, for the days of access used. */
function fallback(
  terms: Terms,
  unmetBp: number,
  stop: CivilDate,
  { id, term, ended }: Context<Fact>,
): Charge[] {
  if (unmetBp === 0 || terms.fallbackFee === 0n) return [];
  const whole = daysBetween(term.from, term.to);
  const cut = ended !== null && ended.on < terms.longStop;
  const used = cut ? daysBetween(term.from, minDate(stop, term.to)) : whole;
  return [
    supply({
      key: `${id}/fallback`,
      component: id,
      period: term,
      on: stop,
      lines: [
        line(
          "Fee for what was not delivered",
          roundHalfAway(terms.fallbackFee * BigInt(unmetBp) * BigInt(used), 10_000n * BigInt(whole)),
          `${pounds(terms.fallbackFee)} × ${percent(unmetBp)} not delivered${used === whole ? "" : ` × ${used}/${whole} days used`}`,
        ),
      ],
      earned: { over: used === whole ? term : { from: term.from, to: stop }, since: term.from },
      pool: pool(`${id}/fallback`, "4100"),
    }),
  ];
}

/** An accepted deliverable is an asset with input VAT, against the receivable of the invoice in kind. */
function received(
  { agreedValue }: Terms,
  { id: name, done, net, gross, weightBp }: Part,
  { id }: Context<Fact>,
) {
  if (!done) return [];
  const workings = `${name} accepted, ${percent(weightBp)} of ${pounds(agreedValue)}`;
  const moved = (debited: string, amount: Pence): Movement => ({
    key: `${id}/${name}`,
    on: done,
    debit: debited,
    credit: "1100",
    amount,
    workings,
  });
  return [moved("1300", net), ...(gross > net ? [moved("1400", gross - net)] : [])];
}

function promised(
  terms: Terms,
  part: Part,
  facts: readonly Fact[],
  stop: CivilDate,
  { id }: Context<Fact>,
): Obligation[] {
  const { id: name, weightBp, due, done, gross } = part;
  return [
    {
      key: `${id}/${name}`,
      kind: "deliverable",
      due,
      description: `${name}, ${percent(weightBp)} of the value`,
      state: stateOf(part, facts, stop, terms.longStop),
    },
    ...(done
      ? [
          {
            key: `${id}/${name}/vat-invoice`,
            kind: "partner_vat_invoice" as const,
            due: done,
            description: `Partner invoices ${name}`,
            state: "due" as const,
            amount: gross,
          },
        ]
      : []),
  ];
}

/** What counts as accepted by silence stands as handed in: a rejection may still come in time. */
function stateOf(
  { id, done, due, bySilence }: Part,
  facts: readonly Fact[],
  stop: CivilDate,
  longStop: CivilDate,
): Obligation["state"] {
  if (bySilence) return "submitted";
  if (done) return done > due ? "late" : "accepted";
  const last = facts.filter((f) => f.deliverable === id && f.fact !== "accepted").at(-1);
  if (last?.fact === "submitted") return "submitted";
  if (last?.fact === "rejected") return "rejected";
  return stop < longStop ? "cancelled" : "failed";
}
