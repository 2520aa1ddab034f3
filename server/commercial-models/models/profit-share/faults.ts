import { addMonths, type CivilDate, formatDate, type Period, within } from "#server/lib/dates.ts";
import { type Pence, pounds } from "#server/lib/money.ts";
import { auditFaults } from "../../engine/audit-faults.ts";
import type { FactFault } from "../../engine/fact-fault.ts";
import type { Context } from "../../engine/plan.ts";
import {
  endedMeanwhile,
  inNoPeriod,
  inOrderHeard,
  type Stating,
  statementFaults,
} from "../../engine/stated-faults.ts";
import { statement } from "./statement.ts";
import type { Estimated, ProfitFact, ProfitTerms, Stated } from "./terms.ts";
import { partOf, quartersOf, type Year, yearsOf } from "./years.ts";

/** What cannot be of the facts of a profit share (README §9.1 and §9.4, and §16.3 for audits). */
export function faults(
  terms: ProfitTerms,
  facts: readonly ProfitFact[],
  context: Context<ProfitFact>,
): FactFault<ProfitFact>[] {
  const { term } = context;
  const agreed = { from: term.from, to: addMonths(term.to, terms.tailMonths) };
  const stating: Stating = { what: "year", periods: statement.periods(terms, context), agreed };
  const stated = facts.filter((f) => f.fact === "stated");
  const audits = facts.filter((f) => f.fact === "audited");
  return [
    ...statementFaults(stated, stating, context),
    ...stated.flatMap((f) => notAgreed(terms, f)),
    ...estimateFaults(
      terms,
      facts.filter((f) => f.fact === "estimated"),
      stating,
      context,
    ),
    ...auditFaults(audits, {
      ...stating,
      context,
      found: ({ additions }) => additions.map(({ year }) => year),
      field: "year",
      isStatement: (f) => f.fact === "stated",
      isBefore: ({ to }, oldest) => to <= oldest,
      terms,
    }),
  ];
}

const notAgreed = ({ costCaps }: ProfitTerms, fact: Stated): FactFault<ProfitFact>[] =>
  Object.keys(fact.costs)
    .filter((name) => !Object.hasOwn(costCaps, name))
    .map((name) => ({
      fact,
      field: `costs.${name}`,
      sentence: `${name} is not agreed; ${agreedNames(costCaps)}`,
    }));

const agreedNames = (costCaps: ProfitTerms["costCaps"]) =>
  Object.keys(costCaps).length > 0
    ? `beside direct costs and overheads there are ${Object.keys(costCaps).join(", ")}`
    : "there are direct costs and overheads only";

/** Estimates where nothing is paid on account, of no quarter, of one that was estimated already, or above the cap of the year. */
function estimateFaults(
  terms: ProfitTerms,
  estimates: readonly Estimated[],
  stating: Stating,
  context: Context<ProfitFact>,
): FactFault<ProfitFact>[] {
  const years = yearsOf(terms, context);
  const first = new Map<CivilDate, Estimated>();
  const total = new Map<Year, Pence>();
  return inOrderHeard(estimates, context).flatMap((fact) => {
    const wrong = (field: string, sentence: string) => [{ fact, field, sentence }];
    if (terms.onAccountBp === undefined)
      return wrong("share", "Nothing is paid on account under these terms");
    const year = years.find(({ period }) => within(fact.on, period));
    if (!year)
      return endedMeanwhile(fact.on, fact.known, context.ended, stating.agreed)
        ? []
        : wrong("on", inNoPeriod(fact.on, stating));
    const quarter = quarterOf(terms, context.term, year, fact.on);
    const before = first.get(quarter.from);
    if (before)
      return wrong(
        "on",
        `The quarter from ${formatDate(quarter.from)} is estimated already, by ${before.id}, for ${formatDate(before.on)}: correct it under that name`,
      );
    const sum = (total.get(year) ?? 0n) + fact.share;
    const cap = terms.cap === undefined ? null : partOf(terms.cap, year);
    if (cap !== null && sum > cap)
      return wrong(
        "share",
        `${pounds(sum)} would be estimated of a year whose share is ${pounds(cap)} at most`,
      );
    first.set(quarter.from, fact);
    total.set(year, sum);
    return [];
  });
}

const quarterOf = (terms: ProfitTerms, term: Period, { period }: Year, on: CivilDate): Period =>
  quartersOf(term, terms.anchor, period).find((quarter) => within(on, quarter))!;
