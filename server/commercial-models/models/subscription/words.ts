import { pounds } from "#server/lib/money.ts";
import type { Words } from "../../engine/model.ts";
import { inContract } from "./in-contract.ts";
import type { Terms } from "./terms.ts";

export const words = {
  colour: "#005eb8",
  ink: "#ffffff",
  labels: {
    tiers: "Prices",
    tier: "Tier",
    quantity: "Number of subscriptions",
    anchor: "Year begins on",
    periodMonths: "Billed every (months)",
    downgrade: "A fall in price",
    trueUp: "Seats above the number are billed at the anniversary",
    indexation: "Indexation",
    noticeDays: "Notice (days)",
    autoRenew: "Renews unless notice is given",
  },
  choices: { at_renewal: "waits for the next period", credited: "is credited from its day" },
  idle: ({ quantity }) => (quantity === 1 || quantity === undefined ? ["quantity"] : []),
  sentence: ({ tiers, tier, quantity }) =>
    `${pounds(tiers[tier]! * BigInt(quantity))} a year, in advance, whatever you use.`,
  inContract,
  parameterName: (path) =>
    path.startsWith("tiers.") ? `Price a year of the tier “${path.slice("tiers.".length)}”` : null,
  explained: {
    due: "At the start of each year or quarter.",
    risk: "The licensee.",
    report: "Nothing.",
    origin: "Named in the guidance on value sharing.",
  },
  example: {
    title: "£36,500.00 a year",
    term: { from: "2026-04-01", to: "2027-04-01" },
    terms: { kind: "subscription", tiers: { standard: 3_650_000 }, tier: "standard" },
    facts: [],
    until: "2026-04-01",
    document: 0,
  },
} satisfies Partial<Words<Terms>>;
