import type { Period } from "#server/lib/dates.ts";
import type { Pence } from "#server/lib/money.ts";

/** What an outlook says of each stretch of time; every model turns as much of it as it needs into facts. */
export type Outlook = {
  salesIn(quarter: Period): Pence;
  profitIn(year: Period): { revenue: Pence; direct: Pence; overhead: Pence } | null;
  /** Units, decimal text; null when nobody said. */
  usagePerMonth: string | null;
  companyValue: Pence;
};

/** What a buyer may be asked to expect of an ordinary year, by the name of the field. */
const expectations = ["usagePerMonth", "netSalesPerYear", "profitPerYear"] as const;
export type Expectation = (typeof expectations)[number];
/** What was typed, each as it was typed; what was not said is left out. */
export type Expected = { readonly [Name in Expectation]?: string | undefined };
