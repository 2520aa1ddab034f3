import { type Kind, modelOf, type Terms } from "#server/commercial-models/index.ts";
import { addDays, anchoredYears, type CivilDate, type Period } from "#server/lib/dates.ts";
import type { QuoteRequest } from "./request.ts";
import { freeChecksPerUser, itemOf, itemWords, type Tariff, type TariffCode } from "./tariff.ts";

type Raw = Record<string, unknown>;
export type ServiceComponent = { id: string; terms: Raw; facts: Raw[]; words: ReadonlyMap<string, string> };
type Expected = { code: TariffCode; quantity: number; words: string };

/**
 * The service around the data as components of the third model: a rate card from the tariff and the work that is
 * expected. What is for the project stands once, however many datasets: application, set-up, users, checks, reviews.
 */
export function projectService(
  request: QuoteRequest,
  tariff: Tariff,
  term: Period,
  models: readonly Terms[],
): ServiceComponent[] {
  const { users, checks, cohort } = request;
  const charged = Math.max(0, checks - freeChecksPerUser * users);
  const months = (people: string) => `${people} × 12 months`;
  return components(tariff, term, models, {
    once: [
      { code: "new_application", quantity: 1, words: "" },
      { code: "set_up", quantity: 1, words: "" },
      { code: "cohort_file", quantity: cohort ? 1 : 0, words: "" },
    ],
    yearly: [
      {
        code: "user_month",
        quantity: users * 12,
        words: months(users === 1 ? "1 person" : `${users} people`),
      },
      {
        code: "output_check",
        quantity: charged * 12,
        words: months(`${checks} checks less ${freeChecksPerUser * users} free`),
      },
    ],
    reviewed: true,
  });
}

/** What is for each dataset: its product in the secure environment, and its refreshes. */
export const datasetService = (
  { refreshes }: QuoteRequest,
  tariff: Tariff,
  term: Period,
  models: readonly Terms[],
): ServiceComponent[] =>
  components(tariff, term, models, {
    once: [{ code: "product", quantity: 1, words: "" }],
    yearly: [{ code: "refresh", quantity: refreshes, words: "" }],
    reviewed: false,
  });

function components(
  tariff: Tariff,
  term: Period,
  models: readonly Terms[],
  expected: { once: readonly Expected[]; yearly: readonly Expected[]; reviewed: boolean },
): ServiceComponent[] {
  const review = itemOf(tariff, "annual_review")?.pence;
  const reviewFee = expected.reviewed && !coversReviews(models) ? review : undefined;
  const years = anchoredYears(term).map(({ period }) => period);
  const found = [
    component("service", expected.once, tariff, models, { on: term.from, done: term.from, reviewFee }),
    ...years.map((year, index) =>
      component(`service/year ${index + 1}`, expected.yearly, tariff, models, {
        on: year.from,
        done: addDays(year.to, -1),
        reviewFee: undefined,
      }),
    ),
  ];
  return found.flatMap((one) => (one ? [one] : []));
}

function component(
  id: string,
  expected: readonly Expected[],
  tariff: Tariff,
  models: readonly Terms[],
  { on, done, reviewFee }: { on: CivilDate; done: CivilDate; reviewFee: bigint | undefined },
): ServiceComponent | null {
  const wanted = expected.flatMap(({ code, quantity, words }) => {
    const item = itemOf(tariff, code);
    return item && quantity > 0 && !covers(models, code) ? [{ item, quantity, words }] : [];
  });
  if (wanted.length === 0 && reviewFee === undefined) return null;
  return {
    id,
    terms: {
      kind: "cost_recovery" satisfies Kind,
      rates: Object.fromEntries(wanted.map(({ item }) => [item.title, String(item.pence)])),
      ...(reviewFee !== undefined && { reviewFee: String(reviewFee) }),
    },
    facts: [
      ...wanted.map(({ item, quantity }, index) => ({
        component: id,
        fact: "worked",
        id: `${id} ${index} ${item.code}`,
        version: 1,
        on,
        known: on,
        rate: item.title,
        quantity: String(quantity),
      })),
      ...(wanted.length > 0
        ? [{ component: id, fact: "completed", id: `${id} completed`, version: 1, on: done, known: done }]
        : []),
    ],
    words: new Map(wanted.map(({ item, words }) => [item.title, words])),
  };
}

/** The model of a dataset may name the same work on a rate card of its own: it is not charged twice. */
const covers = (models: readonly Terms[], code: TariffCode): boolean =>
  models.some((terms) =>
    modelOf(terms.kind)
      .covers(terms)
      .work.some((name) => name.toLowerCase() === itemWords[code].toLowerCase()),
  );

const coversReviews = (models: readonly Terms[]): boolean =>
  models.some((terms) => modelOf(terms.kind).covers(terms).reviews);

/** Name of the service's part in a licence; no model of the nine is called so. */
export const serviceId = "tariff";

/**
 * The service as the part of a licence that bills it: a tariff is its rate card for the whole term, but for what the rate
 * card of a model charges already, and what was done is billed month by month. Reviews are of the project, so `reviewed`
 * holds for one licence of it.
 */
export function licensedService(
  tariff: Tariff,
  { models, reviewed }: { models: readonly Terms[]; reviewed: boolean },
) {
  const review = coversReviews(models) ? null : itemOf(tariff, "annual_review");
  const charged = tariff.items.filter(({ code }) => code !== "annual_review" && !covers(models, code));
  return {
    id: serviceId,
    terms: {
      kind: "cost_recovery" satisfies Kind,
      rates: Object.fromEntries(charged.map(({ title, pence }) => [title, String(pence)])),
      billed: "monthly",
      ...(reviewed && review && { reviewFee: String(review.pence) }),
    },
  };
}

/** The sentences that say which work is in the estimate of the model already. */
export const coveredWords = (models: readonly Terms[]): string[] =>
  (["new_application", "set_up", "annual_review"] as const)
    .filter((code) => covers(models, code) || (code === "annual_review" && coversReviews(models)))
    .map((code) => itemWords[code]);
