import { pounds } from "#server/lib/money.ts";
import type { Words } from "../../engine/model.ts";
import { inContract } from "./in-contract.ts";
import type { CostTerms } from "./terms.ts";

export const words = {
  colour: "#5b6b78",
  ink: "#ffffff",
  labels: {
    rates: "Rate card",
    laterRates: "Rate cards that follow",
    labour: "Rate that counts as labour",
    overheadBp: "Overhead on labour",
    estimate: "Estimate",
    depositBp: "Deposit, of the estimate",
    cap: "Never more than",
    billed: "Work is billed",
    lateCostDays: "Late costs are billed within (days)",
    reviewFee: "Review fee each year after the first",
    vat: "VAT",
  },
  choices: {
    on_completion: "when it is complete",
    monthly: "month by month",
    supply: "standard, as a supply",
    outside_scope: "outside the scope",
  },
  sentence: ({ cap }) =>
    `You pay what the work costs, by the rate card${cap ? `, never more than ${pounds(cap)}` : ""}, and nothing for the data.`,
  inContract,
  explained: {
    due: "A deposit at signature, the rest when the work is done.",
    risk: "The licensee, up to the cap.",
    report: "Nothing: the NHS records its work.",
    origin: "How NHS data services charge today.",
  },
  example: {
    title: "The published tariff for one application with six dataset-years",
    term: { from: "2026-05-01", to: "2027-05-01" },
    terms: {
      kind: "cost_recovery",
      rates: {
        "new application": 143_100,
        "dataset-year": 45_000,
        dissemination: 130_000,
        "annual review": 69_400,
      },
    },
    facts: [
      { fact: "worked", on: "2026-05-05", rate: "new application", quantity: "1" },
      { fact: "worked", on: "2026-05-05", rate: "dataset-year", quantity: "6" },
      { fact: "worked", on: "2026-05-05", rate: "dissemination", quantity: "4" },
      { fact: "worked", on: "2026-05-05", rate: "annual review", quantity: "1" },
      { fact: "completed", on: "2026-05-05" },
    ],
    until: "2026-05-05",
    document: 0,
  },
  pages: [{ path: "costs", label: "Costs: the work against estimate and cap" }],
} satisfies Partial<Words<CostTerms>>;
