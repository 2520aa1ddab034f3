import { pounds } from "#server/lib/money.ts";
import type { Words } from "../../engine/model.ts";
import { inContract } from "./in-contract.ts";
import { specificationInWords } from "./specification-in-words.ts";
import type { Specification, Terms } from "./terms.ts";

export const words = {
  colour: "#00a499",
  ink: "#212b32",
  labels: {
    agreedValue: "Agreed value of the curated dataset",
    valueBasis: "The value is",
    deliverables: "Deliverables",
    silenceAccepts: "Silence counts as acceptance",
    damagesBpPerWeek: "Damages for each started week of delay",
    damagesCapBp: "Damages at most",
    longStop: "Long-stop date",
    fallbackFee: "Fee if nothing is delivered",
  },
  partLabels: { acceptanceDays: "Accepted or rejected within (days)" },
  choices: { vat_inclusive: "with VAT included", exclusive: "without VAT" },
  inRow: {
    specification: (value) => `(${specificationInWords(value as Specification).join("; ")})`,
  },
  sentence: ({ agreedValue, fallbackFee }) =>
    `You curate a dataset worth ${pounds(agreedValue)} and give it back; what is not delivered costs ${pounds(fallbackFee)} in total.`,
  inContract,
  explained: {
    due: "A paid-in-kind invoice at signature; money only for what is late or never comes.",
    risk: "Both: the NHS waits, the licensee works first.",
    report: "Each deliverable, handed in and accepted.",
    origin: "Named in the press report.",
  },
  example: {
    title: "Access worth £60,000.00 with VAT, paid for with a curated dataset",
    term: { from: "2026-04-01", to: "2027-04-01" },
    terms: {
      kind: "data_return",
      agreedValue: 6_000_000,
      deliverables: [{ id: "Dataset", weightBp: 10_000, due: "2026-09-30" }],
      longStop: "2027-01-01",
      fallbackFee: 7_500_000,
    },
    facts: [],
    until: "2026-04-01",
    document: 0,
  },
  pages: [{ path: "deliverables", label: "Deliverables: what is handed in, checked and accepted" }],
} satisfies Partial<Words<Terms>>;
