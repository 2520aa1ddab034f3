import { expect, test } from "vitest";
import { balances } from "./engine/recognise.ts";
import { play } from "./play/play.ts";

type Case = {
  title: string;
  term: [string, string];
  terms: Record<string, unknown>;
  facts?: Record<string, unknown>[];
  until: string;
  /** type, date, net, VAT, payable in cash */
  documents: [string, string, number, number, number][];
  balances: Record<string, number>;
};

const graduated = [
  { upTo: "1000000", unitPrice: "0.05" },
  { upTo: "5000000", unitPrice: "0.03" },
  { upTo: null, unitPrice: "0.0175" },
];

/** The first worked case of each model; the rest stand beside the project (cases.test.ts). */
const cases: Case[] = [
  {
    title: "1 free access: twelve months cost nothing",
    term: ["2026-04-01", "2027-04-01"],
    terms: { kind: "free_access", reportMonths: 12 },
    until: "2027-06-01",
    documents: [],
    balances: {},
  },
  {
    title:
      "2 data in return: £60,000.00 × 20/120 = £10,000.00 VAT, both parts accepted, nothing is left to receive",
    term: ["2026-04-01", "2027-04-01"],
    terms: {
      kind: "data_return",
      agreedValue: 6_000_000,
      deliverables: [
        { id: "D1", weightBp: 6000, due: "2026-06-30" },
        { id: "D2", weightBp: 4000, due: "2026-09-30" },
      ],
      damagesBpPerWeek: 50,
      damagesCapBp: 1000,
      longStop: "2027-01-01",
      fallbackFee: 7_500_000,
    },
    facts: [
      { fact: "accepted", on: "2026-06-24", deliverable: "D1" },
      { fact: "accepted", on: "2026-09-30", deliverable: "D2" },
    ],
    until: "2027-06-01",
    documents: [["barter_invoice", "2026-04-01", 5_000_000, 1_000_000, 0]],
    balances: { "1300": 5_000_000, "1400": 1_000_000, "2200": -1_000_000, "4170": -5_000_000 },
  },
  {
    title: "3 cost recovery: £1,431.00 + 6 × £450.00 + 4 × £1,300.00 + £694.00 = £10,025.00",
    term: ["2026-05-01", "2027-05-01"],
    terms: {
      kind: "cost_recovery",
      rates: { application: 143_100, "dataset-year": 45_000, dissemination: 130_000, review: 69_400 },
    },
    facts: [
      { fact: "worked", on: "2026-05-05", rate: "application", quantity: "1" },
      { fact: "worked", on: "2026-05-05", rate: "dataset-year", quantity: "6" },
      { fact: "worked", on: "2026-05-05", rate: "dissemination", quantity: "4" },
      { fact: "worked", on: "2026-05-05", rate: "review", quantity: "1" },
      { fact: "completed", on: "2026-05-05" },
    ],
    until: "2026-05-05",
    documents: [["invoice", "2026-05-05", 1_002_500, 200_500, 1_203_000]],
    balances: { "1100": 1_203_000, "2200": -200_500, "4150": -1_002_500 },
  },
  {
    title: "4 one-off fee: £250,000.00 + 20% VAT £50,000.00 at signature",
    term: ["2026-06-01", "2031-06-01"],
    terms: {
      kind: "one_off_fee",
      fee: 25_000_000,
      recognition: "point_in_time",
      instalments: [{ label: "signature", weight: 1, on: "2026-06-01" }],
    },
    until: "2027-01-01",
    documents: [["invoice", "2026-06-01", 25_000_000, 5_000_000, 30_000_000]],
    balances: { "1100": 30_000_000, "2200": -5_000_000, "4100": -25_000_000 },
  },
  {
    title: "5 subscription: £36,500.00 for 365 days, £100.00 a day, all earned by the last",
    term: ["2026-04-01", "2027-04-01"],
    terms: { kind: "subscription", tiers: { s: 3_650_000 }, tier: "s" },
    until: "2027-03-31",
    documents: [["invoice", "2026-04-01", 3_650_000, 730_000, 4_380_000]],
    balances: { "1100": 4_380_000, "2200": -730_000, "4110": -3_650_000 },
  },
  {
    title: "6 usage: 1,000,000 × 0.05p + 4,000,000 × 0.03p + 2,100,000 × 0.0175p = £2,067.50",
    term: ["2026-05-01", "2027-05-01"],
    terms: {
      kind: "usage_based",
      unit: "row",
      pricing: "graduated",
      tiers: graduated,
      freeAllowance: "250000",
    },
    facts: [{ fact: "used", on: "2026-05-31", quantity: "7350000" }],
    until: "2026-06-06",
    documents: [["invoice", "2026-06-06", 206_750, 41_350, 248_100]],
    balances: { "1100": 248_100, "2200": -41_350, "4120": -206_750 },
  },
  {
    title:
      "7 royalty: £115,753.09 + £146,563.27 earned, all covered by the guarantee of £300,000.00; £37,683.64 is left",
    term: ["2026-01-01", "2027-01-01"],
    terms: {
      kind: "royalty",
      bands: [
        { upTo: 1_000_000_000, rateBp: 200 },
        { upTo: 2_500_000_000, rateBp: 250 },
        { upTo: null, rateBp: 300 },
      ],
      deductionCapBp: 1000,
      guarantee: 30_000_000,
    },
    facts: [
      {
        fact: "reported",
        on: "2026-01-01",
        known: "2026-05-15",
        sales: [{ on: "2026-03-31", gross: 620_000_000, deductions: 41_234_567 }],
      },
      {
        fact: "reported",
        on: "2026-04-01",
        known: "2026-08-14",
        sales: [{ on: "2026-06-30", gross: 745_000_000, deductions: 90_120_000 }],
      },
    ],
    until: "2026-12-30",
    documents: [["invoice", "2026-01-01", 30_000_000, 6_000_000, 36_000_000]],
    balances: { "1100": 36_000_000, "2200": -6_000_000, "2400": -3_768_364, "4130": -26_231_636 },
  },
  {
    title: "8 equity share: 50,000 × £12.40 = £620,000.00 in shares, VAT £124,000.00 in cash",
    term: ["2026-07-01", "2031-07-01"],
    terms: { kind: "equity_share", shares: 50_000, nominal: 1, price: 1_240 },
    facts: [{ fact: "allotted", on: "2026-07-01" }],
    until: "2026-07-01",
    documents: [["invoice", "2026-07-01", 62_000_000, 12_400_000, 12_400_000]],
    balances: {
      "1100": 12_400_000,
      "1120": 62_050_000,
      "1200": -50_000,
      "2200": -12_400_000,
      "4100": -62_000_000,
    },
  },
  {
    title: "9 profit share: 10% of £1,000,000.00 + 15% of £942,000.00 = £241,300.00",
    term: ["2026-01-01", "2027-01-01"],
    terms: {
      kind: "profit_share",
      bands: [
        { upTo: 100_000_000, rateBp: 1000 },
        { upTo: null, rateBp: 1500 },
      ],
      hurdle: 50_000_000,
      overheadCapBp: 1200,
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
    until: "2027-12-31",
    documents: [["invoice", "2027-03-31", 24_130_000, 4_826_000, 28_956_000]],
    balances: { "1100": 28_956_000, "2200": -4_826_000, "4140": -24_130_000 },
  },
];

test.each(cases)(
  "$title",
  ({ term: [from, to], terms, facts = [], until, documents, balances: expected }) => {
    const played = play({
      reference: "L",
      term: { from, to },
      customer: { country: "GB", dueDays: 30 },
      components: [{ id: "c", terms }],
      facts: facts.map((fact) => ({ component: "c", ...fact })),
      until,
    });
    expect(
      played.documents.map(({ type, date, net, vat, payableInCash }) => [
        type,
        date,
        Number(net),
        Number(vat),
        Number(payableInCash),
      ]),
    ).toEqual(documents);
    const moved = [...balances(played.transfers)]
      .filter(([, amount]) => amount !== 0n)
      .map(([account, amount]) => [account, Number(amount)]);
    expect(Object.fromEntries(moved)).toEqual(expected);
  },
);
