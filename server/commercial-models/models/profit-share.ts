import { z } from "zod";
import {
  addDays,
  addMonths,
  anchoredTo,
  anchoredYears,
  type CivilDate,
  daysBetween,
  maxDate,
  minDate,
  type Period,
} from "#server/lib/dates.ts";
import { type Pence, percent, pounds, roundHalfAway, scaled, shareOf } from "#server/lib/money.ts";
import { auditDebits, auditTerms, daysOfGrace, lookback, madeBy } from "../engine/audit.ts";
import { bandedExact, bandsInWords } from "../engine/banding.ts";
import { anchor, bands, bp, dated, day, pence, positivePence } from "../engine/fields.ts";
import { line, netOf, pool, supply } from "../engine/parts.ts";
import {
  type Charge,
  type Context,
  defineModel,
  type Earning,
  type Line,
  type Obligation,
  type Pool,
} from "../engine/plan.ts";

const terms = z.strictObject({
  kind: z.literal("profit_share").describe("The model"),
  bands: bands.describe("Rates by profit of the year"),
  hurdle: pence.prefault(0).describe("Profit a year that is not shared, in pence"),
  overheadCapBp: bp
    .optional()
    .describe("Overheads count up to this part of revenue, in basis points; no limit when left out"),
  costCaps: z
    .record(z.string(), bp)
    .prefault({})
    .describe("Other costs by category: each counts up to this part of revenue, in basis points"),
  lossUseCapBp: bp
    .prefault(10_000)
    .describe("Earlier losses may take up to this part of a year's profit, in basis points"),
  lossYears: z
    .number()
    .int()
    .min(0)
    .max(10)
    .optional()
    .describe("Years for which a loss is kept; for the whole term when left out"),
  floor: positivePence.optional().describe("Never less than this a year, in pence"),
  cap: positivePence.optional().describe("Never more than this a year, in pence"),
  onAccountBp: bp.optional().describe("Paid on account each quarter, in basis points of the estimated share"),
  anchor: anchor
    .optional()
    .describe("Month and day on which the partner's financial year begins; the start when left out"),
  statementDueDays: z
    .number()
    .int()
    .min(1)
    .max(180)
    .prefault(90)
    .describe("Days after the last day of the year in which its statement is due"),
  estimateLate: z
    .boolean()
    .prefault(false)
    .describe("Whether a statement ten days late is estimated: the last share × 1.10"),
  tailMonths: z
    .number()
    .int()
    .min(0)
    .max(120)
    .prefault(0)
    .describe("Months after the end in which profit is still shared"),
  vat: z
    .enum(["supply", "outside_scope"])
    .prefault("supply")
    .describe("Consideration for the licence, or the share of a true joint venture outside the scope of VAT"),
  ...auditTerms,
});
const fact = z.discriminatedUnion("fact", [
  z.strictObject({
    ...dated,
    fact: z.literal("estimated").describe("The partner's estimate of the share of a quarter"),
    share: pence.describe("Estimated share of the quarter in pence"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("stated").describe("The profit statement of a year"),
    revenue: pence.describe("Attributable revenue of the year in pence"),
    direct: pence.describe("Direct costs in pence"),
    overhead: pence.describe("Overheads claimed in pence"),
    costs: z
      .record(z.string(), pence)
      .prefault({})
      .describe("Other costs by category, in pence; a category that the terms do not name is not allowed"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("audited").describe("An audit by the NHS was reported"),
    cost: pence.prefault(0).describe("Cost of the audit in pence"),
    additions: z
      .array(
        z.strictObject({
          year: day.describe("A day in the year"),
          profit: pence.describe("Profit that was not stated, in pence"),
        }),
      )
      .describe("What the audit found"),
  }),
]);
export type ProfitTerms = z.output<typeof terms>;
export type ProfitFact = z.output<typeof fact>;
type Stated = Extract<ProfitFact, { fact: "stated" }>;
type Audited = Extract<ProfitFact, { fact: "audited" }>;
type Loss = { year: number; left: Pence };
type Year = { whole: Period; period: Period };
type Estimates = ReadonlyMap<CivilDate, { on: CivilDate; share: Pence }>;

/** What one year came to, once all years are reckoned in order. */
export type ProfitYear = {
  year: Year;
  stated: CivilDate | null;
  estimated: boolean;
  costs: { name: string; claimed: Pence; allowed: Pence }[];
  profit: Pence;
  losses: { opening: Pence; used: Pence; closing: Pence };
  base: Pence;
  share: Pence;
  steps: Line[];
};

/** Model 9: a share of the profit of what was made with the data (README §9). */
export const profitShare = defineModel({
  kind: "profit_share",
  number: 9,
  title: "Profit share",
  summary: "The licensee pays a share of the profit that its product makes.",
  terms,
  fact,
  plan(terms, facts, context) {
    const { id, until, knownDays, knownBy } = context;
    const years = yearsOf(terms, context);
    const estimates = estimatesOf(terms, years, context);
    const poolOf = ({ period }: Year): Pool => pool(`${id}/${period.from}`, "4140");

    const charges: Charge[] = [];
    const lastNet = new Map<string, Pence>();
    const days = [...new Set([...knownDays, ...[...estimates.values()].map(({ on }) => on)])].sort();
    for (const day of days) {
      const then = knownBy(day);
      for (const result of reckonProfit(terms, years, then, madeBy(estimates, day))) {
        const billed = onAccount(terms, result.year, then, poolOf(result.year), context);
        const due =
          result.stated || result.estimated
            ? settledAgainst(terms, result, billed, poolOf(result.year), day, context)
            : billed;
        // Again from the day something changed; what is as before is left out, so nothing is billed twice.
        for (const charge of due) {
          const net = netOf(charge);
          if (lastNet.get(charge.key) === net) continue;
          lastNet.set(charge.key, net);
          charges.push({ ...charge, on: maxDate(charge.on, day) });
        }
      }
    }
    for (const audit of facts)
      if (audit.fact === "audited") charges.push(...auditCharges(terms, audit, years, estimates, context));

    const results = reckonProfit(terms, years, facts, estimates).filter(
      ({ year }) => year.period.from <= until,
    );
    const earnings: Earning[] = results
      .filter(({ share }) => share > 0n)
      .map(({ year, share, steps, estimated }) => ({
        key: `${id}/${year.period.from}`,
        net: share,
        on: estimated ? estimates.get(year.period.from)!.on : addDays(year.period.to, -1),
        pool: poolOf(year),
        workings: steps[0]!.workings,
      }));
    const obligations = results.map((result) => statementDue(id, terms, result));
    return { charges, earnings, obligations };
  },
});

const within = (on: string, { from, to }: Period) => on >= from && on < to;

/** The years of which profit is shared: contract years or the partner's, and those of the tail. */
export const yearsOf = (
  { anchor, tailMonths }: ProfitTerms,
  { term, ended }: Pick<Context<ProfitFact>, "term" | "ended">,
): Year[] => {
  const end = ended && ended.on < term.to ? ended.on : term.to;
  return anchoredYears({ from: term.from, to: tailMonths ? addMonths(end, tailMonths) : end }, anchor);
};

const statementDueOn = (terms: ProfitTerms, { period }: Year) =>
  addDays(addDays(period.to, -1), terms.statementDueDays);

/** All years in order: the losses of one are used by the next, oldest first. */
export function reckonProfit(
  terms: ProfitTerms,
  years: readonly Year[],
  facts: readonly ProfitFact[],
  estimates: Estimates,
): ProfitYear[] {
  let losses: Loss[] = [];
  return years.map((year, index) => {
    const stated = facts.find((f): f is Stated => f.fact === "stated" && within(f.on, year.period));
    const estimate = stated ? undefined : estimates.get(year.period.from);
    if (!stated) return notStated(year, losses, estimate);
    const found = facts.reduce(
      (total, f) =>
        f.fact === "audited" && year.period.to > lookback(terms, f.on)
          ? f.additions.reduce((sum, one) => (within(one.year, year.period) ? sum + one.profit : sum), total)
          : total,
      0n,
    );
    const result = share(terms, stated, found, losses, index, year);
    losses = result.carried;
    return result;
  });
}

const notStated = (
  year: Year,
  losses: readonly Loss[],
  estimate: { on: CivilDate; share: Pence } | undefined,
): ProfitYear => {
  const opening = losses.reduce((total, { left }) => total + left, 0n);
  return {
    year,
    stated: null,
    estimated: estimate !== undefined,
    costs: [],
    profit: 0n,
    losses: { opening, used: 0n, closing: opening },
    base: 0n,
    share: estimate?.share ?? 0n,
    steps: [
      line(
        "Profit share estimated",
        estimate?.share ?? 0n,
        estimate ? `the statement was not in by ${estimate.on}; the last share × 1.10` : "not stated yet",
      ),
    ],
  };
};

/** Caps on costs, losses, hurdle, bands, floor, cap: in this order, rounded once. Part years scale hurdle, floor and cap. */
function share(
  terms: ProfitTerms,
  stated: Stated,
  found: Pence,
  carried: readonly Loss[],
  index: number,
  year: Year,
): ProfitYear & { carried: Loss[] } {
  const days = daysBetween(year.period.from, year.period.to);
  const of = daysBetween(year.whole.from, year.whole.to);
  const part = (amount: Pence) => scaled(amount, days, of);
  // Hurdle, floor and cap of a part year stay exact until the share is rounded, once: everything is counted × days of the year.
  const whole = BigInt(of);
  const exact = (amount: Pence) => amount * BigInt(days);
  const costs = costsOf(terms, stated);
  const profit = stated.revenue - costs.reduce((total, { allowed }) => total + allowed, 0n) + found;
  let losses = carried
    .filter((loss) => terms.lossYears === undefined || index - loss.year <= terms.lossYears)
    .map((loss) => ({ ...loss }));
  const opening = losses.reduce((total, { left }) => total + left, 0n);
  const words = [
    `${pounds(stated.revenue)} revenue${costs.map(({ name, allowed, claimed }) => ` − ${pounds(allowed)} ${name}${allowed < claimed ? ` (of ${pounds(claimed)})` : ""}`).join("")}${found > 0n ? ` + ${pounds(found)} found by audit` : ""} = ${pounds(profit)}`,
  ];
  let used = 0n;
  let shared = 0n;
  if (profit < 0n) losses.push({ year: index, left: -profit });
  else {
    let room = shareOf(profit, terms.lossUseCapBp);
    for (const loss of losses) {
      const take = loss.left < room ? loss.left : room;
      loss.left -= take;
      room -= take;
      used += take;
    }
    const hurdle = part(terms.hurdle);
    const above = (profit - used) * whole - exact(terms.hurdle);
    shared = above > 0n ? above : 0n;
    if (used > 0n) words.push(`less ${pounds(used)} of earlier losses`);
    if (hurdle > 0n) words.push(`less ${pounds(hurdle)} hurdle`);
    words.push(`${bandsInWords(terms.bands)} of ${pounds(roundHalfAway(shared, whole))}`);
  }
  losses = losses.filter(({ left }) => left > 0n);
  let amount = bandedExact(
    shared,
    terms.bands.map(({ upTo, rateBp }) => ({ upTo: upTo === null ? null : upTo * whole, rateBp })),
  );
  if (terms.floor !== undefined && amount < exact(terms.floor) * 10_000n) {
    amount = exact(terms.floor) * 10_000n;
    words.push(`not less than ${pounds(part(terms.floor))}`);
  }
  if (terms.cap !== undefined && amount > exact(terms.cap) * 10_000n) {
    amount = exact(terms.cap) * 10_000n;
    words.push(`not more than ${pounds(part(terms.cap))}`);
  }
  const owed = roundHalfAway(amount, 10_000n * whole);
  return {
    year,
    stated: stated.known,
    estimated: false,
    costs,
    profit,
    losses: { opening, used, closing: losses.reduce((total, { left }) => total + left, 0n) },
    base: roundHalfAway(shared, whole),
    share: owed,
    steps: [line("Profit share", owed, words.join("; "))],
    carried: losses,
  };
}

/** Each cost with what of it counts: direct costs whole, overheads and named categories up to their part of revenue. */
function costsOf(terms: ProfitTerms, stated: Stated): ProfitYear["costs"] {
  const upTo = (name: string, claimed: Pence, capBp: number | undefined) => {
    const most = capBp === undefined ? claimed : shareOf(stated.revenue, capBp);
    return { name, claimed, allowed: claimed < most ? claimed : most };
  };
  return [
    upTo("direct costs", stated.direct, undefined),
    upTo("overheads", stated.overhead, terms.overheadCapBp),
    ...Object.entries(stated.costs)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, claimed]) => upTo(name, claimed, terms.costCaps[name] ?? 0)),
  ];
}

