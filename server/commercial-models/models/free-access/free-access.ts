import { addDays, anchoredYears, daysBetween, formatDate, maxDate, periodsOf } from "#server/lib/dates.ts";
import { decimalText, pounds, scaled } from "#server/lib/money.ts";
import { asRatio } from "../../engine/fields.ts";
import { defineModel, nothingPeculiar } from "../../engine/model.ts";
import { line, pool, supply } from "../../engine/parts.ts";
import type { Charge, Context, Obligation } from "../../engine/plan.ts";
import { faults } from "./faults.ts";
import { price } from "./price.ts";
import { type PromiseName, reports } from "./reports.ts";
import { type Fact, fact, type Terms, terms } from "./terms.ts";
import { words } from "./words.ts";

/** Model 1: nothing is paid; reports and a certificate are owed (README §1). */
export const freeAccess = defineModel({
  ...nothingPeculiar,
  kind: "free_access",
  number: 1,
  title: "Free access",
  summary: "The licensee pays nothing; the NHS gains when better care follows from the work.",
  terms,
  fact,
  component: "access",
  commercial: false,
  cadence: "yearly",
  countsByYear: false,
  takesFeeCredit: false,
  dependsOnSuccess: false,
  risk: null,
  ...words,
  ...price,
  ...reports,
  plan(terms, facts, context) {
    const { id, term, ended } = context;
    const end = ended?.on ?? term.to;
    const obligations: Obligation<PromiseName>[] = [
      ...reportsDue(terms, facts, context),
      {
        key: `${id}/destruction`,
        kind: "destruction_certificate",
        due: addDays(end, terms.certificateDays),
        description: "Certificate of data destruction",
        ...keptBy(facts.find((f) => f.fact === "destroyed")),
      },
      ...quotas(terms, facts, context),
    ];

    const consent = facts.find((f) => f.fact === "commercialised");
    const price = terms.commercialPrice;
    const charges: Charge[] = [];
    if (consent && price !== undefined)
      for (const { whole: full, period: year } of anchoredYears(term)) {
        const from = maxDate(year.from, consent.on);
        if (from >= year.to || from >= end) continue;
        const of = daysBetween(full.from, full.to);
        const stretch = (on: typeof from, to: typeof from): Charge => {
          const days = daysBetween(from, to);
          return supply({
            key: `${id}/${year.from}/commercial`,
            component: id,
            period: { from, to },
            on,
            prorated: { whole: price, from: 0, to: days, of },
            lines: [line("Commercial use", scaled(price, days, of), `${pounds(price)} × ${days}/${of} days`)],
            earned: { over: { from, to } },
            pool: pool(`${id}/${year.from}`, "4110"),
          });
        };
        const whole = stretch(from, year.to);
        charges.push(whole);
        // As a subscription: the supplier's fault gives days back, any other end does not.
        if (ended && ended.on < year.to)
          charges.push(
            ended.by === "supplier_fault"
              ? stretch(ended.on, ended.on)
              : { ...whole, on: ended.on, earned: { over: { from, to: ended.on } } },
          );
      }
    return { charges, obligations };
  },
  faults,
});

function reportsDue(
  terms: Terms,
  facts: readonly Fact[],
  { id, term, ended }: Context<Fact>,
): Obligation<PromiseName>[] {
  if (terms.reportMonths === 0) return [];
  const end = ended?.on ?? term.to;
  const reported = new Map<string, Fact>(
    facts.flatMap((f) => (f.fact === "reported_use" ? [[f.period, f] as const] : [])),
  );
  return periodsOf(term, terms.reportMonths)
    .filter(({ from }) => from < end)
    .map(({ from, to }) => ({
      key: `${id}/${from}/report`,
      kind: "usage_report",
      due: addDays(to, terms.reportDueDays),
      description: `Use report from ${formatDate(from)}`,
      ...keptBy(reported.get(from)),
    }));
}

/** A promise is kept on the day on which we came to know it. */
const keptBy = (fact: Fact | undefined): Pick<Obligation, "state" | "kept"> =>
  fact ? { state: "accepted", kept: fact.known } : { state: "due" };

/** Fair use by period: what was used of how much. Going over is a broken promise, not a charge. */
const quotas = (
  terms: Terms,
  facts: readonly Fact[],
  { id, term }: Context<Fact>,
): Obligation<PromiseName>[] =>
  terms.quotas.flatMap(({ unit, months, limit }) =>
    periodsOf(term, months).flatMap(({ from, to }) => {
      const used = facts.reduce(
        (total, f) =>
          f.fact === "used_quota" && f.unit === unit && f.on >= from && f.on < to
            ? total + asRatio(f.quantity).num
            : total,
        0n,
      );
      if (used === 0n) return [];
      return [
        {
          key: `${id}/${from}/quota:${unit}`,
          kind: "quota",
          due: to,
          description: `Fair use of ${unit} from ${formatDate(from)}: ${decimalText(used)} of ${limit}`,
          state: used > asRatio(limit).num ? ("failed" as const) : ("accepted" as const),
        },
      ];
    }),
  );
