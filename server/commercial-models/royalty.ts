import { z } from "zod";
import { addDays, type CivilDate, daysBetween, type Period, periodsOf } from "#server/lib/dates.ts";
import { type Pence, percent, pounds, roundHalfAway, shareOf } from "#server/lib/money.ts";
import { banded, bandsInWords } from "./banding.ts";
import { asRatio, bands, bp, dated, day, decimal, pence, positivePence } from "./fields.ts";
import { debit, line, pool, supply } from "./parts.ts";
import { type Charge, type Context, defineModel, type Earning, type Line, type Obligation } from "./shape.ts";

const terms = z.strictObject({
  kind: z.literal("royalty"),
  bands: bands.describe("Rates by cumulative net sales of the contract year"),
  deductionCapBp: bp.optional().describe("Deductions count up to this part of gross sales, in basis points"),
  guarantee: positivePence
    .optional()
    .describe("Minimum guarantee a contract year in pence, billed first and recouped within the year"),
  salesEnd: day.optional().describe("Sales from this day on bear no royalty"),
  reportDueDays: z
    .number()
    .int()
    .min(1)
    .max(120)
    .prefault(45)
    .describe("Days after a quarter in which its statement is due"),
});
const sale = z.strictObject({
  on: day.describe("Month or day of the sales"),
  gross: pence.describe("Gross sales in hundredths of their currency"),
  deductions: pence.prefault(0).describe("Returns, discounts, taxes, freight, in the same unit"),
  fx: decimal.optional().describe("Pounds for one unit of the currency; left out for sales in pounds"),
});
const fact = z.discriminatedUnion("fact", [
  z.strictObject({
    ...dated,
    fact: z.literal("reported"),
    sales: z.array(sale).describe("Sales of the quarter that begins on `on`"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("audited"),
    cost: pence.prefault(0).describe("Cost of the audit in pence"),
    additions: z
      .array(
        z.strictObject({
          quarter: day.describe("First day of the quarter"),
          net: pence.describe("Net sales that were not reported"),
        }),
      )
      .describe("What the audit found"),
  }),
]);
type Terms = z.output<typeof terms>;
type Fact = z.output<typeof fact>;
type Audit = Extract<Fact, { fact: "audited" }>;

/** What one quarter came to, once the whole year is reckoned in order. */
type Quarter = {
  period: Period;
  reported: { known: CivilDate } | null;
  net: Pence;
  earned: Pence;
  recouped: Pence;
  payable: Pence;
  cumulative: Pence;
  steps: Line[];
};

const auditShareThatBearsCostBp = 500n;

/** Model 7: a share of net sales, with a guarantee that is recouped (commercial-models.md 4.7). */
export const royalty = defineModel({
  kind: "royalty",
  number: 7,
  title: "Royalty",
  summary: "The licensee pays a share of what it sells, often with a minimum that counts against it.",
  terms,
  fact,
  plan(terms, facts, context) {
    const { id, term, ended, until } = context;
    const charges: Charge[] = [];
    const earnings: Earning[] = [];
    const obligations: Obligation[] = [];
    for (const year of periodsOf(term, 12)) {
      if (ended && year.from >= ended.on) break;
      if (year.from > until) break;
      const shared = pool(`${id}/${year.from}`, "4130", "2400");
      if (terms.guarantee !== undefined) charges.push(...guarantee(terms.guarantee, year, shared, context));
      charges.push(...payable(terms, year, shared, context));
      charges.push(...auditCharges(terms, year, facts, context));
      for (const quarter of reckon(terms, year, facts)) {
        if (quarter.period.from <= until) obligations.push(statementDue(id, terms, quarter));
        if (quarter.earned > 0n)
          earnings.push({
            key: `${id}/${quarter.period.from}`,
            net: quarter.earned,
            on: addDays(quarter.period.to, -1),
            pool: shared,
            workings: `Royalty on ${pounds(quarter.net)}`,
          });
      }
      const breakage = unrecouped(terms, year, facts);
      if (breakage > 0n)
        earnings.push({
          key: `${id}/${year.from}/breakage`,
          net: breakage,
          on: lastStatementDay(terms, year),
          pool: shared,
          workings: "Guarantee that sales did not use up",
        });
    }
    return { charges, earnings, obligations };
  },
});

function guarantee(
  amount: Pence,
  year: Period,
  shared: Charge["pool"],
  { id, ended }: Context<Fact>,
): Charge[] {
  const charge = (on: CivilDate, net: Pence, workings: string) =>
    supply({
      key: `${id}/${year.from}/guarantee`,
      component: id,
      period: year,
      on,
      lines: [line("Minimum guarantee", net, workings)],
      earned: "elsewhere",
      pool: shared,
    });
  const charges = [charge(year.from, amount, "agreed for the contract year")];
  if (ended?.by === "supplier_fault" && ended.on > year.from && ended.on < year.to) {
    const [days, of] = [daysBetween(year.from, ended.on), daysBetween(year.from, year.to)];
    charges.push(
      charge(
        ended.on,
        roundHalfAway(amount * BigInt(days), BigInt(of)),
        `${pounds(amount)} × ${days}/${of} days`,
      ),
    );
  }
  return charges;
}

/** Every quarter's payable royalty, again from each day on which something became known. */
function payable(
  terms: Terms,
  year: Period,
  shared: Charge["pool"],
  { id, knownDays, knownBy }: Context<Fact>,
): Charge[] {
  const charges: Charge[] = [];
  const last = new Map<string, Pence>();
  for (const known of knownDays)
    for (const quarter of reckon(terms, year, knownBy(known))) {
      if (!quarter.reported) continue;
      const key = `${id}/${quarter.period.from}`;
      if (last.get(key) === quarter.payable) continue;
      last.set(key, quarter.payable);
      charges.push(
        supply({
          key,
          component: id,
          period: quarter.period,
          on: known,
          lines: quarter.steps,
          earned: "elsewhere",
          pool: shared,
        }),
      );
    }
  return charges;
}

/**
 * A contract year in order, always from its first day: net sales, cumulative royalty by difference, recoupment. A net
 * below zero is carried to the next quarter.
 */
function reckon(terms: Terms, year: Period, facts: readonly Fact[]): Quarter[] {
  let cumulative = 0n;
  let carried = 0n;
  let left = terms.guarantee ?? 0n;
  return periodsOf(year, 3).map((period) => {
    const report = facts.find((f) => f.fact === "reported" && f.on >= period.from && f.on < period.to);
    const found = additions(facts, period);
    const sales =
      report?.fact === "reported"
        ? netSales(terms, report.sales)
        : { net: 0n, words: "nothing reported yet" };
    const raw = sales.net + found + carried;
    const net = raw > 0n ? raw : 0n;
    carried = raw < 0n ? raw : 0n;
    const before = banded(cumulative, terms.bands);
    cumulative += net;
    const after = banded(cumulative, terms.bands);
    const earned = after - before;
    const recouped = earned < left ? earned : left;
    left -= recouped;
    const words = [
      sales.words,
      found > 0n ? `${pounds(found)} found by audit` : "",
      `year to date ${pounds(cumulative)}: ${bandsInWords(terms.bands)} is ${pounds(after)}`,
      before > 0n ? `less ${pounds(before)} earned before` : "",
    ];
    const steps = [line("Royalty on net sales", earned, words.filter(Boolean).join("; "))];
    if (recouped > 0n)
      steps.push(line("Counts against the guarantee", -recouped, `${pounds(left)} of the guarantee is left`));
    return {
      period,
      reported: report || found > 0n ? { known: report?.known ?? period.to } : null,
      net,
      earned,
      recouped,
      payable: earned - recouped,
      cumulative,
      steps,
    };
  });
}

const additions = (facts: readonly Fact[], period: Period): Pence =>
  facts.reduce(
    (total, f) =>
      f.fact === "audited"
        ? total +
          f.additions
            .filter(({ quarter }) => quarter >= period.from && quarter < period.to)
            .reduce((sum, { net }) => sum + net, 0n)
        : total,
    0n,
  );

/** Gross less what may be deducted, each month turned into pounds and rounded once. */
function netSales(terms: Terms, sales: z.output<typeof sale>[]): { net: Pence; words: string } {
  let gross = 0n;
  let deductions = 0n;
  for (const { on, gross: sold, deductions: taken, fx } of sales) {
    if (terms.salesEnd && on >= terms.salesEnd) continue;
    const rate = fx === undefined ? { num: 1n, den: 1n } : asRatio(fx);
    gross += roundHalfAway(sold * rate.num, rate.den);
    deductions += roundHalfAway(taken * rate.num, rate.den);
  }
  const most = terms.deductionCapBp === undefined ? deductions : shareOf(gross, terms.deductionCapBp);
  const allowed = deductions < most ? deductions : most;
  const capped =
    allowed < deductions
      ? ` (of ${pounds(deductions)}, at most ${percent(terms.deductionCapBp!)} of gross)`
      : "";
  return {
    net: gross - allowed,
    words: `${pounds(gross)} gross${deductions > 0n ? ` − ${pounds(allowed)} deductions${capped}` : ""}`,
  };
}

/** Interest on what an audit found, and its cost when the error was above 5% (no VAT on either). */
function auditCharges(
  terms: Terms,
  year: Period,
  facts: readonly Fact[],
  { id, knownBy, dueDays, baseRateBp }: Context<Fact>,
): Charge[] {
  return facts
    .filter(
      (f): f is Audit =>
        f.fact === "audited" && f.additions.some(({ quarter }) => quarter >= year.from && quarter < year.to),
    )
    .flatMap((audit) => {
      const then = knownBy(audit.known);
      const after = reckon(terms, year, then);
      const before = reckon(
        terms,
        year,
        then.filter((f) => f.id !== audit.id),
      );
      const charges: Charge[] = [];
      let interest = 0n;
      const words: string[] = [];
      for (const [index, quarter] of after.entries()) {
        const extra = quarter.payable - before[index]!.payable;
        if (extra <= 0n) continue;
        const statement = before[index]!.reported?.known ?? quarter.period.to;
        const due = addDays(statement, dueDays);
        const rate = BigInt(baseRateBp(due) + 800);
        const days = daysBetween(due, audit.known);
        if (days <= 0) continue;
        interest += roundHalfAway(extra * rate * BigInt(days), 10_000n * 365n);
        words.push(`${pounds(extra)} × ${percent(rate)} × ${days}/365`);
      }
      if (interest > 0n)
        charges.push(
          debit({
            key: `${id}/${year.from}/interest:${audit.id}`,
            component: id,
            period: year,
            on: audit.known,
            lines: [line("Interest on royalty found by audit", interest, words.join(" + "))],
            income: "4200",
          }),
        );
      const total = (quarters: Quarter[]) => quarters.reduce((sum, { earned }) => sum + earned, 0n);
      const [was, is] = [total(before), total(after)];
      if (audit.cost > 0n && (is - was) * 10_000n > auditShareThatBearsCostBp * is)
        charges.push(
          debit({
            key: `${id}/audit-cost:${audit.id}`,
            component: id,
            period: year,
            on: audit.known,
            lines: [
              line(
                "Cost of the audit",
                audit.cost,
                `${pounds(is - was)} of ${pounds(is)} was not reported, more than ${percent(auditShareThatBearsCostBp)}`,
              ),
            ],
            income: "4210",
          }),
        );
      return charges;
    });
}

const statementDue = (id: string, terms: Terms, { period, reported }: Quarter): Obligation => ({
  key: `${id}/${period.from}/report`,
  kind: "royalty_report",
  due: addDays(addDays(period.to, -1), terms.reportDueDays),
  description: `Royalty statement for the quarter to ${addDays(period.to, -1)}`,
  state: reported ? "accepted" : "due",
});

/** What is left of the guarantee once every quarter of the year was reported. */
function unrecouped(terms: Terms, year: Period, facts: readonly Fact[]): Pence {
  const quarters = reckon(terms, year, facts);
  if (terms.guarantee === undefined || quarters.some(({ reported }) => !reported)) return 0n;
  return terms.guarantee - quarters.reduce((total, { recouped }) => total + recouped, 0n);
}

const lastStatementDay = (terms: Terms, year: Period) => addDays(addDays(year.to, -1), terms.reportDueDays);
