import { addDays, addMonths, minDate } from "#server/lib/dates.ts";
import { amountOf, around, inPounds } from "../../engine/listed.ts";
import type { Forecast, Price } from "../../engine/model.ts";
import type { Terms } from "./terms.ts";

export const price = {
  headline: ({ fee }) => `${inPounds(fee)} once`,
  firstYear: ({ fee }) => amountOf(fee),
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
