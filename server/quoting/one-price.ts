import type { Contract } from "#server/commercial-models/engine/contract.ts";
import type { Valuation } from "#server/commercial-models/engine/model.ts";
import type { Document } from "#server/commercial-models/engine/plan.ts";
import type { Terms } from "#server/commercial-models/index.ts";
import type { Assumptions } from "#server/commercial-models/simulation/assumptions.ts";
import { baseCase } from "#server/commercial-models/simulation/forecast.ts";
import { addMonths, civil, type Period } from "#server/lib/dates.ts";
import { type Pence, sum } from "#server/lib/money.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { termsFor } from "#server/pricing/priced.ts";
import type { Reaching } from "#server/pricing/reach.ts";
import { documentsFor, quotedContract } from "./documents.ts";
import type { QuotedCustomer } from "./inputs.ts";
import { expectedWork, factsOf, licensedService, type ServiceAsked, type Work } from "./service.ts";
import type { Tariff } from "./tariff.ts";

/** One licence that is asked for, of one dataset under one model. */
export type PriceRequest = {
  startsOn: string;
  /** 1 to 120. */
  months: number;
  users: number;
  /** What is expected of the service around the data; null: it is not wanted. */
  service: ServiceAsked | null;
  /** Of several licences of one project the first bears what is for all of them. */
  bearsProject: boolean;
  assumptions: Assumptions;
  valuation: Valuation | null;
  customer: QuotedCustomer;
};

export type OnePrice = {
  terms: Terms;
  term: Period;
  contract: Contract;
  work: readonly Work[];
  documents: readonly Document[];
  /** The undiscounted receipts of the NHS over the term, without VAT, the service included where it is wanted. */
  value: Pence;
  total: { net: Pence; vat: Pence; gross: Pence; inMoney: Pence };
  /** The first document on which something is asked for. */
  first: Document | null;
};

/**
 * What one licence costs at the list's terms: the one calculation behind a quote and an application, by the engine that
 * bills; an offer at list terms, its contract and its first invoice come to the same (decision 0036). Refuses what the
 * list does not sell, as `termsFor` does, and `cannot_do_that_now` on `service` where no tariff is in force.
 */
export function onePrice(price: Reaching, tariff: Tariff | null, request: PriceRequest): OnePrice {
  const { startsOn, months, users, valuation, assumptions, customer } = request;
  const terms = termsFor(price, { startsOn, months, users, valuation });
  const term: Period = { from: civil(startsOn), to: addMonths(civil(startsOn), months) };
  const { service, work } = serviceOf(tariff, term, terms, request);
  const contract = quotedContract(term, customer, terms, service);
  const documents = documentsFor(contract, assumptions, work);
  return {
    terms,
    term,
    contract,
    work,
    documents,
    value: baseCase(contract, assumptions, factsOf(work)),
    total: totalOf(documents),
    first: documents.find(({ gross }) => gross > 0n) ?? null,
  };
}

function serviceOf(
  tariff: Tariff | null,
  term: Period,
  terms: Terms,
  { service, bearsProject }: PriceRequest,
) {
  if (!service) return { service: null, work: [] };
  const borne = { models: [terms], bearsProject };
  const inForce = demandTariff(tariff);
  return {
    service: licensedService(inForce, borne),
    work: expectedWork(service, inForce, term, borne),
  };
}

export function demandTariff(tariff: Tariff | null): Tariff {
  if (!tariff)
    throw new Refusal(
      "cannot_do_that_now",
      "No tariff of the service is in force on this day: ask without the service",
      "service",
    );
  return tariff;
}

function totalOf(documents: readonly Document[]): OnePrice["total"] {
  const of = (amount: (document: Document) => Pence) =>
    sum(documents.map((one) => (one.type === "credit_note" ? -amount(one) : amount(one))));
  return {
    net: of(({ net }) => net),
    vat: of(({ vat }) => vat),
    gross: of(({ gross }) => gross),
    inMoney: of(({ payableInCash }) => payableInCash),
  };
}
