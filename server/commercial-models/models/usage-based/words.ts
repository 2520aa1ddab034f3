import { pounds } from "#server/lib/money.ts";
import { rowsIn } from "../../engine/fact-form.ts";
import type { Words } from "../../engine/model.ts";
import { inContract } from "./in-contract.ts";
import type { UsageTerms } from "./terms.ts";

/** "0.05p a row at first, less with volume". */
export const rateInWords = (unitPrice: unknown, unit: unknown, tiers: number): string =>
  `${String(unitPrice)}p a ${String(unit)}${tiers > 1 ? " at first, less with volume" : ""}`;

export const words = {
  colour: "#330072",
  ink: "#ffffff",
  labels: {
    unit: "Unit",
    aggregation: "How tallies are counted",
    filter: "What counts",
    pricing: "Pricing",
    tiers: "Prices",
    packageSize: "Units in a package",
    freeAllowance: "Free allowance a period",
    cap: "Never more than",
    yearlyMinimum: "Minimum a year",
    periodMinimum: "Minimum a billing period",
    periodMonths: "Billed every (months)",
    graceDays: "Billed after the period (days)",
    lateDays: "Late usage counts within (days)",
    estimateMissing: "Missing usage is estimated",
  },
  choices: {
    graduated: "graduated: each unit at the price of its band",
    volume: "volume: all units at the price of the band reached",
    per_unit: "one price a unit",
    package: "by package",
    sum: "added up",
    max: "the highest of the period",
    unique: "each once in the period",
    latest: "the last of the period",
    count: "number of events",
  },
  sentence: ({ tiers, unit, cap, yearlyMinimum }) =>
    `${rateInWords(tiers[0]!.unitPrice, unit, tiers.length)}${cap ? `, never more than ${pounds(cap)} a period` : ""}${yearlyMinimum ? `, at least ${pounds(yearlyMinimum)} a year` : ""}.`,
  inContract,
  parameterName(path, { tiers, unit }) {
    const [, index, price] = /^tiers\.(\d+)\.(unitPrice|flat)$/.exec(path) ?? [];
    if (index === undefined) return null;
    const upTo = rowsIn(tiers)[Number(index)]?.upTo;
    const band = upTo === null || upTo === undefined ? "in the last band" : `up to ${String(upTo)}`;
    return price === "flat" ? `Once for the band ${band}` : `Pence a ${String(unit)} ${band}`;
  },
  explained: {
    due: "After each month, for what was used in it.",
    risk: "Shared: little use costs little.",
    report: "What was used, as it is used.",
    origin: "How research platforms charge today.",
  },
  example: {
    title: "7,350,000 rows in a month, the first 250,000 free",
    term: { from: "2026-05-01", to: "2027-05-01" },
    terms: {
      kind: "usage_based",
      unit: "row",
      pricing: "graduated",
      tiers: [
        { upTo: "1000000", unitPrice: "0.05" },
        { upTo: "5000000", unitPrice: "0.03" },
        { upTo: null, unitPrice: "0.0175" },
      ],
      freeAllowance: "250000",
    },
    facts: [{ fact: "used", on: "2026-05-31", quantity: "7350000" }],
    until: "2026-06-06",
    document: 0,
  },
  pages: [{ path: "usage", label: "Usage against charge, day by day" }],
} satisfies Partial<Words<UsageTerms>>;
