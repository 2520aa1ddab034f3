import { z } from "zod";
import {
  addMonths,
  type CivilDate,
  civil,
  daysBetween,
  maxDate,
  minDate,
  type Period,
} from "#server/lib/dates.ts";
import { type Pence, pounds, scaled } from "#server/lib/money.ts";
import { dated, positivePence } from "./fields.ts";
import { line, pool, supply } from "./parts.ts";
import { type Charge, defineModel } from "./shape.ts";

const quantity = z.number().int().min(1).max(1_000_000);
const terms = z
  .strictObject({
    kind: z.literal("subscription"),
    tiers: z.record(z.string(), positivePence).describe("Price in pence a year of each tier"),
    tier: z.string().describe("Tier at the start"),
    quantity: quantity.prefault(1).describe("How many subscriptions"),
    anchor: z
      .string()
      .regex(/^\d{2}-\d{2}$/)
      .optional()
      .describe("Month and day on which each year begins; the start when left out"),
    periodMonths: z.literal([1, 3, 6, 12]).prefault(12).describe("Billed in advance every so many months"),
  })
  .refine(({ tiers, tier }) => tier in tiers, {
    path: ["tier"],
    message: "The tier stands on the price list",
  });
const fact = z.discriminatedUnion("fact", [
  z.strictObject({
    ...dated,
    fact: z.literal("changed"),
    tier: z.string().optional().describe("New tier"),
    quantity: quantity.optional().describe("New number"),
  }),
]);
type Terms = z.output<typeof terms>;
type Rate = { tier: string; quantity: number };

/** Model 5: a price a year, in advance, shared by days (commercial-models.md 4.5). */
export const subscription = defineModel({
  kind: "subscription",
  number: 5,
  title: "Subscription",
  summary: "The licensee pays a price a year, in advance, whatever use is made of the data.",
  terms,
  fact,
  plan(terms, facts, { id, term, ended }) {
    const charges: Charge[] = [];
    let rate: Rate = { tier: terms.tier, quantity: terms.quantity };
    for (const { year, period } of billingPeriods(term, terms)) {
      if (ended && period.from >= ended.on) break;
      // A rise counts from its day; a fall waits for the next period.
      for (const f of facts) if (f.on <= period.from) rate = changed(rate, f, terms);
      charges.push(
        ...owed(
          id,
          terms,
          `${id}/${period.from}`,
          year,
          period,
          priceOf(terms, rate),
          rateInWords(rate),
          period.from,
          ended,
        ),
      );
      let current = rate;
      for (const f of facts) {
        if (f.on <= period.from || f.on >= period.to) continue;
        const next = changed(current, f, terms);
        const rise = priceOf(terms, next) - priceOf(terms, current);
        if (rise <= 0n || (ended && f.on >= ended.on)) continue;
        charges.push(
          ...owed(
            id,
            terms,
            `${id}/${period.from}/from:${f.on}`,
            year,
            { from: f.on, to: period.to },
            rise,
            `rise from ${rateInWords(current)} to ${rateInWords(next)}`,
            f.on,
            ended,
          ),
        );
        current = next;
      }
    }
    return { charges };
  },
});

/** What is owed for a stretch of a year; once ended, the same key again from that day. */
function owed(
  id: string,
  terms: Terms,
  key: string,
  year: Period,
  period: Period,
  price: Pence,
  what: string,
  on: CivilDate,
  ended: { on: CivilDate; by: string } | null,
): Charge[] {
  const of = daysBetween(year.from, year.to);
  const yearEnd = period.to;
  const charge = (from: CivilDate, service: Period, to: CivilDate): Charge => {
    // Counted from the first day that is billed in this year, so that parts of a year always add up to the year.
    const start = terms.periodMonths === 12 ? service.from : year.from;
    const prorated = { whole: price, from: daysBetween(start, service.from), to: daysBetween(start, to), of };
    const net = scaled(price, prorated.to, of) - scaled(price, prorated.from, of);
    return supply({
      key,
      component: id,
      period: { from: service.from, to },
      on: from,
      prorated,
      lines: [
        line(
          "Subscription",
          net,
          `${pounds(price)} a year (${what}) × ${prorated.to - prorated.from}/${of} days`,
        ),
      ],
      earned: { over: { from: service.from, to } },
      pool: pool(key, "4110"),
    });
  };
  const first = charge(on, period, yearEnd);
  if (!ended || ended.on >= yearEnd) return [first];
  if (ended.by === "supplier_fault") return [first, charge(maxDate(ended.on, on), period, ended.on)];
  // No money back; what was billed is earned by the end.
  return [
    first,
    { ...first, on: maxDate(ended.on, on), earned: { over: { from: period.from, to: ended.on } } },
  ];
}

/** Periods of billing within anchored years; the first and the last may be short. */
function* billingPeriods(
  term: Period,
  { anchor, periodMonths }: Terms,
): Generator<{ year: Period; period: Period }> {
  const first = anchor ? anchoredBefore(term.from, anchor) : term.from;
  for (let index = 0; ; index++) {
    const from = addMonths(first, index * periodMonths);
    if (from >= term.to) return;
    const to = addMonths(first, (index + 1) * periodMonths);
    if (to <= term.from) continue;
    const yearIndex = Math.floor((index * periodMonths) / 12);
    yield {
      year: { from: addMonths(first, yearIndex * 12), to: addMonths(first, (yearIndex + 1) * 12) },
      period: { from: maxDate(from, term.from), to: minDate(to, term.to) },
    };
  }
}

function anchoredBefore(start: CivilDate, anchor: string): CivilDate {
  const leap = anchor === "02-29";
  const inYear = (year: number) => addMonths(civil(`2000-${leap ? "02-29" : anchor}`), (year - 2000) * 12);
  const year = Number(start.slice(0, 4));
  return inYear(year) <= start ? inYear(year) : inYear(year - 1);
}

const changed = (
  rate: Rate,
  change: { tier?: string | undefined; quantity?: number | undefined },
  { tiers }: Terms,
): Rate => ({
  tier: change.tier !== undefined && change.tier in tiers ? change.tier : rate.tier,
  quantity: change.quantity ?? rate.quantity,
});
const priceOf = ({ tiers }: Terms, { tier, quantity }: Rate): Pence => tiers[tier]! * BigInt(quantity);
const rateInWords = ({ tier, quantity }: Rate) => (quantity === 1 ? tier : `${quantity} × ${tier}`);
