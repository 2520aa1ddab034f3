import { pounds } from "#server/lib/money.ts";
import type { Words } from "../../engine/model.ts";
import { inContract } from "./in-contract.ts";
import type { Terms } from "./terms.ts";

export const words = {
  colour: "#aeb7bd",
  ink: "#212b32",
  labels: {
    reportMonths: "A report every (months)",
    reportDueDays: "Statement due within (days)",
    suspendAfterDays: "Access may be suspended after an overdue report (days)",
    certificateDays: "Destruction certified within (days)",
    quotas: "Fair use",
    commercialPrice: "Price a year if the use becomes commercial",
  },
  sentence: ({ commercialPrice }) =>
    commercialPrice === undefined
      ? "Nothing is paid. Reports and a certificate of destruction are due."
      : `Nothing is paid until the use becomes commercial; then ${pounds(commercialPrice)} a year.`,
  inContract,
  explained: {
    due: "Nothing, unless the use becomes commercial.",
    risk: "The NHS: it gains only when better care follows.",
    report: "Use reports, and a certificate of destruction at the end.",
    origin: "Named in the press report.",
  },
  example: {
    title: "A free licence becomes commercial with 168 of 365 days left, at £24,000 a year",
    term: { from: "2026-04-01", to: "2027-04-01" },
    terms: { kind: "free_access", commercialPrice: 2_400_000 },
    facts: [{ fact: "commercialised", on: "2026-10-15" }],
    until: "2026-10-15",
    document: 0,
  },
} satisfies Partial<Words<Terms>>;
