import { z } from "zod";
import { daysBetween } from "#server/lib/dates.ts";
import { scaled } from "#server/lib/money.ts";
import { dated, day, positivePence } from "./fields.ts";
import { directly, line, pool, supply } from "./parts.ts";
import { type Charge, defineModel, type Earned } from "./shape.ts";

const instalment = z
  .strictObject({
    label: z.string().min(1).describe("Name of the instalment; part of the key of its charge"),
    weight: z.number().int().min(1).describe("Its weight among the instalments"),
    on: day.optional().describe("Day on which it falls due"),
    milestone: z.string().min(1).optional().describe("Milestone that makes it fall due"),
  })
  .refine(
    ({ on, milestone }) => (on === undefined) !== (milestone === undefined),
    "An instalment has a day or a milestone, not both",
  );

const terms = z
  .strictObject({
    kind: z.literal("one_off_fee"),
    fee: positivePence.describe("The fee in pence"),
    recognition: z
      .enum(["point_in_time", "over_time", "when_triggered"])
      .prefault("point_in_time")
      .describe("When income is taken: at transfer, over the term, or as instalments are triggered"),
    instalments: z.array(instalment).min(1).describe("How the fee is split"),
  })
  .refine(({ instalments }) => new Set(instalments.map(({ label }) => label)).size === instalments.length, {
    path: ["instalments"],
    message: "Each instalment has a name of its own",
  });
const fact = z.discriminatedUnion("fact", [
  z.strictObject({
    ...dated,
    fact: z.literal("reached"),
    milestone: z.string().min(1).describe("Name of the milestone"),
  }),
]);

/** Model 4: one fee, whole or in instalments by date or milestone (commercial-models.md 4.4). */
export const oneOffFee = defineModel({
  kind: "one_off_fee",
  number: 4,
  title: "One-off fee",
  summary: "The licensee pays one agreed price, at once or in instalments.",
  terms,
  fact,
  plan(terms, facts, { id, term, ended }) {
    const reachedOn = (milestone: string) => facts.find((f) => f.milestone === milestone)?.on ?? null;
    const parts = terms.instalments.map(({ label, weight, on, milestone }) => {
      const triggered = on ?? reachedOn(milestone!);
      // What was not triggered before the end lapses.
      return {
        slot: label,
        weight: BigInt(weight),
        on: triggered && ended && triggered >= ended.on ? null : triggered,
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
    const obligations = terms.instalments.flatMap(({ label, milestone }) => {
      if (!milestone) return [];
      const on = reachedOn(milestone);
      const state =
        on && !(ended && on >= ended.on)
          ? ("accepted" as const)
          : ended
            ? ("cancelled" as const)
            : ("planned" as const);
      return [{ key: `${id}/${label}`, kind: "milestone", due: on, description: label, state }];
    });
    return { charges, obligations };
  },
});
