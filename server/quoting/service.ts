import { type Kind, modelOf, type Terms } from "#server/commercial-models/index.ts";
import { type CivilDate, type Period, periodsOf } from "#server/lib/dates.ts";
import { type Pence, sum } from "#server/lib/money.ts";
import { freeChecksPerUser, itemOf, itemWords, type Tariff, type TariffCode } from "./tariff.ts";

/** What is expected of the service around the data: the same questions for a quote, an application and an offer. */
export type ServiceAsked = {
  users: number;
  /** Of each dataset, a year. */
  refreshes: number;
  /** Outputs of all users together to have checked, a month. */
  checks: number;
  cohort: boolean;
};

/** Work that is expected, at the tariff: so much of it in the month that begins on a day. */
export type Work = {
  title: string;
  pence: Pence;
  quantity: number;
  /** First day of the month in which it is done. */
  month: CivilDate;
  /** How the quantity came about, "5 people"; nothing where it is one. */
  words: string;
  once: boolean;
  /** Of the project, not of one dataset. */
  ofProject: boolean;
};

/** Name of the service's part in a licence; no model of the nine is called so. */
export const serviceId = "tariff";

/** Which parts of the service a licence bears: of several licences of one project the first bears what is for all. */
type Borne = { models: readonly Terms[]; bearsProject: boolean };

/**
 * The service as the part of a licence that bills it: a tariff is its rate card for the whole term, but for what the rate
 * card of a model charges already, and what was done is billed month by month. Reviews are of the project.
 */
export function licensedService(tariff: Tariff, { models, bearsProject }: Borne) {
  const review = coversReviews(models) ? null : itemOf(tariff, "annual_review");
  const charged = tariff.items.filter(({ code }) => code !== "annual_review" && !covers(models, code));
  return {
    id: serviceId,
    terms: {
      kind: "cost_recovery" satisfies Kind,
      rates: Object.fromEntries(charged.map(({ title, pence }) => [title, String(pence)])),
      billed: "monthly",
      ...(bearsProject && review && { reviewFee: String(review.pence) }),
    },
  };
}

/**
 * The work that a licence will see, month by month: what is done once in the first month; people and checks every month;
 * refreshes as evenly as whole ones allow. An item without a figure in the tariff is not there.
 */
export function expectedWork(
  { users, refreshes, checks, cohort }: ServiceAsked,
  tariff: Tariff,
  term: Period,
  { models, bearsProject }: Borne,
): Work[] {
  const months = periodsOf(term, 1).map(({ from }) => from);
  const charged = Math.max(0, checks - freeChecksPerUser * users);
  const of = (
    code: TariffCode,
    quantities: readonly number[],
    { words = "", once = false, ofProject = true } = {},
  ): Work[] => {
    const item = itemOf(tariff, code);
    if (!item || covers(models, code) || (ofProject && !bearsProject)) return [];
    return quantities.flatMap((quantity, index) =>
      quantity === 0
        ? []
        : [{ title: item.title, pence: item.pence, quantity, month: months[index]!, words, once, ofProject }],
    );
  };
  const everyMonth = (quantity: number) => months.map(() => quantity);
  const refreshedBy = (month: number) => Math.floor((month * refreshes) / 12);
  return [
    ...of("product", [1], { once: true, ofProject: false }),
    ...of("new_application", [1], { once: true }),
    ...of("set_up", [1], { once: true }),
    ...of("cohort_file", [cohort ? 1 : 0], { once: true }),
    ...of("user_month", everyMonth(users), { words: users === 1 ? "1 person" : `${users} people` }),
    ...of("output_check", everyMonth(charged), {
      words: `${checks} checks less ${freeChecksPerUser * users} free`,
    }),
    ...of(
      "refresh",
      months.map((_, index) => refreshedBy(index + 1) - refreshedBy(index)),
      { ofProject: false },
    ),
  ];
}

/** The work as the facts by which it is billed. */
export const factsOf = (work: readonly Work[]) =>
  work.map(({ title, quantity, month }) => ({
    component: serviceId,
    fact: "worked",
    id: `${serviceId} ${title} ${month}`,
    version: 1,
    on: month,
    known: month,
    rate: title,
    quantity: String(quantity),
  }));

/** The model of a dataset may name the same work on a rate card of its own: it is not charged twice. */
const covers = (models: readonly Terms[], code: TariffCode): boolean =>
  models.some((terms) =>
    modelOf(terms.kind)
      .covers(terms)
      .work.some((name) => name.toLowerCase() === itemWords[code].toLowerCase()),
  );

const coversReviews = (models: readonly Terms[]): boolean =>
  models.some((terms) => modelOf(terms.kind).covers(terms).reviews);

/** The sentences that say which work is in the estimate of the model already. */
export const coveredWords = (models: readonly Terms[]): string[] =>
  (["new_application", "set_up", "annual_review"] as const)
    .filter((code) => covers(models, code) || (code === "annual_review" && coversReviews(models)))
    .map((code) => itemWords[code]);

/**
 * What the service costs at the least in a first year, for one user and no refresh, beside a model whose rate card charges
 * some of the work already: what a headline without it leaves out.
 */
export function leastService(tariff: Tariff, covered: readonly string[]): Pence {
  const codes = [
    ["product", 1],
    ["new_application", 1],
    ["set_up", 1],
    ["user_month", 12],
  ] as const;
  return sum(
    codes.flatMap(([code, quantity]) => {
      const item = itemOf(tariff, code);
      const isCovered = covered.some((name) => name.toLowerCase() === itemWords[code].toLowerCase());
      return item && !isCovered ? [item.pence * BigInt(quantity)] : [];
    }),
  );
}
