import { auditForm } from "../../engine/audit.ts";
import { inPence, money } from "../../engine/fact-form.ts";
import type { Reports } from "../../engine/model.ts";
import { standsLate } from "../../engine/statement.ts";
import type { ProfitFact, ProfitTerms } from "./terms.ts";

export const reports = {
  forms: [
    {
      fact: "estimated",
      title: "Estimate the quarter's share",
      say: "Attest and send",
      by: "attest",
      on: "Last day of the quarter",
      fields: [money("share", "Estimated share of the quarter")],
      body: ({ share }) => ({ share: inPence(share) }),
      id: ({ on }) => `estimate to ${on}`,
    },
    auditForm(
      { name: "year", label: "A day in the year audited", type: "day" },
      money("profit", "Profit that was not stated"),
      (year, profit) => ({ year, profit }),
    ),
  ],
  promises: {
    profit_statement: {
      reminded: true,
      keptBy: null,
      ifNot: ({ floor, estimateLate }) =>
        [
          floor === undefined
            ? "Nothing is billed for the year until it is in."
            : "The day after, the least that is owed for the year falls due without it.",
          ...(estimateLate
            ? ["Ten days after that day an estimate is billed: the last share, and a tenth more."]
            : []),
        ].join(" "),
      standing: standsLate,
    },
  },
} satisfies Partial<Reports<ProfitTerms, ProfitFact>>;

export type PromiseName = keyof typeof reports.promises;
