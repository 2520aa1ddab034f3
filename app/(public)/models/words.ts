import type { Kind } from "#server/commercial-models/index.ts";

type Words = { due: string; risk: string; report: string; origin: string; example: string };

/** The nine in plain words. */
export const modelWords: Record<Kind, Words> = {
  free_access: {
    due: "Nothing, unless the use becomes commercial.",
    risk: "The NHS: it gains only when better care follows.",
    report: "Use reports, and a certificate of destruction at the end.",
    origin: "Named in the press report.",
    example: "A free licence becomes commercial with 168 of 365 days left, at £24,000 a year",
  },
  data_return: {
    due: "A paid-in-kind invoice at signature; money only for what is late or never comes.",
    risk: "Both: the NHS waits, the licensee works first.",
    report: "Each deliverable, handed in and accepted.",
    origin: "Named in the press report.",
    example: "Access worth £60,000.00 with VAT, paid for with a curated dataset",
  },
  cost_recovery: {
    due: "A deposit at signature, the rest when the work is done.",
    risk: "The licensee, up to the cap.",
    report: "Nothing: the NHS records its work.",
    origin: "How NHS data services charge today.",
    example: "The published tariff for one application with six dataset-years",
  },
  one_off_fee: {
    due: "At signature, on dates, or when milestones are reached.",
    risk: "The licensee: the fee is due whether or not the work succeeds.",
    report: "Evidence of each milestone.",
    origin: "Named in the guidance on value sharing.",
    example: "£250,000.00 at signature",
  },
  subscription: {
    due: "At the start of each year or quarter.",
    risk: "The licensee.",
    report: "Nothing.",
    origin: "Named in the guidance on value sharing.",
    example: "£36,500.00 a year",
  },
  usage_based: {
    due: "After each month, for what was used in it.",
    risk: "Shared: little use costs little.",
    report: "What was used, as it is used.",
    origin: "How research platforms charge today.",
    example: "7,350,000 rows in a month, the first 250,000 free",
  },
  royalty: {
    due: "A guarantee each year, then what royalty earns above it.",
    risk: "Both: the guarantee is certain, the rest depends on sales.",
    report: "Sales, quarter by quarter, attested.",
    origin: "Named in the press report and the guidance.",
    example: "A year's guarantee of £300,000.00, recouped by royalty",
  },
  equity_share: {
    due: "Shares at completion; VAT on their value in cash.",
    risk: "The NHS: shares may be worth nothing.",
    report: "Share issues, dividends, a sale of the company.",
    origin: "Shared ownership was named in the press report.",
    example: "50,000 shares at £12.40",
  },
  profit_share: {
    due: "On account each quarter, the rest with the year's statement.",
    risk: "Both: no profit, no share above the floor.",
    report: "Revenue and costs of each year, attested.",
    origin: "Named in the press report.",
    example: "A year with £2,442,000.00 of profit, £500,000.00 of it not shared",
  },
};
