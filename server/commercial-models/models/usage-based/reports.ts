import { dayAlone, named } from "../../engine/fact-form.ts";
import type { Reports } from "../../engine/model.ts";
import type { Fact, UsageTerms } from "./terms.ts";

export const reports = {
  forms: [
    {
      fact: "used",
      title: "Report usage",
      say: "Report usage",
      by: "report",
      on: "Day of the usage",
      fields: [
        {
          name: "quantity",
          label: "How much was used on that day?",
          type: "number",
          hint: "Told later after its period than the contract allows, a quantity or a correction changes no bill",
        },
      ],
      body: ({ quantity }) => ({ quantity }),
      id: named("used"),
    },
    {
      fact: "closed",
      title: "Declare a period complete",
      say: "Declare complete",
      by: "report",
      on: "A day in the period",
      ...dayAlone,
      id: named("complete"),
    },
  ],
  promises: {},
} satisfies Partial<Reports<UsageTerms, Fact>>;
