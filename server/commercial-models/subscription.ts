import { z } from "zod";
import {
  addDays,
  addMonths,
  anchorBefore,
  type CivilDate,
  daysBetween,
  maxDate,
  minDate,
  type Period,
} from "#server/lib/dates.ts";
import { type Pence, percent, pounds, scaled } from "#server/lib/money.ts";
import { anchor, dated, positivePence, signedBp } from "./fields.ts";
import { line, netOf, pool, supply } from "./parts.ts";
import { type Charge, type Context, defineModel, type Ended } from "./shape.ts";

const quantity = z.number().int().min(1).max(1_000_000);
const terms = z
  .strictObject({
    kind: z.literal("subscription").describe("The model"),
    tiers: z.record(z.string(), positivePence).describe("Price in pence a year of each tier"),
    tier: z.string().describe("Tier at the start"),
    quantity: quantity.prefault(1).describe("How many subscriptions, or seats"),
    anchor: anchor.optional().describe("Month and day on which each year begins; the start when left out"),
    periodMonths: z.literal([1, 3, 6, 12]).prefault(12).describe("Billed in advance every so many months"),
    downgrade: z
      .enum(["at_renewal", "credited"])
      .prefault("at_renewal")
      .describe("Whether a fall waits for the next period or is credited from its day"),
    trueUp: z
      .boolean()
      .prefault(false)
      .describe("Whether seats above the quantity are billed at the anniversary, each from its first day"),
    indexation: z
      .strictObject({
        index: z.string().min(1).describe("Name of the index"),
        capBp: signedBp.prefault(10_000).describe("The price rises by at most this, in basis points"),
        floorBp: signedBp
          .prefault(0)
          .describe("The price rises by at least this, in basis points; below zero it may fall"),
      })
      .optional()
      .describe("The price of each new year follows an index"),
    noticeDays: z
      .number()
      .int()
      .min(0)
      .max(365)
      .prefault(0)
      .describe("Days of notice before an end for convenience or a renewal"),
    autoRenew: z
      .boolean()
      .prefault(false)
      .describe("Whether it goes on for another year on the same terms unless notice was given"),
  })
  .refine(({ tiers, tier }) => tier in tiers, {
    path: ["tier"],
    message: "The tier stands on the price list",
  })
  .refine(({ indexation }) => !indexation || indexation.floorBp <= indexation.capBp, {
    path: ["indexation", "floorBp"],
    message: "The floor is not above the cap",
  });
