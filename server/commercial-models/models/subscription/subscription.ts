import {
  anchoredTo,
  type CivilDate,
  daysBetween,
  formatDate,
  maxDate,
  minDate,
  type Period,
} from "#server/lib/dates.ts";
import { least, type Pence, pounds, scaled } from "#server/lib/money.ts";
import { defineModel, nothingPeculiar } from "../../engine/model.ts";
import { lessBefore, line, pool, sharedByDays, supply } from "../../engine/parts.ts";
import type { Charge, Context } from "../../engine/plan.ts";
import { faults } from "./faults.ts";
import { indexedPrice, indexWords } from "./indexation.ts";
import { price } from "./price.ts";
import { renewed } from "./renewal.ts";
import { reports } from "./reports.ts";
import { type Fact, fact, type Terms, terms } from "./terms.ts";
import { type Held, type Rate, trueUps } from "./true-up.ts";
import { words } from "./words.ts";

type Year = { year: Period; period: Period };

/** Model 5: a price a year, in advance, shared by days (README §5). */
export const subscription = defineModel({
  ...nothingPeculiar,
  kind: "subscription",
  number: 5,
  title: "Subscription",
  summary: "The licensee pays a price a year, in advance, whatever use is made of the data.",
  terms,
  fact,
  component: "access",
  commercial: true,
  cadence: "yearly",
  countsByYear: false,
  takesFeeCredit: false,
  dependsOnSuccess: false,
  risk: null,
  ...words,
  ...price,
  ...reports,
  // A licence ends on the day that was signed.
  refuses: ({ autoRenew }) =>
    autoRenew
      ? {
          parameter: "autoRenew",
          sentence: "A licence that renews itself is not offered: renew it by a new one",
        }
      : null,
  faults,
  plan(terms, facts, context) {
    const term = renewed(terms, facts, context);
    const charges: Charge[] = [];
    const held: Held[] = [];
    for (const { year, period } of billingPeriods(term, terms)) {
      if (context.ended && period.from >= context.ended.on) break;
      charges.push(...chargesOf({ terms, facts, term, year, period, held, context }));
    }
    if (terms.trueUp) charges.push(...trueUps(terms, facts, term, held, context));
    return { charges };
  },
});

/** A charge of a period: the price a year from its first day, and each lower one with its day. */
type Stretch = { key: string; from: CivilDate; what: string; prices: { from: CivilDate; price: Pence }[] };
type Billing = {
  terms: Terms;
  facts: readonly Fact[];
  term: Period;
  year: Period;
  period: Period;
  /** Grows as periods are billed, in order. */
  held: Held[];
  context: Context<Fact>;
};

/**
 * The charges of one billing period: the rate at its start, and each rise from its day. A fall waits for the next
 * period, or, where it is credited, is taken off the newest rise first.
 */
function chargesOf(billing: Billing): Charge[] {
  const { terms, facts, term, year, period, held, context } = billing;
  const { id, ended } = context;
  const price = ({ tier, quantity }: Rate) =>
    indexedPrice(terms, facts, term, year.from, tier) * BigInt(quantity);
  const wanted = (day: CivilDate) =>
    facts.reduce((rate, f) => (f.on <= day ? changed(rate, f, terms) : rate), firstRate(terms));

  let current = wanted(period.from);
  held.push({ from: period.from, rate: current });
  const stretches: Stretch[] = [
    {
      key: `${id}/${period.from}`,
      from: period.from,
      what: `${rateInWords(current)}${indexWords(terms, facts, term, year.from)}`,
      prices: [{ from: period.from, price: price(current) }],
    },
  ];
  const days = new Set(facts.flatMap((f) => (f.fact === "changed" ? [f.on] : [])));
  for (const day of days) {
    if (day <= period.from || day >= period.to || (ended && day >= ended.on)) continue;
    const next = wanted(day);
    const rise = price(next) - price(current);
    if (rise < 0n && terms.downgrade !== "credited") continue;
    if (rise > 0n)
      stretches.push({
        key: `${id}/${period.from}/from:${day}`,
        from: day,
        what: `rise from ${rateInWords(current)} to ${rateInWords(next)}`,
        prices: [{ from: day, price: rise }],
      });
    if (rise < 0n) lower(stretches, -rise, day);
    current = next;
    held.push({ from: day, rate: current });
  }
  return stretches.flatMap((stretch) => owed(stretch, billing));
}

