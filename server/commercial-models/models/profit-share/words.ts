import { pounds } from "#server/lib/money.ts";
import { auditLabels } from "../../engine/audit.ts";
import { bandsInWords } from "../../engine/banding.ts";
import { rateOfBand } from "../../engine/listed.ts";
import type { Words } from "../../engine/model.ts";
import { inContract } from "./in-contract.ts";
import type { ProfitTerms } from "./terms.ts";

export const words = {
  colour: "#007f3b",
  ink: "#ffffff",
  labels: {
    bands: "Bands",
    hurdle: "Profit kept before sharing, a year",
    overheadCapBp: "Overheads count up to, of revenue",
    costCaps: "Other costs count up to, of revenue",
    lossUseCapBp: "Losses may take, of a year's profit",
    lossYears: "Losses are kept for (years)",
    floor: "Never less than, a year",
    cap: "Never more than",
    onAccountBp: "On account each quarter, of the estimated share",
    anchor: "Year begins on",
    statementDueDays: "Statement due within (days)",
    estimateLate: "Late statements are estimated",
    tailMonths: "Profit shared after the end (months)",
    vat: "VAT",
    ...auditLabels,
  },
  choices: { supply: "standard, as a supply", outside_scope: "outside the scope" },
  sentence: ({ bands, hurdle, floor }) =>
    `${ofProfit(bands, hurdle)}${floor ? `, at least ${pounds(floor)} a year` : ""}.`,
  inContract,
  parameterName: (path, { bands }) => rateOfBand(path, bands),
  explained: {
    due: "On account each quarter, the rest with the year's statement.",
    risk: "Both: no profit, no share above the floor.",
    report: "Revenue and costs of each year, attested.",
    origin: "Named in the press report.",
  },
  example: {
    title: "A year with £2,442,000.00 of profit, £500,000.00 of it not shared",
    term: { from: "2026-01-01", to: "2027-01-01" },
    terms: {
      kind: "profit_share",
      bands: [
        { upTo: 100_000_000, rateBp: 1_000 },
        { upTo: null, rateBp: 1_500 },
      ],
      hurdle: 50_000_000,
      overheadCapBp: 1_200,
    },
    facts: [
      {
        fact: "stated",
        on: "2026-12-31",
        known: "2027-03-31",
        revenue: 840_000_000,
        direct: 495_000_000,
        overhead: 140_000_000,
      },
    ],
    until: "2027-03-31",
    document: 0,
  },
} satisfies Partial<Words<ProfitTerms>>;

/** "10% of profit above £500,000.00 a year"; several bands stand after what they are of. */
function ofProfit(bands: Parameters<typeof bandsInWords>[0], hurdle: bigint): string {
  const of = `profit${hurdle > 0n ? ` above ${pounds(hurdle)} a year` : ""}`;
  return bands.length > 1 ? `Of ${of}: ${bandsInWords(bands)}` : `${bandsInWords(bands)} of ${of}`;
}
