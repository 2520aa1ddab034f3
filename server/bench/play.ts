import { play } from "#server/commercial-models/play/play.ts";
import { addMonths, civil } from "#server/lib/dates.ts";

const start = civil("2026-04-01");

/** One usage licence over ten years with a tally a month, each heard the next day. */
export const tenYears = (number: number) => ({
  reference: `L-${number}`,
  term: { from: start, to: addMonths(start, 120) },
  customer: { country: "GB" },
  components: [
    {
      id: "rows",
      terms: {
        kind: "usage_based",
        unit: "row",
        pricing: "graduated",
        tiers: [
          { upTo: "1000000", unitPrice: "0.05" },
          { upTo: null, unitPrice: "0.03" },
        ],
        yearlyMinimum: 100_000,
      },
    },
  ],
  facts: Array.from({ length: 120 }, (_, month) => ({
    component: "rows",
    fact: "used",
    on: addMonths(start, month),
    quantity: String(500_000 + ((number * 7_919 + month * 104_729) % 1_500_000)),
  })),
  until: addMonths(start, 124),
});

/** Plays so many licences month by month; answers how many documents were issued. */
export const playAll = (count: number): number =>
  Array.from({ length: count }, (_, number) => play(tenYears(number)).documents.length).reduce(
    (a, b) => a + b,
    0,
  );
