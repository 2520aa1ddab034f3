import type { Specification } from "#server/commercial-models/models/data-return.ts";
import { formatDate } from "#server/lib/dates.ts";
import { percent, pounds } from "#server/lib/money.ts";
import { specificationInWords } from "./specification-in-words.ts";

export type TermLine = { label: string; value: string };

const money = new Set(
  "fee agreedValue fallbackFee yearlyMinimum guarantee cap hurdle floor estimate price nominal commercialPrice amount yearly reviewFee periodMinimum flat".split(
    " ",
  ),
);
const labels: Record<string, string> = {
  acceleration: "All dated instalments fall due on breach",
  acceptanceDays: "Accepted or rejected within (days)",
  aggregation: "How tallies are counted",
  allowedDeductions: "Deductions that count",
  auditCostThresholdBp: "Cost of an audit is borne above, not reported",
  auditLookbackYears: "An audit looks back (years)",
  autoRenew: "Renews unless notice is given",
  billed: "Work is billed",
  carryYears: "A guarantee is carried forward (years)",
  certificateDays: "Destruction certified within (days)",
  company: "Company",
  shareClass: "Class of shares",
  costCaps: "Other costs count up to, of revenue",
  downgrade: "A fall in price",
  escrowMonths: "Escrow is released after (months)",
  estimateLate: "Late statements are estimated",
  estimateMissing: "Missing usage is estimated",
  fullyDiluted: "Fully diluted shares",
  fxSource: "Foreign sales are turned into pounds at the",
  graceDays: "Billed after the period (days)",
  indexation: "Indexation",
  informationRights: "Information rights",
  interestOverBaseBp: "Interest after an audit, over the base rate",
  lateCostDays: "Late costs are billed within (days)",
  lateDays: "Late usage counts within (days)",
  laterRates: "Rate cards that follow",
  lossYears: "Losses are kept for (years)",
  noticeDays: "Notice (days)",
  periodMinimum: "Minimum a billing period",
  preEmption: "May take part in new issues",
  preferenceBp: "Comes first at a sale, of the agreed value",
  quotas: "Fair use",
  recoupment: "A guarantee is recouped",
  reportDueDays: "Statement due within (days)",
  royaltyMonths: "Royalty from first sale (months)",
  scope: "Bands count",
  sellOffMonths: "Sell-off after an early end (months)",
  silenceAccepts: "Silence counts as acceptance",
  stackingBp: "Royalties to others lower ours by",
  stackingFloorBp: "Stacking never lowers below, of the royalty",
  statementDueDays: "Statement due within (days)",
  suspendAfterDays: "Access may be suspended after an overdue report (days)",
  tailMonths: "Profit shared after the end (months)",
  trueUp: "Seats above the number are billed at the anniversary",
  valuation: "Valued by",
  valueBasis: "The value is",
  vat: "VAT",
  vatOnShares: "VAT on the shares",
  vesting: "Vesting",
  reviewFee: "Review fee each year after the first",
  filter: "What counts",
  packageSize: "Units in a package",
  agreedValue: "Agreed value of the curated dataset",
  anchor: "Year begins on",
  antiDilution: "Protection against dilution",
  bands: "Bands",
  cap: "Never more than",
  commercialPrice: "Price a year if the use becomes commercial",
  damagesBpPerWeek: "Damages for each started week of delay",
  damagesCapBp: "Damages at most",
  deductionCapBp: "Deductions at most, of gross sales",
  deliverables: "Deliverables",
  depositBp: "Deposit, of the estimate",
  estimate: "Estimate",
  escrowBp: "Held in escrow at exit",
  fallbackFee: "Fee if nothing is delivered",
  fee: "Fee",
  floor: "Never less than, a year",
  freeAllowance: "Free allowance a period",
  guarantee: "Minimum guarantee a year",
  hurdle: "Profit kept before sharing, a year",
  instalments: "Instalments",
  labour: "Rate that counts as labour",
  longStop: "Long-stop date",
  lossUseCapBp: "Losses may take, of a year's profit",
  nominal: "Nominal value a share",
  onAccountBp: "On account each quarter, of the estimated share",
  overheadBp: "Overhead on labour",
  overheadCapBp: "Overheads count up to, of revenue",
  periodMonths: "Billed every (months)",
  price: "Value a share",
  pricing: "Pricing",
  quantity: "Quantity",
  rates: "Rate card",
  recognition: "Income is recognised",
  reportMonths: "A report every (months)",
  salesEnd: "Royalty ends with sales on",
  shares: "Shares",
  tier: "Tier",
  tiers: "Prices",
  unit: "Unit",
  yearlyMinimum: "Minimum a year",
};
const choices: Record<string, string> = {
  graduated: "graduated: each unit at the price of its band",
  volume: "volume: all units at the price of the band reached",
  per_unit: "one price a unit",
  package: "by package",
  point_in_time: "at transfer",
  over_time: "over the term",
  when_triggered: "when each instalment is triggered",
  weighted_average: "broad-based weighted average",
  full_ratchet: "full ratchet",
  none: "none",
  at_renewal: "waits for the next period",
  credited: "is credited from its day",
  within_year: "within its year",
  carry_forward: "carried forward",
  cross_collateral: "over the whole term",
  all: "all sales together",
  product: "each product by itself",
  country: "each country by itself",
  on_completion: "when it is complete",
  monthly: "month by month",
  supply: "standard, as a supply",
  outside_scope: "outside the scope",
  vat_inclusive: "with VAT included",
  exclusive: "without VAT",
  cash_on_top: "paid in money on top",
  inclusive: "included in the shares",
  monthly_average: "average rate of the month",
  day_rate: "rate of the day",
  lapses: "lapses",
  falls_due: "falls due",
  tradeDiscounts: "trade discounts",
  sum: "added up",
  max: "the highest of the period",
  unique: "each once in the period",
  latest: "the last of the period",
  count: "number of events",
};

