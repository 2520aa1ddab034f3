/**
 * The chart of accounts (server/commercial-models/README.md, §14): assets begin with 1, liabilities with 2, income with 4,
 * expenses with 5. The database holds the same, so that no transfer names an account that there is not.
 */
export const chart = [
  { code: "1100", name: "Trade receivables", type: "asset" },
  { code: "1110", name: "Accrued income", type: "asset" },
  { code: "1120", name: "Equity investments", type: "asset" },
  { code: "1130", name: "Escrow", type: "asset" },
  { code: "1200", name: "Bank", type: "asset" },
  { code: "1210", name: "Payment processor clearing", type: "asset" },
  { code: "1300", name: "Data assets", type: "asset" },
  { code: "1400", name: "Input VAT", type: "asset" },
  { code: "2100", name: "Deferred income", type: "liability" },
  { code: "2200", name: "Output VAT", type: "liability" },
  { code: "2300", name: "Receipts in suspense", type: "liability" },
  { code: "2310", name: "Customer credit", type: "liability" },
  { code: "2400", name: "Guarantees not yet recouped", type: "liability" },
  { code: "2410", name: "Deposits", type: "liability" },
  { code: "2500", name: "Refunds payable", type: "liability" },
  { code: "4100", name: "Licence fees", type: "income" },
  { code: "4110", name: "Subscriptions", type: "income" },
  { code: "4120", name: "Usage", type: "income" },
  { code: "4130", name: "Royalties", type: "income" },
  { code: "4140", name: "Profit shares", type: "income" },
  { code: "4150", name: "Cost recovery", type: "income" },
  { code: "4160", name: "Dividends", type: "income" },
  { code: "4170", name: "Income in kind", type: "income" },
  { code: "4180", name: "Gains on disposal", type: "income" },
  { code: "4190", name: "Fair value changes", type: "income" },
  { code: "4200", name: "Interest", type: "income" },
  { code: "4210", name: "Compensation", type: "income" },
  { code: "5100", name: "Bad debts", type: "expense" },
  { code: "5200", name: "Bank charges and exchange", type: "expense" },
] as const;

/** The code of an account, like "1100". */
export type Account = (typeof chart)[number]["code"];

export const accountCodes: readonly Account[] = chart.map(({ code }) => code);
