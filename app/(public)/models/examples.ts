import type { Kind } from "#server/commercial-models/index.ts";
import { play } from "#server/commercial-models/play/play.ts";
import { formatDate } from "#server/lib/dates.ts";

type Life = {
  term: { from: string; to: string };
  terms: Record<string, unknown>;
  facts: Record<string, unknown>[];
  until: string;
  which?: number;
};

/** A worked sum for each model: played by the engine that bills, so that this page cannot promise anything else. */
const lives: Record<Kind, Life> = {
  free_access: {
    term: { from: "2026-04-01", to: "2027-04-01" },
    terms: { kind: "free_access", commercialPrice: 2_400_000 },
    facts: [{ fact: "commercialised", on: "2026-10-15" }],
    until: "2026-10-15",
  },
  data_return: {
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
  },
  cost_recovery: {
    term: { from: "2026-05-01", to: "2027-05-01" },
    terms: {
      kind: "cost_recovery",
      rates: {
        "new application": 143_100,
        "dataset-year": 45_000,
        dissemination: 130_000,
        "annual review": 69_400,
      },
    },
    facts: [
      ["new application", "1"],
      ["dataset-year", "6"],
      ["dissemination", "4"],
      ["annual review", "1"],
    ]
      .map(([rate, quantity]) => ({ fact: "worked", on: "2026-05-05", rate, quantity }))
      .concat([{ fact: "completed", on: "2026-05-05" } as never]),
    until: "2026-05-05",
  },
  one_off_fee: {
    term: { from: "2026-06-01", to: "2031-06-01" },
    terms: {
      kind: "one_off_fee",
      fee: 25_000_000,
      instalments: [{ label: "Signature", weight: 1, on: "2026-06-01" }],
    },
    facts: [],
    until: "2026-06-01",
  },
  subscription: {
    term: { from: "2026-04-01", to: "2027-04-01" },
    terms: { kind: "subscription", tiers: { standard: 3_650_000 }, tier: "standard" },
    facts: [],
    until: "2026-04-01",
  },
  usage_based: {
    term: { from: "2026-05-01", to: "2027-05-01" },
    terms: {
      kind: "usage_based",
      unit: "row",
      pricing: "graduated",
      tiers: [
        { upTo: "1000000", unitPrice: "0.05" },
        { upTo: "5000000", unitPrice: "0.03" },
        { upTo: null, unitPrice: "0.0175" },
      ],
      freeAllowance: "250000",
    },
    facts: [{ fact: "used", on: "2026-05-31", quantity: "7350000" }],
    until: "2026-06-06",
  },
  royalty: {
    term: { from: "2026-01-01", to: "2027-01-01" },
    terms: {
      kind: "royalty",
      bands: [
        { upTo: 1_000_000_000, rateBp: 200 },
        { upTo: 2_500_000_000, rateBp: 250 },
        { upTo: null, rateBp: 300 },
      ],
      deductionCapBp: 1_000,
      guarantee: 30_000_000,
    },
    facts: [
      ["2026-01-01", "2026-05-15", 578_765_433],
      ["2026-04-01", "2026-08-14", 670_500_000],
      ["2026-07-01", "2026-11-14", 393_600_000],
    ].map(([on, known, gross]) => ({ fact: "reported", on, known, sales: [{ on, gross }] })),
    until: "2026-11-14",
    which: 1,
  },
  equity_share: {
    term: { from: "2026-07-01", to: "2031-07-01" },
    terms: { kind: "equity_share", shares: 50_000, nominal: 1, price: 1_240 },
    facts: [{ fact: "allotted", on: "2026-07-01" }],
    until: "2026-07-01",
  },
  profit_share: {
    term: { from: "2026-01-01", to: "2027-01-01" },
    terms: {
      kind: "profit_share",
      bands: [
        { upTo: 100_000_000, rateBp: 1_000 },
        { upTo: null, rateBp: 1_500 },
      ],
      hurdle: 50_000_000,
      overheadCapBp: 1_200,
    },
    facts: [
      {
        fact: "stated",
        on: "2026-12-31",
        known: "2027-03-31",
        revenue: 840_000_000,
        direct: 495_000_000,
        overhead: 140_000_000,
      },
    ],
    until: "2027-03-31",
  },
};

/** The lines of the document that the example ends in. */
export function workedExample(kind: Kind) {
  const { term, terms, facts, until, which = 0 } = lives[kind];
  const { documents } = play({
    reference: "example",
    term,
    customer: { country: "GB" },
    components: [{ id: "c", terms }],
    facts: facts.map((fact) => ({ component: "c", ...fact })),
    until,
  });
  const document = documents[which];
  return document
    ? {
        lines: document.lines.flatMap(({ lines }) => lines),
        net: document.net,
        date: formatDate(document.date),
      }
    : null;
}
