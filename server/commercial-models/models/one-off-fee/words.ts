import { pounds } from "#server/lib/money.ts";
import type { Words } from "../../engine/model.ts";
import { inContract } from "./in-contract.ts";
import type { Terms } from "./terms.ts";

export const words = {
  colour: "#41b6e6",
  ink: "#212b32",
  labels: {
    fee: "Fee",
    recognition: "Income is recognised",
    instalments: "Instalments",
    acceleration: "All dated instalments fall due on breach",
  },
  choices: {
    point_in_time: "at transfer",
    over_time: "over the term",
    when_triggered: "when each instalment is triggered",
    lapses: "lapses",
    falls_due: "falls due",
  },
  sentence: ({ fee, instalments }) =>
    `${pounds(fee)} once, in ${instalments.length} ${instalments.length === 1 ? "part" : "parts"}.`,
  inContract,
  explained: {
    due: "At signature, on dates, or when milestones are reached.",
    risk: "The licensee: the fee is due whether or not the work succeeds.",
    report: "Evidence of each milestone.",
    origin: "Named in the guidance on value sharing.",
  },
  example: {
    title: "£250,000.00 at signature",
    term: { from: "2026-06-01", to: "2031-06-01" },
    terms: {
      kind: "one_off_fee",
      fee: 25_000_000,
      instalments: [{ label: "Signature", weight: 1, on: "2026-06-01" }],
    },
    facts: [],
    until: "2026-06-01",
    document: 0,
  },
  pages: [{ path: "milestones", label: "Milestones: what each instalment waits for" }],
} satisfies Partial<Words<Terms>>;
