import { daysBetween } from "#server/lib/dates.ts";
import { pounds, scaled } from "#server/lib/money.ts";
import { asRatio } from "../../engine/fields.ts";
import { defineModel, nothingPeculiar } from "../../engine/model.ts";
import { directly, line, pool, supply } from "../../engine/parts.ts";
import type { Charge, Context, Earned, Obligation } from "../../engine/plan.ts";
import { faults } from "./faults.ts";
import { price } from "./price.ts";
import { type PromiseName, reports } from "./reports.ts";
import { type Fact, fact, type Instalment, type Terms, terms } from "./terms.ts";
import { words } from "./words.ts";

/** Model 4: one fee, whole or in instalments by date or milestone (README §4). */
export const oneOffFee = defineModel({
  ...nothingPeculiar,
  kind: "one_off_fee",
  number: 4,
  title: "One-off fee",
  summary: "The licensee pays one agreed price, at once or in instalments.",
  terms,
  fact,
  component: "fee",
  commercial: true,
  cadence: "once",
  countsByYear: false,
  takesFeeCredit: false,
  dependsOnSuccess: false,
  risk: null,
  signedFor: (terms, { to }) => ({
    ...terms,
    instalments: terms.instalments.map((one) =>
      one.milestone === undefined || one.longStop !== undefined ? one : { ...one, longStop: to },
    ),
  }),
  ...words,
  ...price,
  ...reports,
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
          line(
            "Licence fee for the days used",
            scaled(terms.fee, used, whole),
            `${pounds(terms.fee)} × ${used}/${whole} days used`,
          ),
        ],
        ...(terms.recognition === "over_time" && { earned: { over: { from: term.from, to: ended.on } } }),
      });
    }
    return { charges, obligations: milestones(terms, facts, context) };
  },
  faults,
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

function milestones(terms: Terms, facts: readonly Fact[], context: Context<Fact>): Obligation<PromiseName>[] {
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
