import { assumptionsTyped } from "#server/commercial-models/simulation/assumptions.ts";
import { addDays, type CivilDate, civil } from "#server/lib/dates.ts";
import { sum } from "#server/lib/money.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { type Approval, approvalsNeeded } from "#server/pricing/rules.ts";
import { serviceAsked, valuationTyped } from "./asked-fields.ts";
import type { QuoteBody, QuoteLine } from "./body.ts";
import { calendarOf } from "./calendar.ts";
import type { QuotedDataset, QuoteInputs } from "./inputs.ts";
import { linesOf } from "./lines.ts";
import { demandTariff, type OnePrice, onePrice } from "./one-price.ts";
import type { QuoteRequest } from "./request.ts";
import { demandStart } from "./start.ts";
import { sumsOf } from "./totals.ts";
import { assumedWords, notInTotal, vatWords } from "./words.ts";

/** A quote stands so many days, or until the day before prices change. */
const daysValid = 30;

type Quoted = { set: QuotedDataset; version: number; validFrom: string; priced: OnePrice };

/**
 * The bill in advance: model at list terms and service at the tariff, planned and settled by the engine that bills.
 * Refuses `not_licensable` with the field `set-<slug>` where a dataset is not on offer to this customer, `terms_not_allowed`
 * with the field where the list has no price for what is asked, and `bad_input` for a start in the past or more than two
 * years ahead.
 */
export function calculateQuote(request: QuoteRequest, inputs: QuoteInputs): QuoteBody {
  const { today, customer } = inputs;
  const startsOn = civil(request.startsOn);
  demandStart(startsOn, today);
  const tariff = demandTariff(inputs.tariff);
  const quoted = inputs.sets.map((set, index) =>
    pricedSet(set, request, { inputs, bearsProject: index === 0 }),
  );
  const models = quoted.map(({ priced }) => priced.terms);
  const { term } = quoted[0]!.priced;
  const lines = linesFor(request, quoted);
  const approvals = approvalsFor(inputs, quoted);
  const included = request.service === "with";
  return {
    format: 1,
    madeOn: today,
    ...validity(inputs),
    term: { from: term.from, to: term.to },
    lastDay: addDays(term.to, -1),
    kind: request.kind,
    customer: {
      country: customer.country,
      evidence: customer.businessFrom !== undefined && customer.businessFrom <= startsOn,
      kind: customer.kind,
    },
    sets: quoted.map(asQuoted),
    tariff: { version: tariff.version, validFrom: tariff.validFrom, source: tariff.source },
    serviceIncluded: included,
    lines,
    ...sumsOf(lines, term),
    value: sum(quoted.map(({ priced }) => priced.value)),
    first: firstOf(quoted),
    vatNote: vatWords(customer, startsOn),
    notInTotal: notInTotal(
      request,
      quoted.map(({ set, priced }) => ({ title: set.title, terms: priced.terms })),
      tariff,
    ),
    assumed: assumedWords(request, models, tariff),
    calendar: {
      ...calendarOf({ today, startsOn, approvals, sets: inputs.sets }),
      approvals: [...approvals],
    },
  };
}

function pricedSet(
  set: QuotedDataset,
  request: QuoteRequest,
  { inputs: { customer, tariff }, bearsProject }: { inputs: QuoteInputs; bearsProject: boolean },
): Quoted {
  const { price } = set;
  const because = set.barred ?? (price?.terms ? null : "This dataset has no price list today");
  if (because || !price) throw new Refusal("not_licensable", `${set.title}: ${because}`, `set-${set.slug}`);
  const priced = onePrice(price, tariff, {
    startsOn: request.startsOn,
    months: request.years * 12,
    users: request.users,
    service: serviceAsked(request),
    bearsProject,
    assumptions: assumptionsTyped(request),
    valuation: valuationTyped(request),
    customer,
  });
  return { set, version: price.version, validFrom: price.validFrom, priced };
}

const asQuoted = ({ set, version, validFrom }: Quoted): QuoteBody["sets"][number] => ({
  slug: set.slug,
  title: set.title,
  custodian: set.custodian,
  standing: set.price?.standing === "approval" ? "approval" : "list",
  leadTime: set.leadTime,
  priceList: { version, validFrom: civil(validFrom) },
});

/** Each dataset is a licence of its own, with its own service; what is for the project is billed under the first. By day. */
const linesFor = ({ kind }: QuoteRequest, quoted: readonly Quoted[]): QuoteLine[] =>
  quoted
    .flatMap(({ set, priced: { documents, term, work } }) =>
      linesOf(documents, { term, kind, set: set.slug, work }),
    )
    .sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1));

/** What is invoiced first, of all licences together; null when nothing is. */
function firstOf(quoted: readonly Quoted[]): QuoteBody["first"] {
  const [on] = quoted.flatMap(({ priced }) => (priced.first ? [priced.first.date] : [])).sort();
  if (!on) return null;
  const firsts = quoted.flatMap(({ priced }) => (priced.first?.date === on ? [priced.first] : []));
  return {
    on,
    net: sum(firsts.map(({ net }) => net)),
    vat: sum(firsts.map(({ vat }) => vat)),
    gross: sum(firsts.map(({ gross }) => gross)),
  };
}

/** Whose approval the offers will need: each dataset is a deal of its own, the slowest one decides. */
function approvalsFor({ policy }: QuoteInputs, quoted: readonly Quoted[]): Approval[] {
  const needed = quoted.flatMap(({ priced }) => approvalsNeeded(policy, priced.value));
  return (["approver", "finance", "board"] as const).filter((approval) => needed.includes(approval));
}

function validity({ today, nextChange }: QuoteInputs): { validUntil: CivilDate; validBecause: string } {
  const ordinary = addDays(today, daysValid);
  if (nextChange === null || addDays(civil(nextChange), -1) >= ordinary)
    return { validUntil: ordinary, validBecause: `${daysValid} days after it was made` };
  return { validUntil: addDays(civil(nextChange), -1), validBecause: `new prices hold from ${nextChange}` };
}
