import { pounds } from "#server/lib/money.ts";
import { auditLabels } from "../../engine/audit.ts";
import { bandsInWords } from "../../engine/banding.ts";
import { rateOfBand } from "../../engine/listed.ts";
import type { Words } from "../../engine/model.ts";
import { inContract } from "./in-contract.ts";
import type { RoyaltyTerms } from "./terms.ts";

export const words = {
  colour: "#ae2573",
  ink: "#ffffff",
  labels: {
    bands: "Bands",
    scope: "Bands count",
    allowedDeductions: "Deductions that count",
    deductionCapBp: "Deductions at most, of gross sales",
    stackingBp: "Royalties to others lower ours by",
    stackingFloorBp: "Stacking never lowers below, of the royalty",
    guarantee: "Minimum guarantee a year",
    recoupment: "A guarantee is recouped",
    carryYears: "A guarantee is carried forward (years)",
    royaltyMonths: "Royalty from first sale (months)",
    salesEnd: "Royalty ends with sales on",
    sellOffMonths: "Sell-off after an early end (months)",
    reportDueDays: "Statement due within (days)",
    estimateLate: "Late statements are estimated",
    fxSource: "Foreign sales are turned into pounds at the",
    ...auditLabels,
  },
  choices: {
    within_year: "within its year",
    carry_forward: "carried forward",
    cross_collateral: "over the whole term",
    all: "all sales together",
    product: "each product by itself",
    country: "each country by itself",
    monthly_average: "average rate of the month",
    day_rate: "rate of the day",
    tradeDiscounts: "trade discounts",
  },
  idle: ({ recoupment, guarantee, stackingBp }) => [
    ...(recoupment === "carry_forward" ? [] : ["carryYears"]),
    ...(guarantee === undefined ? ["recoupment"] : []),
    ...(stackingBp === 0 ? ["stackingBp", "stackingFloorBp"] : []),
  ],
  sentence: ({ bands, guarantee }) =>
    `${bandsInWords(bands)} of net sales.${guarantee ? ` ${pounds(guarantee)} a year is guaranteed and counts against what you earn.` : ""}`,
  inContract,
  parameterName: (path, { bands }) => rateOfBand(path, bands),
  explained: {
    due: "A guarantee each year, then what royalty earns above it.",
    risk: "Both: the guarantee is certain, the rest depends on sales.",
    report: "Sales, quarter by quarter, attested.",
    origin: "Named in the press report and the guidance.",
  },
  example: {
    title: "A year's guarantee of £300,000.00, recouped by royalty",
    term: { from: "2026-01-01", to: "2027-01-01" },
    terms: {
      kind: "royalty",
      bands: [
        { upTo: 1_000_000_000, rateBp: 200 },
        { upTo: 2_500_000_000, rateBp: 250 },
        { upTo: null, rateBp: 300 },
      ],
      deductionCapBp: 1_000,
      guarantee: 30_000_000,
    },
    facts: [
      reported("2026-01-01", "2026-05-15", 578_765_433),
      reported("2026-04-01", "2026-08-14", 670_500_000),
      reported("2026-07-01", "2026-11-14", 393_600_000),
    ],
    until: "2026-11-14",
    document: 1,
  },
} satisfies Partial<Words<RoyaltyTerms>>;

function reported(on: string, known: string, gross: number) {
  return { fact: "reported", on, known, sales: [{ on, gross }] };
}
