import { choice, dayAlone, inPence, money, named } from "../../engine/fact-form.ts";
import type { Reports } from "../../engine/model.ts";
import type { CostTerms, Fact } from "./terms.ts";

export const reports = {
  forms: [
    {
      fact: "worked",
      title: "Record work",
      say: "Record work",
      by: "record",
      on: "Day of the work",
      fields: [
        choice("rate", "Kind of work", ({ rates }) => Object.keys(rates ?? {})),
        { name: "quantity", label: "How much?", type: "number", hint: "Units or hours, like 37.5" },
      ],
      body: ({ rate, quantity }) => ({ rate, quantity }),
      id: named("worked", "rate"),
    },
    {
      fact: "spent",
      title: "Record a cost passed on",
      say: "Record cost",
      by: "record",
      on: "Day of the cost",
      fields: [{ name: "what", label: "What was paid?", type: "text" }, money("cost", "What did it cost?")],
      body: ({ what, cost }) => ({ what, cost: inPence(cost) }),
      id: named("spent", "what"),
    },
    {
      fact: "completed",
      once: true,
      title: "The work is complete",
      say: "Close the work",
      by: "record",
      on: "Day of completion",
      ...dayAlone,
      id: () => "completed",
    },
    {
      fact: "reordered",
      title: "Record a change order",
      say: "Record change",
      by: "record",
      on: "Day it was agreed",
      fields: [money("estimate", "Estimate from then on"), money("cap", "Cap from then on", true)],
      body: ({ estimate, cap }) => ({ estimate: inPence(estimate), ...(cap && { cap: inPence(cap) }) }),
      id: named("change order"),
    },
  ],
  promises: {},
} satisfies Partial<Reports<CostTerms, Fact>>;
