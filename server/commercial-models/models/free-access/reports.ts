import { choice, dayAlone, named, number, rowsIn } from "../../engine/fact-form.ts";
import type { Reports } from "../../engine/model.ts";
import type { Fact, Terms } from "./terms.ts";

export const reports = {
  forms: [
    {
      fact: "reported_use",
      title: "Send a use report",
      say: "Send report",
      by: "report",
      on: "Day of the report",
      fields: [
        choice("period", "First day of the period", (_, obligations) =>
          obligations.filter(({ kind }) => kind === "usage_report").map(({ key }) => key.split("/")[1]!),
        ),
      ],
      body: ({ period }) => ({ period }),
      id: ({ period }) => `use report ${period}`,
    },
    {
      fact: "destroyed",
      once: true,
      title: "Certify destruction",
      say: "Certify",
      by: "report",
      on: "Day on which no copy was left",
      ...dayAlone,
      id: () => "destroyed",
    },
    {
      fact: "commercialised",
      once: true,
      title: "Record that the use became commercial",
      say: "Record",
      by: "record",
      on: "First day of commercial use",
      ...dayAlone,
      id: () => "commercialised",
    },
    {
      fact: "used_quota",
      title: "Record use that counts towards a quota",
      say: "Record use",
      by: "record",
      on: "Day of the use",
      fields: [
        choice("unit", "What was used?", ({ quotas }) => rowsIn(quotas).map(({ unit }) => String(unit))),
        number("quantity", "How many?"),
      ],
      body: ({ unit, quantity }) => ({ unit, quantity }),
      id: named("quota", "unit"),
    },
  ],
  promises: {
    usage_report: {
      reminded: true,
      keptBy: "reported_use",
      ifNot: ({ suspendAfterDays }) =>
        `The NHS may suspend access ${suspendAfterDays} days after it has given notice.`,
    },
    destruction_certificate: {
      reminded: true,
      keptBy: "destroyed",
      ifNot: () => "It stays owed until it is in. Nothing is billed for it.",
    },
    quota: {
      reminded: false,
      keptBy: null,
      ifNot: () => "Use beyond it breaks the licence. It is never a charge.",
    },
  },
} satisfies Partial<Reports<Terms, Fact>>;

export type PromiseName = keyof typeof reports.promises;