/** A fall in price from a day, off the newest stretches first. */
function lower(stretches: readonly Stretch[], fall: Pence, from: CivilDate) {
  let rest = fall;
  for (const { prices } of stretches.toReversed()) {
    const running = prices.at(-1)!.price;
    const less = least(rest, running);
    rest -= less;
    if (less > 0n) prices.push({ from, price: running - less });
  }
}

/** What is owed for a stretch, again from each day on which its price fell; once ended, again from that day. */
function owed(stretch: Stretch, { terms, year, period, context: { id, ended } }: Billing): Charge[] {
  const { key, from, what, prices } = stretch;
  const of = daysBetween(year.from, year.to);
  // Counted from the first day that is billed in this year, so that parts of a year always add up to the year.
  const before = daysBetween(terms.periodMonths === 12 ? from : year.from, from);
  const charge = (on: CivilDate, to: CivilDate, known: Stretch["prices"]): Charge => {
    const first = known[0]!.price;
    const days = daysBetween(from, to);
    const { net, workings } = pricedByDays(stepsUntil(to, known), what, { before, of });
    return supply({
      key,
      component: id,
      period: { from, to },
      on,
      // A price that fell is no longer shared from a whole one: discounts then count on what is left.
      ...(known.length === 1 && { prorated: { whole: first, from: before, to: before + days, of } }),
      lines: [line("Subscription", net, workings)],
      earned: { over: { from, to } },
      pool: pool(key, "4110"),
    });
  };
  const standing = prices.map((step, index) => charge(step.from, period.to, prices.slice(0, index + 1)));
  if (!ended || ended.on >= period.to) return standing;
  const on = maxDate(ended.on, from);
  // By the supplier's fault days come back; otherwise no money does, and what was billed is earned by the end.
  if (ended.by === "supplier_fault") return [...standing, charge(on, ended.on, prices)];
  return [...standing, { ...standing.at(-1)!, on, earned: { over: { from, to: ended.on } } }];
}

/** How many days each price ran; one that had not begun by `to` ran none. */
const stepsUntil = (to: CivilDate, prices: Stretch["prices"]) =>
  prices.map(({ from, price }, index) => ({
    from,
    price,
    days: Math.max(0, daysBetween(from, minDate(to, prices[index + 1]?.from ?? to))),
  }));

/** The days of a stretch at their prices, rounded once, with the sum that leads there. */
function pricedByDays(
  [first, ...lower]: ReturnType<typeof stepsUntil>,
  what: string,
  { before, of }: { before: number; of: number },
): { net: Pence; workings: string } {
  const { price, days } = first!;
  const words = `${pounds(price)} a year (${what})`;
  const fallen = lower.filter((step) => step.days > 0);
  if (fallen.length === 0) return sharedByDays(price, words, { from: before, to: before + days, of });
  const exact = fallen.reduce(
    (total, step) => total + step.price * BigInt(step.days),
    price * BigInt(before + days),
  );
  const [upTo, paid] = [scaled(exact, 1n, of), scaled(price, before, of)];
  const sums = [
    `${words} × ${before + days}/${of} days`,
    ...fallen.map(
      (step) => `${pounds(step.price)} a year × ${step.days}/${of} days from ${formatDate(step.from)}`,
    ),
  ].join(" + ");
  return {
    net: upTo - paid,
    workings: before === 0 ? sums : `${sums} = ${lessBefore(upTo, paid, before)}`,
  };
}

/** Periods of billing within anchored years; the first and the last may be short. */
function* billingPeriods(term: Period, { anchor, periodMonths }: Terms): Generator<Year> {
  const at = anchoredTo(term.from, anchor);
  for (let index = 0; ; index++) {
    const from = at(index * periodMonths);
    if (from >= term.to) return;
    const to = at((index + 1) * periodMonths);
    if (to <= term.from) continue;
    const yearIndex = Math.floor((index * periodMonths) / 12);
    yield {
      year: { from: at(yearIndex * 12), to: at((yearIndex + 1) * 12) },
      period: { from: maxDate(from, term.from), to: minDate(to, term.to) },
    };
  }
}

const firstRate = ({ tier, quantity }: Terms): Rate => ({ tier, quantity });
const changed = (rate: Rate, f: Fact, { tiers }: Terms): Rate =>
  f.fact === "changed"
    ? {
        tier: f.tier !== undefined && Object.hasOwn(tiers, f.tier) ? f.tier : rate.tier,
        quantity: f.quantity ?? rate.quantity,
      }
    : rate;
const rateInWords = ({ tier, quantity }: Rate) => (quantity === 1 ? tier : `${quantity} × ${tier}`);