const fact = z.discriminatedUnion("fact", [
  z.strictObject({
    ...dated,
    fact: z.literal("changed").describe("Another tier or number from a day"),
    tier: z.string().optional().describe("New tier"),
    quantity: quantity.optional().describe("New number"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("indexed").describe("The index was published; it counts for the next year that begins"),
    bp: signedBp.describe("Change of the index in basis points, below zero for a fall"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("seated").describe("So many seats were in use from a day"),
    seats: z.number().int().min(0).max(1_000_000).describe("Seats in use"),
  }),
  z.strictObject({ ...dated, fact: z.literal("noticed").describe("Notice was given: it does not renew") }),
]);
type Terms = z.output<typeof terms>;
type Fact = z.output<typeof fact>;
type Rate = { tier: string; quantity: number };
type Year = { year: Period; period: Period };

/** Model 5: a price a year, in advance, shared by days (commercial-models.md 4.5). */
export const subscription = defineModel({
  kind: "subscription",
  number: 5,
  title: "Subscription",
  summary: "The licensee pays a price a year, in advance, whatever use is made of the data.",
  terms,
  fact,
  plan(terms, facts, context) {
    const { id, ended } = context;
    const term = renewed(terms, facts, context);
    const charges: Charge[] = [];
    let rate: Rate = { tier: terms.tier, quantity: terms.quantity };
    for (const { year, period } of billingPeriods(term, terms)) {
      if (ended && period.from >= ended.on) break;
      const price = (one: Rate) =>
        indexedPrice(terms, facts, term, year.from, one.tier) * BigInt(one.quantity);
      // A rise counts from its day; a fall waits for the next period, unless it is credited.
      for (const f of facts) if (f.on <= period.from) rate = changed(rate, f, terms);
      const inWords = `${rateInWords(rate)}${indexWords(terms, facts, term, year.from)}`;
      const stretches: Charge[][] = [
        owed({
          id,
          terms,
          year,
          ended,
          key: `${id}/${period.from}`,
          period,
          price: price(rate),
          what: inWords,
        }),
      ];
      let current = rate;
      for (const f of facts) {
        if (f.on <= period.from || f.on >= period.to || (ended && f.on >= ended.on)) continue;
        const next = changed(current, f, terms);
        const rise = price(next) - price(current);
        if (rise > 0n)
          stretches.push(
            owed({
              id,
              terms,
              year,
              ended,
              key: `${id}/${period.from}/from:${f.on}`,
              period: { from: f.on, to: period.to },
              price: rise,
              what: `rise from ${rateInWords(current)} to ${rateInWords(next)}`,
            }),
          );
        else if (rise < 0n && terms.downgrade === "credited") lower(stretches, -rise, f.on, year, period);
        else continue;
        current = next;
      }
      charges.push(...stretches.flat());
    }
    if (terms.trueUp) charges.push(...trueUps(terms, facts, term, context));
    return { charges };
  },
});

type Stretch = {
  id: string;
  terms: Terms;
  year: Period;
  ended: Ended | null;
  key: string;
  period: Period;
  price: Pence;
  what: string;
};

/** What is owed for a stretch of a year; once ended, the same key again from that day. */
function owed({ id, terms, year, ended, key, period, price, what }: Stretch): Charge[] {
  const of = daysBetween(year.from, year.to);
  const on = period.from;
  const charge = (billed: CivilDate, to: CivilDate): Charge => {
    // Counted from the first day that is billed in this year, so that parts of a year always add up to the year.
    const start = terms.periodMonths === 12 ? period.from : year.from;
    const prorated = { whole: price, from: daysBetween(start, period.from), to: daysBetween(start, to), of };
    const net = scaled(price, prorated.to, of) - scaled(price, prorated.from, of);
    return supply({
      key,
      component: id,
      period: { from: period.from, to },
      on: billed,
      prorated,
      lines: [
        line(
          "Subscription",
          net,
          `${pounds(price)} a year (${what}) × ${prorated.to - prorated.from}/${of} days`,
        ),
      ],
      earned: { over: { from: period.from, to } },
      pool: pool(key, "4110"),
    });
  };
  const first = charge(on, period.to);
  if (!ended || ended.on >= period.to) return [first];
  if (ended.by === "supplier_fault") return [first, charge(maxDate(ended.on, on), ended.on)];
  // No money back; what was billed is earned by the end.
  return [
    first,
    { ...first, on: maxDate(ended.on, on), earned: { over: { from: period.from, to: ended.on } } },
  ];
}

/** A fall in price from a day is taken off the newest stretches first; each then asks for less from that day. */
function lower(stretches: Charge[][], fall: Pence, on: CivilDate, year: Period, period: Period) {
  const [days, of] = [daysBetween(on, period.to), daysBetween(year.from, year.to)];
  let rest = scaled(fall, days, of);
  for (const stretch of stretches.toReversed()) {
    const standing = stretch.findLast((charge) => charge.on <= on);
    if (!standing || rest === 0n) continue;
    const net = netOf(standing);
    const less = rest < net ? rest : net;
    rest -= less;
    // No longer shared from a whole price: discounts then count on what is left.
    const { prorated: _prorated, ...left } = standing;
    stretch.splice(stretch.indexOf(standing) + 1, 0, {
      ...left,
      on,
      lines: [...standing.lines, line("Lowered", -less, `${pounds(fall)} a year less × ${days}/${of} days`)],
    });
  }
}

/** Seats above the agreed number, billed at the end of the year, each from the first day on which it was used. */
function trueUps(terms: Terms, facts: readonly Fact[], term: Period, { id, ended }: Context<Fact>): Charge[] {
  const years = new Map([...billingPeriods(term, terms)].map(({ year }) => [year.from, year]));
  return [...years.values()].flatMap((year) => {
    const to = [year.to, term.to, ended?.on ?? year.to].reduce(minDate);
    const of = daysBetween(year.from, year.to);
    let agreed: Rate = { tier: terms.tier, quantity: terms.quantity };
    let counted = 0;
    const lines = facts.flatMap((f) => {
      if (f.on >= to) return [];
      agreed = changed(agreed, f, terms);
      if (f.fact !== "seated" || f.on < year.from) return [];
      const extra = f.seats - agreed.quantity - counted;
      if (extra <= 0) return [];
      counted += extra;
      const price = indexedPrice(terms, facts, term, year.from, agreed.tier);
      const days = daysBetween(f.on, to);
      return [
        line(
          "Seats above the agreed number",
          scaled(price * BigInt(extra), days, of),
          `${extra} × ${pounds(price)} a year × ${days}/${of} days since ${f.on}`,
        ),
      ];
    });
    if (lines.length === 0) return [];
    const key = `${id}/${year.from}/true-up`;
    return [
      supply({
        key,
        component: id,
        period: { from: maxDate(year.from, term.from), to },
        on: to,
        lines,
        earned: { on: addDays(to, -1) },
        pool: pool(key, "4110"),
      }),
    ];
  });
}

/** The price of a tier in the year that begins on a day: each year before may have indexed it, rounded each time. */
function indexedPrice(
  { tiers, indexation, anchor }: Terms,
  facts: readonly Fact[],
  term: Period,
  yearFrom: CivilDate,
  tier: string,
): Pence {
  let price = tiers[tier]!;
  if (!indexation) return price;
  const first = anchor ? anchorBefore(term.from, anchor) : term.from;
  for (let index = 1; addMonths(first, index * 12) <= yearFrom; index++) {
    const bp = indexOf(facts, addMonths(first, (index - 1) * 12), addMonths(first, index * 12));
    if (bp !== null) price = scaled(price, 10_000 + bounded(bp, indexation), 10_000);
  }
  return price;
}

/** The index that was published last in the year before. */
function indexOf(facts: readonly Fact[], after: CivilDate, upTo: CivilDate): number | null {
  const last = facts.findLast((f) => f.fact === "indexed" && f.on > after && f.on <= upTo);
  return last?.fact === "indexed" ? last.bp : null;
}

const bounded = (bp: number, { capBp, floorBp }: NonNullable<Terms["indexation"]>) =>
  Math.min(Math.max(bp, floorBp), capBp);

function indexWords(terms: Terms, facts: readonly Fact[], term: Period, yearFrom: CivilDate): string {
  if (!terms.indexation || yearFrom <= term.from) return "";
  const bp = indexOf(facts, addMonths(yearFrom, -12), yearFrom);
  return bp === null
    ? ""
    : `, ${terms.indexation.index} ${percent(bp)}, counted as ${percent(bounded(bp, terms.indexation))}`;
}

/** The term, and each further year that began because nobody gave notice in time. */
function renewed(
  { autoRenew, noticeDays }: Terms,
  facts: readonly Fact[],
  { term, until }: Context<Fact>,
): Period {
  if (!autoRenew) return term;
  let to = term.to;
  for (let count = 1; to <= until; count++) {
    const last = addDays(to, -noticeDays);
    if (facts.some((f) => f.fact === "noticed" && f.on <= last)) break;
    to = addMonths(term.to, 12 * count);
  }
  return { from: term.from, to };
}

/** Periods of billing within anchored years; the first and the last may be short. */
function* billingPeriods(term: Period, { anchor, periodMonths }: Terms): Generator<Year> {
  const first = anchor ? anchorBefore(term.from, anchor) : term.from;
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

const changed = (rate: Rate, f: Fact, { tiers }: Terms): Rate =>
  f.fact === "changed"
    ? {
        tier: f.tier !== undefined && f.tier in tiers ? f.tier : rate.tier,
        quantity: f.quantity ?? rate.quantity,
      }
    : rate;
const rateInWords = ({ tier, quantity }: Rate) => (quantity === 1 ? tier : `${quantity} × ${tier}`);
