import { formatDate } from "#server/lib/dates.ts";
import { percent, pounds } from "#server/lib/money.ts";

export type TermLine = { label: string; value: string };

const money = new Set(
  "fee agreedValue fallbackFee yearlyMinimum guarantee cap hurdle floor estimate price nominal commercialPrice amount yearly reviewFee".split(
    " ",
  ),
);
const labels: Record<string, string> = {
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
};

/** The commercial terms of one component as lines a person reads; every parameter appears, none is hidden. */
export const termsInWords = (terms: Record<string, unknown>): TermLine[] =>
  Object.entries(terms)
    .filter(([name]) => name !== "kind")
    .map(([name, value]) => ({ label: labelOf(name), value: inWords(name, value) }));

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
  if (item === null || typeof item !== "object") return String(item);
  const row = item as Record<string, unknown>;
  const limit =
    "upTo" in row
      ? row.upTo === null
        ? "above"
        : `to ${name === "bands" ? asPounds(row.upTo) : String(row.upTo)}`
      : "";
  const rest = Object.entries(row)
    .filter(([key]) => key !== "upTo")
    .map(([key, value]) =>
      key === "unitPrice"
        ? `${String(value)}p a unit`
        : key === "rateBp" || key === "weightBp"
          ? percent(BigInt(String(value)))
          : key === "label" || key === "id"
            ? String(value)
            : `${labelOf(key).toLowerCase()} ${scalar(key, value)}`,
    );
  return [limit, ...rest].filter(Boolean).join(" ");
}

const asPounds = (value: unknown) =>
  /^\d+$/.test(String(value)) ? pounds(BigInt(String(value))) : String(value);
const capitalised = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