/** The quarters of a year that lie in the term, counted from the first anchored day, so that they never drift. */
function quartersOf(term: Period, anchor: string | undefined, { from, to }: Period): Period[] {
  const at = anchoredTo(term.from, anchor);
  const quarters: Period[] = [];
  for (let index = 0; at(index * 3) < to; index++) {
    const quarter = { from: maxDate(at(index * 3), from), to: minDate(at((index + 1) * 3), to) };
    if (quarter.from < quarter.to) quarters.push(quarter);
  }
  return quarters;
}

function onAccount(
  terms: ProfitTerms,
  year: Year,
  facts: readonly ProfitFact[],
  shared: Pool,
  { id, term }: Context<ProfitFact>,
): Charge[] {
  if (terms.onAccountBp === undefined) return [];
  return quartersOf(term, terms.anchor, year.period).flatMap((quarter) => {
    const estimate = facts.find((f) => f.fact === "estimated" && within(f.on, quarter));
    if (estimate?.fact !== "estimated") return [];
    return [
      supply({
        key: `${id}/${quarter.from}/on-account`,
        component: id,
        period: quarter,
        on: addDays(quarter.to, -1),
        lines: [
          line(
            "Profit share on account",
            shareOf(estimate.share, terms.onAccountBp!),
            `${percent(terms.onAccountBp!)} of the estimate of ${pounds(estimate.share)}`,
          ),
        ],
        earned: "elsewhere",
        pool: shared,
        vat: terms.vat,
        advance: true,
      }),
    ];
  });
}

