import { dayAlone, named, number } from "../../engine/fact-form.ts";
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
      fields: [number("quantity", "How much was used on that day?")],
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
