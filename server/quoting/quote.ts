import type { LeadTimeBand } from "#server/catalogue/vocabulary.ts";
import { type Terms, termsSchema, toJson } from "#server/commercial-models/index.ts";
import { baseCase } from "#server/commercial-models/simulation/forecast.ts";
import { assumed } from "#server/commercial-models/simulation/simulation.ts";
import { addDays, addMonths, anchoredYears, type CivilDate, civil, type Period } from "#server/lib/dates.ts";
import { type Pence, parsePounds, sum } from "#server/lib/money.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { anchored } from "#server/pricing/anchored.ts";
import {
  type Approval,
  approvalsNeeded,
  type CustomerKind,
  type Policy,
  type Price,
} from "#server/pricing/rules.ts";
import type { QuoteBody, QuoteLine } from "./body.ts";
import { calendarOf } from "./calendar.ts";
import { contractOf, factsOf, foreseen, linesOf, modelId } from "./lines.ts";
import type { QuoteRequest } from "./request.ts";
import { projectService, type ServiceComponent, setService } from "./service.ts";
import type { Tariff } from "./tariff.ts";
import { assumedWords, notInTotal, vatWords } from "./words.ts";

export type QuotedSet = {
  slug: string;
  title: string;
  custodian: string;
  leadTime: string;
  leadTimeBand: LeadTimeBand;
  /** Why this customer cannot have it under the model. */
  barred: string | null;
  price: (Pick<Price, "standing" | "terms"> & { version: number; validFrom: string }) | null;
};
export type QuotedCustomer = {
  country: string;
  businessFrom?: string | undefined;
  dueDays: number;
  kind: CustomerKind;
};
export type World = {
  today: CivilDate;
  customer: QuotedCustomer;
  sets: readonly QuotedSet[];
  policy: Policy;
  tariff: Tariff | null;
  /** The first day on which a later price list or tariff that is already published holds. */
  nextChange: string | null;
};

/** A quote stands so many days, or until the day before prices change. */
const daysValid = 30;
const furthestStart = 24;

type Quoted = { set: QuotedSet; terms: Terms; version: number; validFrom: string };

/**
 * The bill in advance: model at list terms and service at the tariff, planned and settled by the engine that bills.
 * Refuses `not_licensable` with the field `set-<slug>` where a set is not on offer to this customer, and `bad_input`
 * for a start in the past or more than two years ahead.
 */
export function reckonQuote(request: QuoteRequest, world: World): QuoteBody {
  const startsOn = civil(request.startsOn);
  checkStart(startsOn, world.today);
  const { tariff } = world;
  if (!tariff)
    throw new Refusal(
      "cannot_do_that_now",
      "No tariff of the service is in force on this day, so nothing can be quoted",
    );
  const quoted = world.sets.map((set) => onOffer(set, startsOn));
  const models = quoted.map(({ terms }) => terms);
  const term: Period = { from: startsOn, to: addMonths(startsOn, request.years * 12) };

  const lines = quoted.flatMap(({ set, terms }) => {
    const service = setService(request, tariff, term, models);
    const documents = documentsFor(request, world.customer, term, terms, service);
    return linesOf(documents, term, request.kind, set.slug, service);
  });
  const project = projectService(request, tariff, term, models);
  if (project.length > 0)
    lines.push(
      ...linesOf(
        documentsFor(request, world.customer, term, null, project),
        term,
        request.kind,
        null,
        project,
      ),
    );
  lines.sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1));

  const approvals = approvalsOf(request, world, term, models);
  const valid = validity(world);
  return {
    format: 1,
    madeOn: world.today,
    ...valid,
    term: { from: term.from, to: term.to },
    lastDay: addDays(term.to, -1),
    kind: request.kind,
    customer: {
      country: world.customer.country,
      evidence: world.customer.businessFrom !== undefined && world.customer.businessFrom <= startsOn,
      kind: world.customer.kind,
    },
    sets: quoted.map(({ set, version, validFrom }) => ({
      slug: set.slug,
      title: set.title,
      custodian: set.custodian,
      standing: set.price?.standing === "approval" ? "approval" : "list",
      leadTime: set.leadTime,
      priceList: { version, validFrom: civil(validFrom) },
    })),
    tariff: { version: tariff.version, validFrom: tariff.validFrom, source: tariff.source },
    lines,
    years: yearsOf(lines, term),
    model: sum(lines.filter(({ part }) => part === "model").map(({ net }) => net)),
    service: sum(lines.filter(({ part }) => part === "service").map(({ net }) => net)),
    total: totalOf(lines),
    vatNote: vatWords(world.customer, startsOn),
    notInTotal: notInTotal(
      request,
      quoted.map(({ set, terms }) => ({ title: set.title, terms })),
      tariff,
    ),
    assumed: assumedWords(request, models, tariff),
    calendar: {
      ...calendarOf({ today: world.today, startsOn, approvals, sets: world.sets }),
      approvals: [...approvals],
    },
  };
}