/** The year's share less what was on account; when too much was, the last quarters ask for less. */
function settledAgainst(
  terms: ProfitTerms,
  { share: owed, steps, year, estimated }: ProfitYear,
  billed: Charge[],
  shared: Pool,
  on: CivilDate,
  { id }: Context<ProfitFact>,
): Charge[] {
  let over = billed.reduce((total, { lines }) => total + lines[0]!.net, 0n) - owed;
  const rest = over < 0n ? -over : 0n;
  const kept = billed.toReversed().map((charge) => {
    if (over <= 0n) return charge;
    const less = over < charge.lines[0]!.net ? over : charge.lines[0]!.net;
    over -= less;
    return {
      ...charge,
      lines: [...charge.lines, line("Too much on account", -less, `The year's share is ${pounds(owed)}`)],
    };
  });
  const paid = owed - rest;
  const final = supply({
    key: `${id}/${year.period.from}`,
    component: id,
    period: year.period,
    on,
    lines: [...steps, ...(paid > 0n ? [line("Paid on account", -paid, "billed by quarter")] : [])],
    earned: "elsewhere",
    pool: shared,
    vat: terms.vat,
    ...(estimated && { estimated: true }),
  });
  return [...kept.toReversed(), final];
}

/** Ten days after a statement was due and not in: the last share × 1.10, as it stood that day. No share before, none. */
function estimatesOf(
  terms: ProfitTerms,
  years: readonly Year[],
  { until, knownBy }: Context<ProfitFact>,
): Estimates {
  const estimates = new Map<CivilDate, { on: CivilDate; share: Pence }>();
  if (!terms.estimateLate) return estimates;
  for (const [index, year] of years.entries()) {
    const on = addDays(statementDueOn(terms, year), daysOfGrace);
    if (on > until) break;
    const then = reckonProfit(terms, years, knownBy(on), estimates);
    if (then[index]!.stated) continue;
    const last = then.slice(0, index).findLast(({ stated }) => stated);
    const share = last ? roundHalfAway(last.share * 11n, 10n) : 0n;
    if (share > 0n) estimates.set(year.period.from, { on, share });
  }
  return estimates;
}

