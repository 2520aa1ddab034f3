import { type Kind, kinds, modelOf } from "#server/commercial-models/index.ts";
import { type DraftPrice, reduced } from "#server/pricing/list-rules.ts";
import type { Price, Standing } from "#server/pricing/rules.ts";

/** What a dataset is worth in the demonstration, in whole pounds; everything else follows from it. */
export type Worth = {
  slug: string;
  /** Price of a year's subscription in pounds. */
  year: number;
  list: readonly Kind[];
  approval: readonly Kind[];
  /** Prices rose with the second list. */
  risenBp?: number;
};

const all = (...kinds: Kind[]) => kinds;
const everyday = all(
  "free_access",
  "data_return",
  "cost_recovery",
  "one_off_fee",
  "subscription",
  "usage_based",
);
const withRisk = all("royalty", "equity_share", "profit_share");

export const worths: readonly Worth[] = [
  { slug: "hes-apc", year: 36_500, list: everyday, approval: withRisk, risenBp: 400 },
  {
    slug: "sact",
    year: 48_000,
    list: all("data_return", "cost_recovery", "one_off_fee", "subscription", "usage_based", "royalty"),
    approval: all("free_access", "equity_share", "profit_share"),
    risenBp: 400,
  },
  {
    slug: "mdor",
    year: 30_000,
    list: all("data_return", "cost_recovery", "one_off_fee", "subscription", "usage_based", "royalty"),
    approval: all("free_access", "equity_share", "profit_share"),
  },
  {
    slug: "ngrl",
    year: 120_000,
    list: all("cost_recovery", "subscription", "royalty"),
    approval: all("data_return", "one_off_fee", "usage_based", "equity_share", "profit_share"),
  },
  {
    slug: "our-future-health",
    year: 90_000,
    list: all("cost_recovery", "subscription"),
    approval: all("royalty", "profit_share", "equity_share", "data_return"),
  },
  { slug: "uk-biobank", year: 9_000, list: all("cost_recovery"), approval: all("data_return") },
  {
    slug: "cprd-aurum",
    year: 82_500,
    list: all("subscription", "cost_recovery", "one_off_fee"),
    approval: all("royalty", "usage_based"),
  },
  {
    slug: "cprd-gold",
    year: 45_000,
    list: all("subscription", "cost_recovery", "one_off_fee"),
    approval: all("royalty"),
  },
  { slug: "medicines-dispensed", year: 24_000, list: everyday, approval: all("royalty", "profit_share") },
  {
    slug: "ncrd",
    year: 42_000,
    list: all("cost_recovery", "one_off_fee", "subscription", "usage_based", "royalty"),
    approval: all("free_access", "data_return", "profit_share"),
  },
  {
    slug: "rtds",
    year: 22_000,
    list: all("data_return", "cost_recovery", "subscription", "usage_based"),
    approval: all("royalty", "equity_share"),
  },
  {
    slug: "njr",
    year: 38_000,
    list: all("data_return", "cost_recovery", "one_off_fee", "subscription"),
    approval: all("royalty", "equity_share", "profit_share"),
  },
  { slug: "did", year: 20_000, list: everyday, approval: all("equity_share", "profit_share", "royalty") },
  ...["hes-op", "hes-cc", "ecds", "mhsds", "talking-therapies", "csds", "msds"].map(
    (slug): Worth => ({ slug, year: 18_000, list: everyday, approval: all("royalty") }),
  ),
  ...["hes-ae", "deaths", "nda", "ssnap", "nvr"].map(
    (slug): Worth => ({
      slug,
      year: 12_000,
      list: all("free_access", "cost_recovery", "subscription"),
      approval: all("data_return", "one_off_fee"),
    }),
  ),
  ...["smr01", "pis"].map(
    (slug): Worth => ({
      slug,
      year: 15_000,
      list: all("cost_recovery"),
      approval: all("subscription", "one_off_fee"),
    }),
  ),
  // Its terms say research use only: priced and mandated, and still waiting for a decision.
  {
    slug: "nnrd",
    year: 16_000,
    list: all("free_access", "data_return", "cost_recovery", "subscription", "royalty"),
    approval: all("one_off_fee"),
  },
];

const nothing = { users: null, furtherYear: null, furtherUser: null };

/** A price of each model, in order. */
export function pricesFor({ year, list, approval }: Worth, risenBp = 0): Price[] {
  const yearly = Math.round((year * (10_000 + risenBp)) / 10_000) * 100;
  return kinds.map((kind): Price => {
    const standing: Standing = list.includes(kind) ? "list" : approval.includes(kind) ? "approval" : "not";
    if (standing === "not")
      return {
        ...nothing,
        kind,
        standing,
        reason: modelOf(kind).whyNot,
        months: 12,
        terms: null,
        limits: {},
      };
    const { months, terms, limits, ...more } = modelOf(kind).usual(yearly);
    return {
      kind,
      standing,
      reason: standing === "approval" ? "On approval: the custodian agrees case by case." : "",
      months,
      ...nothing,
      ...more,
      terms,
      limits,
    };
  });
}

/** Sets with prices of their own for small companies and for universities and charities. */
export const withOwnPrices: readonly string[] = ["hes-apc", "sact", "did", "medicines-dispensed"];
/** What these kinds of customers pay below the standard, in basis points. */
const below = { small_company: 2_500, academic: 6_000 } as const;

/** What small companies and academic bodies pay: less for the data, the same for the work of making it ready. */
export const ownPrices = (standard: readonly Price[]): DraftPrice[] =>
  standard
    .filter(
      ({ kind, standing }) => standing === "list" && (kind === "subscription" || kind === "one_off_fee"),
    )
    .flatMap((price) =>
      (["small_company", "academic"] as const).map((customer) => {
        const { reductionBp: _kept, ...own } = reduced(
          { ...price, customerKind: "standard" },
          customer,
          below[customer],
        );
        return own;
      }),
    );
