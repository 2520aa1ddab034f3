import { z } from "zod";
import { daysBetween } from "#server/lib/dates.ts";
import { scaled } from "#server/lib/money.ts";
import { asRatio, dated, day, decimal, positivePence } from "../engine/fields.ts";
import { directly, line, pool, supply } from "../engine/parts.ts";
import { type Charge, type Context, defineModel, type Earned, type Obligation } from "../engine/plan.ts";

const instalment = z
  .strictObject({
    label: z.string().min(1).describe("Name of the instalment; part of the key of its charge"),
    weight: z.number().int().min(1).describe("Its weight among the instalments, in any unit they share"),
    on: day.optional().describe("Day on which it falls due"),
    milestone: z.string().min(1).optional().describe("Milestone that makes it fall due"),
    longStop: day.optional().describe("Day by which the milestone is reached, or never"),
    atLongStop: z
      .enum(["lapses", "falls_due"])
      .prefault("lapses")
      .describe("What becomes of the instalment when its milestone was not reached by the long-stop"),
    plannedQuantity: decimal
      .refine((text) => asRatio(text).num > 0n, "Plan more than nothing")
      .optional()
      .describe("Quantity on which the instalment was sized; the quantity reached sizes it again, once"),
  })
  .refine(
    ({ on, milestone }) => (on === undefined) !== (milestone === undefined),
    "An instalment has a day or a milestone, not both",
  )
  .refine(({ milestone, longStop, plannedQuantity }) => milestone || (!longStop && !plannedQuantity), {
    path: ["longStop"],
    message: "Only a milestone has a long-stop or a quantity",
  });

const terms = z
  .strictObject({
    kind: z.literal("one_off_fee").describe("The model"),
    fee: positivePence.describe("The fee in pence"),
    recognition: z
      .enum(["point_in_time", "over_time", "when_triggered"])
      .prefault("point_in_time")
      .describe("When income is taken: at transfer, over the term, or as instalments are triggered"),
    instalments: z.array(instalment).min(1).describe("How the fee is split"),
    acceleration: z
      .boolean()
      .prefault(false)
      .describe("Whether instalments by date all fall due when the customer breaks the contract"),
  })
  .refine(({ instalments }) => new Set(instalments.map(({ label }) => label)).size === instalments.length, {
    path: ["instalments"],
    message: "Each instalment has a name of its own",
  })
  .refine(
    ({ recognition, instalments }) =>
      recognition === "when_triggered" || instalments.every(({ plannedQuantity }) => !plannedQuantity),
    {
      path: ["recognition"],
      message: "A fee that is sized by quantity is income as its instalments are triggered",
    },
  );
const fact = z.discriminatedUnion("fact", [
  z.strictObject({
    ...dated,
    fact: z.literal("reached").describe("A milestone was reached and accepted"),
    milestone: z.string().min(1).describe("Name of the milestone"),
    quantity: decimal.optional().describe("Quantity reached, where the instalment was sized by one"),
    acceptor: z.string().min(1).optional().describe("Who accepted it"),
  }),
]);
type Terms = z.output<typeof terms>;
type Instalment = Terms["instalments"][number];
type Fact = z.output<typeof fact>;

/** Model 4: one fee, whole or in instalments by date or milestone (README §4). */
export const oneOffFee = defineModel({
  kind: "one_off_fee",
  number: 4,
  title: "One-off fee",
  summary: "The licensee pays one agreed price, at once or in instalments.",
  terms,
  fact,
  plan(terms, facts, context) {
    const { id, term, ended } = context;
    const parts = terms.instalments.map((instalment) => {
      const reached = facts.find((f) => f.milestone === instalment.milestone);
      const { plannedQuantity: planned } = instalment;
      return {
        slot: instalment.label,
        weight: BigInt(instalment.weight),
        on: triggered(terms, instalment, facts, context),
        ...(planned !== undefined &&
          reached?.quantity !== undefined &&
          (!instalment.longStop || reached.on < instalment.longStop) && {
            resized: {
              num: asRatio(reached.quantity).num,
              den: asRatio(planned).num,
              words: `${reached.quantity} of ${planned} planned`,
            },
          }),
      };
    });
    const earned: Earned =
      terms.recognition === "over_time"
        ? { over: term }
        : terms.recognition === "point_in_time"
          ? { on: term.from }
          : "when_billed";
    const charges: Charge[] = [
      supply({
        key: id,
        component: id,
        period: term,
        on: term.from,
        parts,
        lines: [line("Licence fee", terms.fee, "agreed")],
        earned,
        pool: earned === "when_billed" ? directly(pool(id, "4100")) : pool(id, "4100"),
      }),
    ];
    if (ended?.by === "supplier_fault") {
      const whole = daysBetween(term.from, term.to);
      const used = daysBetween(term.from, ended.on);
      charges.push({
        ...charges[0]!,
        on: ended.on,
        lines: [
          line("Licence fee for the days used", scaled(terms.fee, used, whole), `${used}/${whole} days used`),
        ],
        ...(terms.recognition === "over_time" && { earned: { over: { from: term.from, to: ended.on } } }),
      });
    }
    return { charges, obligations: milestones(terms, facts, context) };
  },
});

/** The day on which an instalment falls due; null while nothing triggered it. What was not triggered before the end lapses. */
function triggered(terms: Terms, instalment: Instalment, facts: readonly Fact[], { ended }: Context<Fact>) {
  const { on, milestone, longStop, atLongStop } = instalment;
  if (on !== undefined) {
    if (!ended || on < ended.on) return on;
    return terms.acceleration && ended.by === "customer_breach" ? ended.on : null;
  }
  const reached = facts.find((f) => f.milestone === milestone)?.on ?? null;
  const day =
    reached && (!longStop || reached < longStop)
      ? reached
      : atLongStop === "falls_due"
        ? (longStop ?? null)
        : null;
  return day && ended && day >= ended.on ? null : day;
}

function milestones(terms: Terms, facts: readonly Fact[], context: Context<Fact>): Obligation[] {
  return terms.instalments.flatMap((instalment) => {
    const { label, milestone, longStop } = instalment;
    if (!milestone) return [];
    const reached = facts.find((f) => f.milestone === milestone)?.on ?? null;
    const inTime =
      reached && (!longStop || reached < longStop) && !(context.ended && reached >= context.ended.on);
    return [
      {
        key: `${context.id}/${label}`,
        kind: "milestone",
        due: reached ?? longStop ?? null,
        description: label,
        state: inTime
          ? ("accepted" as const)
          : context.ended || reached
            ? ("cancelled" as const)
            : ("planned" as const),
      },
    ];
  });
}