/** All years with and without the audit, as they were known that day. */
function auditCharges(
  terms: ProfitTerms,
  audit: Audited,
  years: readonly Year[],
  estimates: Estimates,
  context: Context<ProfitFact>,
): Charge[] {
  const then = context.knownBy(audit.known);
  const made = madeBy(estimates, audit.known);
  const after = reckonProfit(terms, years, then, made);
  const before = reckonProfit(
    terms,
    years,
    then.filter(({ id }) => id !== audit.id),
    made,
  );
  const moved = after.flatMap((is, index) => {
    const was = before[index]!;
    const isNamed =
      is.stated !== null &&
      is.year.period.to > lookback(terms, audit.on) &&
      audit.additions.some(({ year }) => within(year, is.year.period));
    return is.share !== was.share || isNamed ? [{ is, was }] : [];
  });
  if (moved.length === 0) return [];
  return auditDebits(
    audit,
    moved.map(({ is, was }) => ({
      period: is.year.period,
      year: is.year.period.from,
      extra: is.share - was.share,
      due: addDays(firstDue(is, audit.known, context), context.dueDays),
    })),
    {
      was: moved.reduce((sum, { was }) => sum + was.share, 0n),
      is: moved.reduce((sum, { is }) => sum + is.share, 0n),
    },
    {
      id: context.id,
      thresholdBp: terms.auditCostThresholdBp,
      rateBp: (starts) => context.baseRateBp(starts) + terms.interestOverBaseBp,
    },
  );
}

/** The day on which a year was first stated, as known on a day; restating it later does not put the debt off. */
const firstDue = (
  { year }: ProfitYear,
  day: CivilDate,
  { knownDays, knownBy }: Context<ProfitFact>,
): CivilDate =>
  knownDays.find(
    (known) => known <= day && knownBy(known).some((f) => f.fact === "stated" && within(f.on, year.period)),
  ) ?? year.period.to;

const statementDue = (
  id: string,
  terms: ProfitTerms,
  { year, stated, estimated }: ProfitYear,
): Obligation => ({
  key: `${id}/${year.period.from}/statement`,
  kind: "profit_statement",
  due: statementDueOn(terms, year),
  description: `Profit statement for the year to ${addDays(year.period.to, -1)}`,
  state: stated ? "accepted" : estimated ? "late" : "due",
});
