import { addDays, formatDate } from "#server/lib/dates.ts";
import { choice, named, rowsIn } from "../../engine/fact-form.ts";
import type { Reports } from "../../engine/model.ts";
import type { Fact, Terms } from "./terms.ts";

const deliverable = choice("deliverable", "Deliverable", ({ deliverables }) =>
  rowsIn(deliverables).map(({ id }) => String(id)),
);

export const reports = {
  forms: [
    {
      fact: "submitted",
      title: "Hand in a deliverable",
      say: "Hand in",
      by: "report",
      on: "Day of handing in",
      fields: [deliverable],
      body: ({ deliverable }) => ({ deliverable }),
      id: named("submitted", "deliverable"),
    },
    {
      fact: "accepted",
      title: "Accept a deliverable",
      say: "Accept",
      by: "record",
      on: "Day of acceptance",
      fields: [deliverable],
      body: ({ deliverable }) => ({ deliverable }),
      id: ({ deliverable }) => `accepted ${deliverable}`,
    },
    {
      fact: "rejected",
      title: "Reject a deliverable",
      say: "Reject",
      by: "record",
      on: "Day of rejection",
      fields: [deliverable, { name: "reason", label: "What is missing?", type: "text" }],
      body: ({ deliverable, reason }) => ({ deliverable, reason }),
      // In the order of names it stands after what was handed in on the same day, which the engine then reads first.
      id: ({ deliverable, on }) => `submitted ${deliverable} ${on} (rejected)`,
    },
  ],
  promises: {
    partner_vat_invoice: {
      reminded: false,
      keptBy: null,
      ifNot: () => "The NHS needs the invoice for the VAT on what it accepted.",
    },
    deliverable: {
      reminded: true,
      keptBy: "submitted",
      ifNot: ({ damagesBpPerWeek, longStop }) =>
        `${damagesBpPerWeek > 0 ? "Each started week of delay costs damages. " : ""}What is not accepted before ${formatDate(longStop)} is paid for in money.`,
      // What is not delivered has failed only once the long-stop has come.
      standing: ({ state, due }, { longStop }) =>
        state === "failed"
          ? {
              state: "planned",
              later: [
                ...(due === null ? [] : [{ from: addDays(due, 1), state: "due" as const }]),
                { from: longStop, state },
              ],
            }
          : { state, later: [] },
    },
  },
} satisfies Partial<Reports<Terms, Fact>>;

export type PromiseName = keyof typeof reports.promises;
