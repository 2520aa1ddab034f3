import { z } from "zod";
import { number } from "#server/commercial-models/engine/fact-form.ts";
import { dated, positivePence } from "#server/commercial-models/engine/fields.ts";
import { around, inPounds } from "#server/commercial-models/engine/listed.ts";
import { defineModel, nothingPeculiar } from "#server/commercial-models/engine/model.ts";
import { directly, line, pool, supply } from "#server/commercial-models/engine/parts.ts";
import { addDays, periodsOf } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";

const terms = z.strictObject({
  kind: z.literal("levy").describe("The model"),
  perHead: positivePence.describe("Pence a year for each patient"),
});
const fact = z.discriminatedUnion("fact", [
  z.strictObject({
    ...dated,
    fact: z.literal("headcounted").describe("The patients of a year were counted"),
    heads: z.number().int().min(0).max(100_000_000).describe("How many"),
  }),
]);

/** A throw-away model: so much a year for each patient counted. It stands nowhere but in the scratch copy. */
export const levy = defineModel({
  ...nothingPeculiar,
  kind: "levy",
  number: 10,
  title: "Levy",
  summary: "The licensee pays so much a year for each patient counted.",
  terms,
  fact,
  component: "levy",
  commercial: true,
  cadence: "yearly",
  countsByYear: false,
  takesFeeCredit: false,
  dependsOnSuccess: false,
  risk: null,
  plan: ({ perHead }, facts, { id, term }) => ({
    charges: facts.map(({ on, heads }) =>
      supply({
        key: `${id}/${on}`,
        component: id,
        period: term,
        on,
        lines: [line("Levy", perHead * BigInt(heads), `${heads} × ${pounds(perHead)}`)],
        earned: "when_billed",
        pool: directly(pool(`${id}/${on}`, "4100")),
      }),
    ),
    obligations: periodsOf(term, 12).map(({ from, to }) => ({
      key: `${id}/${from}/count`,
      kind: "head_count",
      due: addDays(to, -1),
      description: `Count of patients from ${from}`,
      state: facts.some(({ on }) => on >= from && on < to) ? "accepted" : "due",
    })),
  }),
  colour: "#7c2855",
  ink: "#ffffff",
  labels: { perHead: "Price a year for each patient" },
  inContract: ({ perHead }) => [
    `The licensee pays ${pounds(perHead)} a year for each patient who was counted in it.`,
  ],
  sentence: ({ perHead }) => `${pounds(perHead)} a year for each patient.`,
  explained: {
    due: "When patients were counted.",
    risk: "Shared.",
    report: "The patients of each year.",
    origin: "Made up.",
  },
  example: {
    title: "1,000 patients at £2.00",
    term: { from: "2026-04-01", to: "2027-04-01" },
    terms: { kind: "levy", perHead: 200 },
    facts: [{ fact: "headcounted", on: "2026-06-01", heads: 1_000 }],
    until: "2026-06-01",
    document: 0,
  },
  headline: ({ perHead }) => `${inPounds(perHead)} a patient`,
  firstYear: () => null,
  overTime: "charged by the year",
  usual: () => ({ months: 24, terms: { kind: "levy", perHead: 200 }, limits: { perHead: around(200, 10) } }),
  whyNot: "The patients of this dataset cannot be counted.",
  expects: null,
  beyond: () => null,
  granted: () => "A thousand patients are counted each year.",
  assumed: (_, __, term) =>
    periodsOf(term, 12).map(({ from }) => ({ fact: "headcounted", on: from, heads: 1_000 })),
  forms: [
    {
      fact: "headcounted",
      title: "Report the patients of a year",
      say: "Report patients",
      by: "report",
      on: "Day of the count",
      fields: [number("heads", "How many?")],
      body: ({ heads }) => ({ heads: Number(heads) }),
      id: ({ on }) => `count of ${on}`,
    },
  ],
  promises: {
    head_count: {
      reminded: true,
      keptBy: "headcounted",
      ifNot: () => "Nothing is billed for the year until it is in.",
    },
  },
});
