import { addDays, addMonths, minDate } from "#server/lib/dates.ts";
import { allocate, sum } from "#server/lib/money.ts";
import { amountOf, around, inPounds } from "../../engine/listed.ts";
import type { Forecast, Price } from "../../engine/model.ts";
import type { Terms } from "./terms.ts";

export const price = {
  headline: ({ fee }) => `${inPounds(fee)} once`,
  firstYear({ fee, instalments }, months) {
    const rows = instalments as readonly { weight: number; on?: string; milestone?: string }[];
    const parts = allocate(
      amountOf(fee),
      rows.map(({ weight }) => BigInt(weight)),
    );
    return sum(parts.filter((_, index) => months <= 12 || inFirstYear(rows[index]!, index)));
  },
  overTime: null,
  perUser: true,
  raised: (terms, more) => ({ ...terms, fee: Number(amountOf(terms.fee) + more) }),
  usual: (yearly) => ({
    months: 36,
    furtherYear: yearly,
    users: 6,
    furtherUser: 50_000,
    terms: {
      kind: "one_off_fee",
      fee: yearly * 3,
      recognition: "when_triggered",
      instalments: [
        { label: "Signature", weight: 4000, on: "{start}" },
        { label: "Data received", weight: 3500, milestone: "Data received" },
        { label: "First results", weight: 2500, milestone: "First results" },
      ],
    },
    limits: { fee: around(yearly * 3, 100) },
  }),
  whyNot: "The dataset changes every month, so one price for ever cannot be fair.",
  expects: null,
  beyond: () => null,
  granted: () => "Milestones are reached every six months.",
  // Milestones are reached at even steps over the first two years.
  assumed: ({ instalments }, _, { from, to }) =>
    instalments.flatMap(({ milestone }, index) =>
      milestone === undefined
        ? []
        : [
            {
              fact: "reached",
              on: minDate(addMonths(from, 6 * index), addDays(to, -1)),
              id: milestone,
              milestone,
            },
          ],
    ),
} satisfies Partial<Price & Forecast<Terms>>;

/** A day that follows from the start by less than a year; a milestone as it is assumed, every six months. */
const inFirstYear = ({ on }: { on?: string }, index: number): boolean => {
  if (on === undefined) return index * 6 < 12;
  const days = /^\{start\}(?:\+(\d+)d)?$/.exec(on);
  return days !== null && Number(days[1] ?? 0) < 365;
};
