import { auditFaults } from "#server/commercial-models/engine/audit-faults.ts";
import { type FactFault, outsideTerm } from "#server/commercial-models/engine/fact-fault.ts";
import type { Context } from "#server/commercial-models/engine/plan.ts";
import {
  inOrderHeard,
  type Stating,
  statementFaults,
} from "#server/commercial-models/engine/stated-faults.ts";
import { isOutside } from "#server/commercial-models/engine/stated-rows.ts";
import { addDays, type CivilDate, firstOfMonth, formatDate, within } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";
import { statement } from "./statement.ts";
import type { Audited, Launched, Reported, RoyaltyFact, RoyaltyTerms, Sale } from "./terms.ts";

/** What cannot be of the facts of a royalty (README §7.1 and §7.5, and §16.3 for audits). */
export function faults(
  terms: RoyaltyTerms,
  facts: readonly RoyaltyFact[],
  context: Context<RoyaltyFact>,
): FactFault<RoyaltyFact>[] {
  const stating: Stating = {
    what: "quarter",
    periods: statement.periods(terms, context),
    agreed: context.term,
  };
  const reported = facts.filter((f) => f.fact === "reported");
  const audits = facts.filter((f) => f.fact === "audited");
  return [
    ...statementFaults(reported, stating, context),
    ...reported.flatMap((fact) => wrongInside(terms, fact, stating)),
    ...launchFaults(
      facts.filter((f) => f.fact === "launched"),
      reported,
      context,
    ),
    ...audits.flatMap((audit) => unscoped(terms, audit)),
    ...auditFaults(audits, {
      ...stating,
      context,
      found: ({ additions }) => additions.map(({ quarter }) => quarter),
      field: "quarter",
      isStatement: (f) => f.fact === "reported",
      isBefore: ({ from }, oldest) => from < oldest,
      terms,
    }),
  ];
}

/** Rows of another quarter, and royalties to others that do not count. */
function wrongInside(
  { stackingBp }: RoyaltyTerms,
  fact: Reported,
  { periods }: Stating,
): FactFault<RoyaltyFact>[] {
  const quarter = periods.find((one) => within(fact.on, one));
  const ofRows = fact.sales.flatMap((sale, index) => {
    if (!quarter || !isOutside(sale.on, quarter)) return [];
    const sentence = `Sales of ${formatDate(sale.on)} are not of the quarter from ${formatDate(quarter.from)} to ${formatDate(addDays(quarter.to, -1))}`;
    return [{ fact, field: `sales.${index}.on`, sentence }];
  });
  if (stackingBp > 0 || fact.thirdParty === 0n) return ofRows;
  const sentence = `${pounds(fact.thirdParty)} paid to others lowers nothing under these terms`;
  return [...ofRows, { fact, field: "thirdParty", sentence }];
}

/** A product has one first sale in a country, within the term, and none was sold in a month before it. */
function launchFaults(
  launches: readonly Launched[],
  reported: readonly Reported[],
  context: Context<RoyaltyFact>,
): FactFault<RoyaltyFact>[] {
  const name = ({ product = "", country = "" }: Pick<Sale, "product" | "country">) =>
    JSON.stringify([product, country]);
  const sold = new Map<string, CivilDate>();
  for (const sale of reported.flatMap(({ sales }) => sales)) {
    const before = sold.get(name(sale));
    if (sale.gross > 0n && (!before || sale.on < before)) sold.set(name(sale), sale.on);
  }
  const first = new Map<string, Launched>();
  return inOrderHeard(launches, context).flatMap((fact) => {
    const wrong = (sentence: string) => [{ fact, field: "on", sentence }];
    const of = `${fact.product} in ${fact.country}`;
    const outside = outsideTerm(fact.on, context.term);
    if (outside) return wrong(outside);
    const before = first.get(name(fact));
    if (before)
      return wrong(`The first sale of ${of} was on ${formatDate(before.on)} already, by ${before.id}`);
    first.set(name(fact), fact);
    const sale = sold.get(name(fact));
    return sale && sale < firstOfMonth(fact.on)
      ? wrong(`${of} was sold on ${formatDate(sale)} already, before ${formatDate(fact.on)}`)
      : [];
  });
}

/** Where the bands count each product or country by itself, what an audit found belongs to one. */
const unscoped = ({ scope }: RoyaltyTerms, fact: Audited): FactFault<RoyaltyFact>[] =>
  scope === "all"
    ? []
    : fact.additions.flatMap((addition, index) =>
        addition[scope] === undefined
          ? [
              {
                fact,
                field: `additions.${index}.${scope}`,
                sentence: `Say of which ${scope}: the bands count each by itself`,
              },
            ]
          : [],
      );
