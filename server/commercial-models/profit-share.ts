import { z } from "zod";
import {
  addDays,
  addMonths,
  type CivilDate,
  daysBetween,
  type Period,
  periodsOf,
} from "#server/lib/dates.ts";
import { type Pence, percent, pounds, scaled, shareOf } from "#server/lib/money.ts";
import { banded, bandsInWords } from "./banding.ts";
import { bands, bp, dated, pence, positivePence } from "./fields.ts";
import { line, pool, supply } from "./parts.ts";
import { type Charge, defineModel, type Earning, type Obligation } from "./shape.ts";

const terms = z.strictObject({
  kind: z.literal("profit_share"),
  bands: bands.describe("Rates by profit of the year"),
  hurdle: pence.prefault(0).describe("Profit a year that is not shared, in pence"),
  overheadCapBp: bp.optional().describe("Overheads count up to this part of revenue, in basis points"),
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
  statementDueDays: z
    .number()
    .int()
    .min(1)
    .max(180)
    .prefault(90)
    .describe("Days after the year in which its statement is due"),
});
const fact = z.discriminatedUnion("fact", [
  z.strictObject({
    ...dated,
    fact: z.literal("estimated"),
    share: pence.describe("Estimated share of the quarter in pence"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("stated"),
    revenue: pence.describe("Attributable revenue of the year in pence"),
    direct: pence.describe("Direct costs in pence"),
    overhead: pence.describe("Overheads claimed in pence"),
  }),
]);
type Terms = z.output<typeof terms>;
type Fact = z.output<typeof fact>;
type Stated = Extract<Fact, { fact: "stated" }>;
type Loss = { year: number; left: Pence };

/** Model 9: a share of the profit of what was made with the data (commercial-models.md 4.9). */
export const profitShare = defineModel({
  kind: "profit_share",
  number: 9,
  title: "Profit share",
  summary: "The licensee pays a share of the profit that its product makes.",
  terms,
  fact,
  plan(terms, _facts, { id, term, ended, until, knownDays, knownBy }) {
    const charges: Charge[] = [];
    const earnings: Earning[] = [];
    const obligations: Obligation[] = [];
    const years = periodsOf(ended && ended.on < term.to ? { from: term.from, to: ended.on } : term, 12);
    const lastNet = new Map<string, Pence>();
    for (const known of knownDays) {
      const facts = knownBy(known);
      let losses: Loss[] = [];
      for (const [index, year] of years.entries()) {
        const shared = pool(`${id}/${year.from}`, "4140");
        const billed = onAccount(id, terms, year, facts, shared);
        const stated = facts.find((f): f is Stated => f.fact === "stated" && inYear(f.on, year));
        let due = billed;
        if (stated) {
          const result = share(terms, stated, losses, index, scaling(term, year, index));
          losses = result.losses;
          due = settledAgainst(id, result, year, billed, shared, known);
        }
        // Again from the day something changed; what is as before is left out, so nothing is billed twice.
        for (const charge of due) {
          const net = charge.lines.reduce((total, { net }) => total + net, 0n);
          if (lastNet.get(charge.key) === net) continue;
          lastNet.set(charge.key, net);
          charges.push({ ...charge, on: charge.on > known ? charge.on : known });
        }
      }
    }
    const facts = knownDays.length ? knownBy(knownDays[knownDays.length - 1]!) : [];
    let losses: Loss[] = [];
    for (const [index, year] of years.entries()) {
      if (year.from > until) break;
      const stated = facts.find((f): f is Stated => f.fact === "stated" && inYear(f.on, year));
      obligations.push({
        key: `${id}/${year.from}/statement`,
        kind: "profit_statement",
        due: addDays(addDays(year.to, -1), terms.statementDueDays),
        description: `Profit statement for the year to ${addDays(year.to, -1)}`,
        state: stated ? "accepted" : "due",
      });
      if (!stated) continue;
      const result = share(terms, stated, losses, index, scaling(term, year, index));
      losses = result.losses;
      if (result.share > 0n)
        earnings.push({
          key: `${id}/${year.from}`,
          net: result.share,
          on: addDays(year.to, -1),
          pool: pool(`${id}/${year.from}`, "4140"),
          workings: result.words,
        });
    }
    return { charges, earnings, obligations };
  },
});

const inYear = (on: CivilDate, year: Period) => on >= year.from && on < year.to;

/** The first and last part of a year scale hurdle, floor and cap by days of the anchored year. */
const scaling = (term: Period, year: Period, index: number) => ({
  days: daysBetween(year.from, year.to),
  of: daysBetween(year.from, addMonths(term.from, (index + 1) * 12)),
});

/** Caps on costs, losses, hurdle, bands, floor, cap: in this order, rounded once. */
function share(
  terms: Terms,
  stated: Stated,
  carried: readonly Loss[],
  year: number,
  { days, of }: { days: number; of: number },
) {
  const part = (amount: Pence) => scaled(amount, days, of);
  const most =
    terms.overheadCapBp === undefined ? stated.overhead : shareOf(stated.revenue, terms.overheadCapBp);
  const overhead = stated.overhead < most ? stated.overhead : most;
  const profit = stated.revenue - stated.direct - overhead;
  let losses = carried
    .filter((loss) => terms.lossYears === undefined || year - loss.year <= terms.lossYears)
    .map((loss) => ({ ...loss }));
  const words = [
    `${pounds(stated.revenue)} revenue − ${pounds(stated.direct)} direct costs − ${pounds(overhead)} overheads = ${pounds(profit)}`,
  ];
  let base = 0n;
  if (profit < 0n) losses.push({ year, left: -profit });
  else {
    let room = shareOf(profit, terms.lossUseCapBp);
    let used = 0n;
    for (const loss of losses) {
      const take = loss.left < room ? loss.left : room;
      loss.left -= take;
      room -= take;
      used += take;
    }
    const hurdle = part(terms.hurdle);
    base = profit - used - hurdle > 0n ? profit - used - hurdle : 0n;
    if (used > 0n) words.push(`less ${pounds(used)} of earlier losses`);
    if (hurdle > 0n) words.push(`less ${pounds(hurdle)} hurdle`);
    words.push(`${bandsInWords(terms.bands)} of ${pounds(base)}`);
  }
  losses = losses.filter(({ left }) => left > 0n);
  let amount = banded(base, terms.bands);
  const floor = terms.floor === undefined ? null : part(terms.floor);
  if (floor !== null && amount < floor) {
    amount = floor;
    words.push(`not less than ${pounds(floor)}`);
  }
  const cap = terms.cap === undefined ? null : part(terms.cap);
  if (cap !== null && amount > cap) {
    amount = cap;
    words.push(`not more than ${pounds(cap)}`);
  }
  return { share: amount, losses, words: words.join("; ") };
}

function onAccount(
  id: string,
  terms: Terms,
  year: Period,
  facts: readonly Fact[],
  shared: Charge["pool"],
): Charge[] {
  if (terms.onAccountBp === undefined) return [];
  return periodsOf(year, 3).flatMap((quarter) => {
    const estimate = facts.find((f) => f.fact === "estimated" && inYear(f.on, quarter));
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
      }),
    ];
  });
}

/** The year's share less what was on account; when too much was, the last quarters ask for less. */
function settledAgainst(
  id: string,
  { share: owed, words }: { share: Pence; words: string },
  year: Period,
  billed: Charge[],
  shared: Charge["pool"],
  known: CivilDate,
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
    key: `${id}/${year.from}`,
    component: id,
    period: year,
    on: known,
    lines: [
      line("Profit share", owed, words),
      ...(paid > 0n ? [line("Paid on account", -paid, "billed by quarter")] : []),
    ],
    earned: "elsewhere",
    pool: shared,
  });
  return [...kept.toReversed(), final];
}
