import { choice, milestonesIn, number } from "../../engine/fact-form.ts";
import type { Reports } from "../../engine/model.ts";
import type { Fact, Terms } from "./terms.ts";

export const reports = {
  forms: [
    {
      fact: "reached",
      title: "Accept a milestone",
      say: "Accept milestone",
      by: "record",
      on: "Day it was reached",
      fields: [
        choice("milestone", "Milestone", ({ instalments }) => milestonesIn(instalments)),
        number("quantity", "Quantity reached, where it is sized by one", true),
      ],
      body: ({ milestone, quantity }) => ({ milestone, ...(quantity && { quantity }) }),
      id: ({ milestone }) => `reached ${milestone}`,
    },
  ],
  promises: {
    milestone: {
      reminded: false,
      keptBy: "reached",
      ifNot: () => "After the last day for it the instalment lapses, or falls due, as the contract says.",
    },
  },
} satisfies Partial<Reports<Terms, Fact>>;

export type PromiseName = keyof typeof reports.promises;