function checkStart(startsOn: CivilDate, today: CivilDate) {
  if (startsOn < today) throw new Refusal("bad_input", "The licence cannot start in the past", "startsOn");
  if (startsOn > addMonths(today, furthestStart))
    throw new Refusal("bad_input", "Choose a first day within the next two years", "startsOn");
}

function onOffer(set: QuotedSet, startsOn: CivilDate): Quoted {
  const { price } = set;
  const because = set.barred ?? (price?.terms ? null : "This dataset has no price list today");
  if (because || !price) throw new Refusal("not_licensable", `${set.title}: ${because}`, `set-${set.slug}`);
  const terms = termsSchema.parse(anchored(price.terms, startsOn));
  return { set, terms, version: price.version, validFrom: price.validFrom };
}

/** One licence's documents: the model, if there is one, and the service around it. */
function documentsFor(
  request: QuoteRequest,
  customer: QuotedCustomer,
  term: Period,
  terms: Terms | null,
  service: readonly ServiceComponent[],
) {
  const model = terms ? contractOf(term, customer, [{ id: modelId, terms: toJson(terms) }]) : null;
  const contract = contractOf(term, customer, [...(model?.components.map(asJson) ?? []), ...service]);
  const facts = [
    ...(model ? assumed(model, outlookOf(request)) : []),
    ...service.flatMap(({ facts }) => facts),
  ];
  return foreseen(contract, factsOf(contract, facts));
}

const asJson = ({ id, terms }: { id: string; terms: Terms }) => ({ id, terms: toJson(terms) as unknown });

/** Every year alike; what was not said is none, so that guarantees and floors remain. */
const outlookOf = (request: QuoteRequest) => ({
  salesIn: () => (poundsOf(request.netSalesPerYear) ?? 0n) / 4n,
  profitIn: () => ({ revenue: poundsOf(request.profitPerYear) ?? 0n, direct: 0n, overhead: 0n }),
  usagePerMonth: request.usagePerMonth ?? null,
  companyValue: 0n,
});

const poundsOf = (typed: string | undefined): Pence | undefined =>
  typed === undefined ? undefined : (parsePounds(typed) ?? undefined);

/** Whose approval the offers will need: each set is a deal of its own, the slowest one decides. */
function approvalsOf(
  request: QuoteRequest,
  world: World,
  term: Period,
  models: readonly Terms[],
): Approval[] {
  const needed = models.flatMap((terms) =>
    approvalsNeeded(
      world.policy,
      baseCase(contractOf(term, world.customer, [{ id: modelId, terms: toJson(terms) }]), {
        usagePerMonth: request.usagePerMonth,
        netSalesPerYear: poundsOf(request.netSalesPerYear),
        profitPerYear: poundsOf(request.profitPerYear),
      }),
    ),
  );
  return (["approver", "finance", "board"] as const).filter((approval) => needed.includes(approval));
}

function validity({ today, nextChange }: World): { validUntil: CivilDate; validBecause: string } {
  const ordinary = addDays(today, daysValid);
  if (nextChange === null || addDays(civil(nextChange), -1) >= ordinary)
    return { validUntil: ordinary, validBecause: `${daysValid} days after it was made` };
  return { validUntil: addDays(civil(nextChange), -1), validBecause: `new prices hold from ${nextChange}` };
}

const totalOf = (lines: readonly QuoteLine[]) => ({
  net: sum(lines.map(({ net }) => net)),
  vat: sum(lines.map(({ vat }) => vat)),
  gross: sum(lines.map(({ gross }) => gross)),
});

/** Each contract year, and what is settled after the last. */
function yearsOf(lines: readonly QuoteLine[], term: Period): QuoteBody["years"] {
  const years = anchoredYears(term).map(({ whole }, year) => ({
    year,
    title: `Year ${year + 1}`,
    from: whole.from,
    to: addDays(whole.to, -1),
  }));
  const after = lines.filter(({ year }) => year === years.length);
  const last = after.at(-1);
  if (last) years.push({ year: years.length, title: "After the end", from: term.to, to: last.on });
  return years.map((one) => {
    const own = lines.filter(({ year }) => year === one.year);
    const netOf = (cadence: QuoteLine["cadence"]) =>
      sum(own.filter((line) => line.cadence === cadence).map(({ net }) => net));
    return { ...one, once: netOf("once"), yearly: netOf("yearly"), ...totalOf(own) };
  });
}
