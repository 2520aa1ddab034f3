import { type Terms, termsSchema } from "#server/commercial-models/index.ts";
import { type Assumptions, assumptionsTyped } from "#server/commercial-models/simulation/assumptions.ts";
import { baseCase } from "#server/commercial-models/simulation/forecast.ts";
import { addDays, addMonths, type CivilDate, civil, type Period } from "#server/lib/dates.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { anchored } from "#server/pricing/anchored.ts";
import { type Approval, approvalsNeeded } from "#server/pricing/rules.ts";
import type { QuoteBody, QuoteLine } from "./body.ts";
import { calendarOf } from "./calendar.ts";
import { documentsFor, quotedContract } from "./documents.ts";
import type { QuotedDataset, QuoteInputs } from "./inputs.ts";
import { linesOf } from "./lines.ts";
import type { QuoteRequest } from "./request.ts";
import { datasetService, projectService } from "./service.ts";
import { demandStart } from "./start.ts";
import type { Tariff } from "./tariff.ts";
import { sumsOf } from "./totals.ts";
import { assumedWords, notInTotal, vatWords } from "./words.ts";

/** A quote stands so many days, or until the day before prices change. */
const daysValid = 30;

type Quoted = { set: QuotedDataset; terms: Terms; version: number; validFrom: string };

/**
 * The bill in advance: model at list terms and service at the tariff, planned and settled by the engine that bills.
 * Refuses `not_licensable` with the field `set-<slug>` where a dataset is not on offer to this customer, and `bad_input`
 * for a start in the past or more than two years ahead.
 */
export function calculateQuote(request: QuoteRequest, inputs: QuoteInputs): QuoteBody {
  const { today, customer } = inputs;
  const startsOn = civil(request.startsOn);
  demandStart(startsOn, today);
  const tariff = tariffInForce(inputs);
  const quoted = inputs.sets.map((set) => onOffer(set, startsOn));
  const models = quoted.map(({ terms }) => terms);
  const term: Period = { from: startsOn, to: addMonths(startsOn, request.years * 12) };
  const assumptions = assumptionsTyped(request);
  const lines = linesFor(request, inputs, { quoted, term, tariff, assumptions });
  const approvals = approvalsFor(inputs, term, models, assumptions);
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
    lines,
    ...sumsOf(lines, term),
    vatNote: vatWords(customer, startsOn),
    notInTotal: notInTotal(
      request,
      quoted.map(({ set, terms }) => ({ title: set.title, terms })),
      tariff,
    ),
    assumed: assumedWords(request, models, tariff),
    calendar: {
      ...calendarOf({ today, startsOn, approvals, sets: inputs.sets }),
      approvals: [...approvals],
    },
  };
}

function tariffInForce({ tariff }: QuoteInputs): Tariff {
  if (!tariff)
    throw new Refusal(
      "cannot_do_that_now",
      "No tariff of the service is in force on this day, so nothing can be quoted",
    );
  return tariff;
}

function onOffer(set: QuotedDataset, startsOn: CivilDate): Quoted {
  const { price } = set;
  const because = set.barred ?? (price?.terms ? null : "This dataset has no price list today");
  if (because || !price) throw new Refusal("not_licensable", `${set.title}: ${because}`, `set-${set.slug}`);
  const terms = termsSchema.parse(anchored(price.terms, startsOn));
  return { set, terms, version: price.version, validFrom: price.validFrom };
}

const asQuoted = ({ set, version, validFrom }: Quoted): QuoteBody["sets"][number] => ({
  slug: set.slug,
  title: set.title,
  custodian: set.custodian,
  standing: set.price?.standing === "approval" ? "approval" : "list",
  leadTime: set.leadTime,
  priceList: { version, validFrom: civil(validFrom) },
});

/** Each dataset is a licence of its own, with its own service; what is for the project is billed once. By day. */
function linesFor(
  request: QuoteRequest,
  { customer }: QuoteInputs,
  {
    quoted,
    term,
    tariff,
    assumptions,
  }: { quoted: readonly Quoted[]; term: Period; tariff: Tariff; assumptions: Assumptions },
): QuoteLine[] {
  const models = quoted.map(({ terms }) => terms);
  const project = projectService(request, tariff, term, models);
  const licences = [
    ...quoted.map(({ set, terms }) => ({
      set: set.slug,
      terms,
      service: datasetService(request, tariff, term, models),
    })),
    ...(project.length > 0 ? [{ set: null, terms: null, service: project }] : []),
  ];
  return licences
    .flatMap(({ set, terms, service }) => {
      const contract = quotedContract(term, customer, terms, service);
      return linesOf(documentsFor(contract, assumptions, service), term, request.kind, set, service);
    })
    .sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1));
}

/** Whose approval the offers will need: each dataset is a deal of its own, the slowest one decides. */
function approvalsFor(
  { policy, customer }: QuoteInputs,
  term: Period,
  models: readonly Terms[],
  assumptions: Assumptions,
): Approval[] {
  const needed = models.flatMap((terms) =>
    approvalsNeeded(policy, baseCase(quotedContract(term, customer, terms), assumptions)),
  );
  return (["approver", "finance", "board"] as const).filter((approval) => needed.includes(approval));
}

function validity({ today, nextChange }: QuoteInputs): { validUntil: CivilDate; validBecause: string } {
  const ordinary = addDays(today, daysValid);
  if (nextChange === null || addDays(civil(nextChange), -1) >= ordinary)
    return { validUntil: ordinary, validBecause: `${daysValid} days after it was made` };
  return { validUntil: addDays(civil(nextChange), -1), validBecause: `new prices hold from ${nextChange}` };
}