/** The commercial terms of one component as lines a person reads; every parameter appears, none is hidden. */
export const termsInWords = (terms: Record<string, unknown>): TermLine[] =>
  Object.entries(terms)
    .filter(([name, value]) => name !== "kind" && says(name, value, terms))
    .map(([name, value]) => ({ label: labelOf(name), value: inWords(name, value) }));

/** Parameters that say nothing are left out: an empty list, and what only matters with another that is not agreed. */
function says(name: string, value: unknown, terms: Record<string, unknown>): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value === "object" && Object.keys(value).length === 0) return false;
  if (name === "carryYears") return terms.recoupment === "carry_forward";
  if (name === "recoupment") return terms.guarantee !== undefined;
  if (name === "stackingBp") return value !== 0;
  if (name === "stackingFloorBp") return terms.stackingBp !== 0;
  if (name === "escrowMonths") return terms.escrowBp !== 0;
  return true;
}

/** "depositBp" reads "Deposit, of the estimate"; a parameter without a label of its own reads as its words. */
export const labelOf = (name: string): string =>
  labels[name] ??
  capitalised(
    name
      .replace(/Bp$/, "")
      .replace(/([A-Z])/g, " $1")
      .toLowerCase(),
  );

function inWords(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => rowInWords(name, item)).join("; ");
  if (value !== null && typeof value === "object")
    return Object.entries(value)
      .map(
        ([key, inner]) =>
          `${key}: ${name === "tiers" || name === "rates" ? asPounds(inner) : inWords(key, inner)}`,
      )
      .join("; ");
  return scalar(name, value);
}

function scalar(name: string, value: unknown): string {
  if (value === null || value === undefined) return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  const text = String(value);
  if (name.endsWith("Bp") || name === "bp") return percent(BigInt(text));
  if (name.endsWith("BpPerWeek")) return percent(BigInt(text));
  if (money.has(name)) return asPounds(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return formatDate(text);
  return choices[text] ?? text;
}

/** One band, tier, deliverable or instalment. */
function rowInWords(name: string, item: unknown): string {
  if (item === null || typeof item !== "object") return choices[String(item)] ?? String(item);
  const row = item as Record<string, unknown>;
  const limit =
    "upTo" in row
      ? row.upTo === null
        ? "above"
        : `to ${name === "bands" ? asPounds(row.upTo) : String(row.upTo)}`
      : "";
  const rest = Object.entries(row)
    .filter(([key, value]) => key !== "upTo" && !(key === "flat" && String(value) === "0"))
    .map(([key, value]) =>
      key === "unitPrice"
        ? `${String(value)}p a unit`
        : key === "rateBp" || key === "weightBp"
          ? percent(BigInt(String(value)))
          : key === "label" || key === "id"
            ? String(value)
            : key === "specification"
              ? `(${specificationInWords(value as Specification).join("; ")})`
              : `${labelOf(key).toLowerCase()} ${scalar(key, value)}`,
    );
  return [limit, ...rest].filter(Boolean).join(" ");
}

const asPounds = (value: unknown) =>
  /^\d+$/.test(String(value)) ? pounds(BigInt(String(value))) : String(value);
const capitalised = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
