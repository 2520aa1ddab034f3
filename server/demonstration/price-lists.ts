import { type Kind, kinds } from "#server/commercial-models/index.ts";
import { type DraftPrice, reduced } from "#server/pricing/list-rules.ts";
import type { Limit, Price, Standing } from "#server/pricing/rules.ts";

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

const whyNot: Record<Kind, string> = {
  free_access: "The custodian has not agreed to free use of this set.",
  data_return: "Nothing that would be returned is of use to this custodian today.",
  cost_recovery: "The cost of access is already part of the price.",
  one_off_fee: "The set changes every month, so one price for ever cannot be fair.",
  subscription: "Access is sold by project, not by year.",
  usage_based: "Use of this set cannot be metered yet.",
  royalty: "The custodian's policy has no royalty.",
  equity_share: "The custodian cannot hold shares.",
  profit_share: "The custodian's policy has no share of profits.",
};

/** The nine prices of a list, in order. */
export function pricesFor({ year, list, approval }: Worth, risenBp = 0): Price[] {
  const yearly = Math.round((year * (10_000 + risenBp)) / 10_000) * 100;
  return kinds.map((kind): Price => {
    const standing: Standing = list.includes(kind) ? "list" : approval.includes(kind) ? "approval" : "not";
    if (standing === "not")
      return { kind, standing, reason: whyNot[kind], months: 12, terms: null, limits: {} };
    const { months, terms, limits } = standardTerms(kind, yearly);
    return {
      kind,
      standing,
      reason: standing === "approval" ? "On approval: the custodian agrees case by case." : "",
      months,
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

/** A fifth below to half above, in whole steps from the standard. */
const around = (amount: number, step: number): Limit => ({
  minimum: amount - Math.round((amount * 0.2) / step) * step,
  maximum: amount + Math.round((amount * 0.5) / step) * step,
  step,
});

/** Standard terms of each model for a set whose subscription costs so many pence a year, and what may be negotiated. */
function standardTerms(
  kind: Kind,
  yearly: number,
): { months: number; terms: Record<string, unknown>; limits: Record<string, Limit> } {
  switch (kind) {
    case "free_access":
      return {
        months: 12,
        terms: { kind, reportMonths: 6, reportDueDays: 30, certificateDays: 30, commercialPrice: yearly },
        limits: { commercialPrice: around(yearly, 100) },
      };
    case "data_return": {
      const agreedValue = Math.round((yearly * 1.6) / 600) * 600;
      return {
        months: 12,
        terms: {
          kind,
          agreedValue,
          deliverables: [
            {
              id: "Cleaned dataset",
              weightBp: 6000,
              due: "{start}+120d",
              specification: {
                columns: ["record", "event_date", "code", "code_system"],
                minimumRows: 1_000,
                completenessBp: 9_500,
              },
            },
            { id: "Documentation and code", weightBp: 4000, due: "{start}+240d" },
          ],
          damagesBpPerWeek: 50,
          damagesCapBp: 1000,
          longStop: "{start}+300d",
          fallbackFee: Math.round(agreedValue * 1.25),
        },
        limits: {
          agreedValue: around(agreedValue, 600),
          fallbackFee: around(Math.round(agreedValue * 1.25), 100),
        },
      };
    }
    case "cost_recovery":
      return {
        months: 12,
        terms: {
          kind,
          // The published tariff of the national access service from April 2026, with rates for work by the hour.
          rates: {
            "new application": 143_100,
            amendment: 113_800,
            "annual review": 69_400,
            "set-up": 43_400,
            "analyst hour": 8_640,
          },
          labour: "analyst hour",
          overheadBp: 1_250,
          estimate: 600_000,
          depositBp: 4_000,
          cap: 750_000,
          reviewFee: 69_400,
        },
        limits: {
          estimate: { minimum: 200_000, maximum: 5_000_000, step: 100 },
          cap: { minimum: 200_000, maximum: 6_000_000, step: 100 },
          depositBp: { minimum: 0, maximum: 5_000, step: 100 },
        },
      };
    case "one_off_fee":
      return {
        months: 36,
        terms: {
          kind,
          fee: yearly * 3,
          recognition: "when_triggered",
          instalments: [
            { label: "Signature", weight: 4000, on: "{start}" },
            { label: "Data received", weight: 3500, milestone: "Data received" },
            { label: "First results", weight: 2500, milestone: "First results" },
          ],
        },
        limits: { fee: around(yearly * 3, 100) },
      };
    case "subscription":
      return {
        months: 12,
        terms: {
          kind,
          tiers: { standard: yearly, premium: Math.round(yearly * 1.6) },
          tier: "standard",
          quantity: 1,
          periodMonths: 12,
        },
        limits: {
          "tiers.standard": around(yearly, 100),
          "tiers.premium": around(Math.round(yearly * 1.6), 100),
          quantity: { minimum: 1, maximum: 20, step: 1 },
        },
      };
    case "usage_based":
      return {
        months: 12,
        terms: {
          kind,
          unit: "row",
          pricing: "graduated",
          tiers: [
            { upTo: "1000000", unitPrice: "0.05" },
            { upTo: "5000000", unitPrice: "0.03" },
            { upTo: null, unitPrice: "0.0175" },
          ],
          freeAllowance: "250000",
          cap: 400_000,
          yearlyMinimum: Math.round(yearly / 4),
          periodMonths: 1,
          graceDays: 5,
          lateDays: 90,
        },
        limits: {
          cap: { minimum: 200_000, maximum: 2_000_000, step: 1_000 },
          yearlyMinimum: around(Math.round(yearly / 4), 100),
        },
      };
    case "royalty":
      return {
        months: 60,
        terms: {
          kind,
          bands: [
            { upTo: 1_000_000_000, rateBp: 200 },
            { upTo: 2_500_000_000, rateBp: 250 },
            { upTo: null, rateBp: 300 },
          ],
          deductionCapBp: 1_000,
          guarantee: yearly * 2,
          reportDueDays: 45,
          estimateLate: true,
        },
        limits: {
          guarantee: around(yearly * 2, 100),
          "bands.0.rateBp": { minimum: 100, maximum: 500, step: 25 },
          "bands.1.rateBp": { minimum: 100, maximum: 500, step: 25 },
          "bands.2.rateBp": { minimum: 100, maximum: 500, step: 25 },
        },
      };
    case "equity_share":
      return {
        months: 60,
        terms: {
          kind,
          shares: 50_000,
          nominal: 1,
          price: 1_240,
          antiDilution: "weighted_average",
          escrowBp: 1_000,
        },
        limits: {
          shares: { minimum: 1_000, maximum: 500_000, step: 100 },
          price: { minimum: 10, maximum: 100_000, step: 1 },
        },
      };
    case "profit_share":
      return {
        months: 60,
        terms: {
          kind,
          bands: [
            { upTo: 100_000_000, rateBp: 1_000 },
            { upTo: null, rateBp: 1_500 },
          ],
          hurdle: 50_000_000,
          overheadCapBp: 1_200,
          lossUseCapBp: 5_000,
          floor: Math.round(yearly / 2),
          onAccountBp: 8_000,
          statementDueDays: 90,
          estimateLate: true,
        },
        limits: {
          hurdle: { minimum: 0, maximum: 200_000_000, step: 100_000 },
          floor: around(Math.round(yearly / 2), 100),
          "bands.0.rateBp": { minimum: 500, maximum: 3_000, step: 50 },
          "bands.1.rateBp": { minimum: 500, maximum: 3_000, step: 50 },
        },
      };
  }
}
