import { defineModel, nothingPeculiar } from "../../engine/model.ts";
import { faults } from "./faults.ts";
import { price } from "./price.ts";
import { kept } from "./register.ts";
import { reports } from "./reports.ts";
import { fact, terms } from "./terms.ts";
import { words } from "./words.ts";

/** Model 8: the NHS is paid in shares; the register is the sorted facts (README §8). */
export const equityShare = defineModel({
  ...nothingPeculiar,
  kind: "equity_share",
  number: 8,
  title: "Equity share",
  summary: "The licensee pays with shares; the NHS gains when the company does.",
  terms,
  fact,
  component: "equity",
  commercial: true,
  cadence: "once",
  countsByYear: false,
  takesFeeCredit: false,
  dependsOnSuccess: true,
  risk: null,
  ...words,
  ...price,
  ...reports,
  plan(terms, facts, context) {
    const { charges, movements, obligations } = kept(terms, facts, context);
    return { charges, movements, obligations };
  },
  faults,
});
