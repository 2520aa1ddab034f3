import type { Case } from "./case.ts";
import { clauses } from "./clauses.ts";
import { costRecovery } from "./cost-recovery.ts";
import { dataReturn } from "./data-return.ts";
import { equityShare } from "./equity-share.ts";
import { freeAccess } from "./free-access.ts";
import { oneOffFee } from "./one-off-fee.ts";
import { profitShare } from "./profit-share.ts";
import { royalty } from "./royalty.ts";
import { subscription } from "./subscription.ts";
import { usageBased } from "./usage-based.ts";

/** The worked cases, model by model, in the order of the nine. */
export const cases: Readonly<Record<string, readonly Case[]>> = {
  "free access": freeAccess,
  "data in return": dataReturn,
  "cost recovery": costRecovery,
  "one-off fee": oneOffFee,
  subscription,
  "usage-based": usageBased,
  royalty,
  "equity share": equityShare,
  "profit share": profitShare,
  clauses,
};
